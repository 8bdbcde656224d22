/** The columns of the stock list. */
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { nameOf } from '@/form/form';
import { useSetting } from '@/form/setting';
import { showNumber, showUnitCost } from '@/lib/decimal';
import type { TableColumn } from '@/ui/DataTable';
import { listed } from '@/ui/words';
import type { StockEntry, StockLine } from './stock';

function figure(text: string | null | undefined, least?: number) {
  const negative = typeof text === 'string' && text.startsWith('-');
  return <span className={negative ? 'bad' : undefined}>{showNumber(text, least)}</span>;
}

/** What can be sold, in several units where that is how it is counted. */
export function availableAs(line: StockLine): string {
  return line.available_in_units || `${showNumber(line.available)} ${line.product.unit}`;
}

const OFF_SHELF = {
  in_transit: ['stock.inTransit', 'stock.off.inTransit'],
  inspecting: ['stock.inspecting', 'stock.off.inspecting'],
  rejected: ['stock.rejected', 'stock.off.rejected'],
  lent: ['stock.lent', 'stock.off.lent'],
  consigned: ['stock.consigned', 'stock.off.consigned'],
} as const;
/** the heading of its own column, and the word beside others in one column */
type OffShelf = keyof typeof OFF_SHELF;

/** The warehouse that goods are of, and why they are on none of its shelves: 分仓 · 在途. */
export function whereOf({ warehouse, off_shelf: off }: StockEntry, t: TFunction): string {
  const name = warehouse.name ?? nameOf(warehouse);
  return off && off in OFF_SHELF ? `${name} · ${t(OFF_SHELF[off as OffShelf][1])}` : name;
}

/** Why some of these goods are on no shelf. */
export function offShelfOf(rows: readonly StockLine[]): OffShelf[] {
  const names = Object.keys(OFF_SHELF) as OffShelf[];
  return names.filter((name) => rows.some((line) => Number(line[name] ?? 0) !== 0));
}

/** How many of one row are on no shelf, and why: 借出 1、在途 2. */
export function offShelfAs(line: StockLine, t: TFunction): string {
  const some = offShelfOf([line]);
  return listed(some.map((name) => `${t(OFF_SHELF[name][1])} ${showNumber(line[name])}`));
}

interface Kinds {
  perWarehouse: boolean;
  withCost: boolean;
  /** why some of it is on no shelf */
  offShelf: readonly OffShelf[];
  blocked: boolean;
  /** some of it is counted in more than its base unit */
  counted: boolean;
  /** nobody keeps what was promised on a past day */
  past: boolean;
}

export function useColumns({
  perWarehouse,
  withCost,
  offShelf,
  blocked,
  counted,
  past,
}: Kinds): TableColumn<StockLine>[] {
  const { t } = useTranslation();
  const { digits } = useSetting();
  return useMemo(() => {
    const number = (
      name: 'on_hand' | OffShelf | 'blocked' | 'reserved' | 'available' | 'value',
      label: string,
      least?: number,
    ): TableColumn<StockLine> => ({
      name,
      label,
      width: 104,
      align: 'right',
      render: (line) => figure(line[name], least),
    });
    const reserved: TableColumn<StockLine> = {
      ...number('reserved', t('stock.reserved')),
      render: (line) =>
        Number(line.reserved) === 0 ? (
          figure(line.reserved)
        ) : (
          <button type="button" className="as-link" title={t('stock.showPromises')} data-promises>
            {showNumber(line.reserved)}
          </button>
        ),
    };
    return [
      {
        name: 'product',
        label: t('stock.product'),
        width: 230,
        grow: true,
        render: ({ product }) => (
          <button type="button" className="as-link" title={t('stock.showEntries')}>
            {nameOf(product)}
          </button>
        ),
      },
      {
        name: 'specification',
        label: t('stock.specification'),
        width: 110,
        render: ({ product }) => product.specification,
      },
      {
        name: 'unit',
        label: t('stock.unit'),
        width: 60,
        render: ({ product }) => product.unit,
      },
      ...(perWarehouse
        ? [
            {
              name: 'warehouse',
              label: t('stock.warehouse'),
              width: 120,
              render: ({ warehouse }: StockLine) => nameOf(warehouse),
            },
          ]
        : []),
      number('on_hand', t('stock.onHand')),
      ...(counted
        ? [
            {
              name: 'in_units',
              label: t('stock.inUnits'),
              width: 130,
              align: 'right' as const,
              render: (line: StockLine) => (
                <span title={past ? '' : t('stock.availableAs', { as: availableAs(line) })}>
                  {line.on_hand_in_units}
                </span>
              ),
            },
          ]
        : []),
      ...(offShelf.length > 1
        ? [
            {
              name: 'off_shelf',
              label: t('stock.offShelf'),
              width: 150,
              align: 'right' as const,
              render: (line: StockLine) => offShelfAs(line, t),
            },
          ]
        : offShelf.map((name) => number(name, t(OFF_SHELF[name][0])))),
      ...(blocked ? [{ ...number('blocked', t('stock.blocked')), width: 120 }] : []),
      ...(past ? [] : [reserved, number('available', t('stock.available'))]),
      ...(withCost
        ? [
            {
              name: 'unit_cost',
              label: t('stock.unitCost'),
              width: 104,
              align: 'right' as const,
              render: (line: StockLine) => showUnitCost(line.unit_cost),
            },
            number('value', t('stock.value'), digits),
          ]
        : []),
    ];
  }, [t, digits, perWarehouse, withCost, offShelf, blocked, counted, past]);
}
