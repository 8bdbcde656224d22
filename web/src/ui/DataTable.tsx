/** A dense table that stays quick with many rows: only what is in sight is drawn. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, type MouseEvent, type ReactNode } from 'react';

import { Blanks } from './Blanks';
import { CardList, type Card } from './CardList';
import { choosing, type Choice } from './choosing';
import type { Arranging } from './shownColumns';
import { useMeasures, useRemeasured } from './density';
import { useNarrow } from './narrow';
import { arranged, roomForSums, useFitting } from './room';
import { TableHead } from './TableHead';
import { isOwnClick, rowProps, useCurrentInSight, type Steering } from './steering';
import './table.css';

export interface TableColumn<T> {
  name: string;
  label: string;
  width: number;
  grow?: boolean;
  align?: 'left' | 'right' | 'center';
  sortable?: boolean;
  /** instead of the label */
  head?: ReactNode;
  render(row: T): ReactNode;
}

interface Props<T> {
  label: string;
  columns: readonly TableColumn<T>[];
  rows: readonly T[];
  rowKey(row: T): string;
  /** `name` or `-name` */
  sort?: string | undefined;
  onSort?: (sort: string) => void;
  /** `target` is what was clicked in it */
  onOpen?: (row: T, target?: Element) => void;
  /** the end is in sight */
  onEnd?: (() => void) | undefined;
  sums?: Readonly<Record<string, ReactNode>> | undefined;
  footer?: ReactNode;
  empty?: ReactNode;
  busy?: boolean;
  /** how a row looks on a phone; without it the table scrolls sideways */
  card?: (row: T) => Card;
  /** the sums above the cards; without it the last one */
  cardSums?: readonly string[];
  /** cards say everything, in as many lines as it takes */
  cardsWrap?: boolean;
  /** cards can be ticked as well */
  cardsTicked?: boolean;
  /** rows can be ticked, where there is room for it */
  choice?: Choice<T> | undefined;
  /** rows are looked at one after the other, where there is room for it */
  steering?: Steering<T> | undefined;
  /** columns can be moved and made wider by their headings */
  arranging?: Arranging | undefined;
  /** the table has its own scroll bar and fills what is left of the page */
  fill?: boolean;
}

/** What cannot be added up says so below its column; above cards it would say nothing. */
export const NO_SUM = '—';

function useEnd(onEnd: (() => void) | undefined, lastSeen: number, count: number): void {
  useEffect(() => {
    if (onEnd && count > 0 && lastSeen >= count - 10) onEnd();
  }, [onEnd, lastSeen, count]);
}

export function DataTable<T>(props: Props<T>) {
  const narrow = useNarrow();
  const { card, label, rows, rowKey, onOpen, onEnd, busy, empty, footer } = props;
  if (!narrow || !card) return <WideTable {...props} />;
  const summed = props.columns.filter((column) => props.sums?.[column.name] !== undefined);
  const told = props.cardSums
    ? summed.filter(({ name }) => props.cardSums?.includes(name) && props.sums?.[name] !== NO_SUM)
    : summed.slice(-1);
  return (
    <CardList
      {...{ label, rows, rowKey, card, onOpen, onEnd, busy, empty, footer }}
      wrap={props.cardsWrap}
      choice={props.cardsTicked ? props.choice : undefined}
      sum={told.map((column) => (
        <span key={column.name}>
          {column.label} {props.sums?.[column.name]}
        </span>
      ))}
    />
  );
}

/** The word before the sums takes the room of the columns up to the first of them. */
export function sumCells<C extends { name: string; align?: string }>(
  columns: readonly C[],
  sums: Readonly<Record<string, ReactNode>>,
): { column: C; span: number }[] {
  const cells: { column: C; span: number }[] = [];
  for (const column of columns) {
    const before = cells.at(-1);
    const isWord = before && before.column.align !== 'right' && sums[before.column.name];
    if (isWord && sums[column.name] === undefined) before.span += 1;
    else cells.push({ column, span: 1 });
  }
  return cells;
}

function cellClass<T>(column: TableColumn<T>, steering: Steering<T> | undefined, key: string) {
  const align = `to-${column.align ?? 'left'}`;
  const here = steering?.current === key && steering.column === column.name;
  return here ? `${align} is-here` : align;
}

function WideTable<T>(props: Props<T>) {
  const { rows, sums, steering } = props;
  const { arranging } = props;
  const told = useMemo(
    () => arranged(roomForSums(props.columns, sums), arranging?.widths),
    [props.columns, sums, arranging?.widths],
  );
  const chosen = props.choice ? [choosing(props.choice, rows, props.rowKey), ...told] : told;
  const scroller = useRef<HTMLDivElement>(null);
  const { row } = useMeasures();
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => row,
    overscan: 12,
    initialRect: { width: 1200, height: 900 },
  });
  useRemeasured(virtualizer, row);
  const items = virtualizer.getVirtualItems();
  const drawn = `${String(items[0]?.index)} ${String(items.length)}`;
  const { columns, tight } = useFitting(scroller, chosen, arranging?.widths, rows, drawn);
  const above = items[0]?.start ?? 0;
  const below = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  useCurrentInSight(scroller, steering?.current ?? null, (key) => {
    const at = rows.findIndex((row) => props.rowKey(row) === key);
    if (at >= 0) virtualizer.scrollToIndex(at, { align: 'auto' });
  });
  useEnd(props.onEnd, items.at(-1)?.index ?? -1, rows.length);

  return (
    <div
      ref={scroller}
      className={`table-frame${props.fill ? ' table-fill' : ''}${tight ? ' is-tight' : ''}${props.busy ? ' is-busy' : ''}`}
      // Rows that take no keys: whoever has no mouse scrolls the whole.
      tabIndex={steering ? -1 : 0}
      data-scroll-restoration-id={`table ${props.label}`}
    >
      <table
        aria-label={props.label}
        aria-busy={props.busy}
        style={{ minWidth: columns.reduce((sum, column) => sum + column.width, 0) }}
      >
        <colgroup>
          {columns.map((column) => (
            <col key={column.name} style={column.grow ? {} : { width: column.width }} />
          ))}
        </colgroup>
        <TableHead
          {...{ columns, arranging }}
          sort={props.sort}
          {...(props.onSort ? { onSort: props.onSort } : {})}
        />
        <tbody>
          {above > 0 && <tr aria-hidden="true" style={{ height: above }} />}
          {items.map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            const ticked = props.choice?.chosen.has(props.rowKey(row));
            return (
              <tr
                key={props.rowKey(row)}
                data-ticked={ticked || undefined}
                {...(steering
                  ? rowProps(steering, row, props.rowKey(row), item.index === 0)
                  : {
                      className: props.onOpen ? 'is-link' : undefined,
                      onClick: (event: MouseEvent) => {
                        if (!isOwnClick(event)) props.onOpen?.(row, event.target as Element);
                      },
                    })}
              >
                {columns.map((column) => (
                  <td
                    key={column.name}
                    data-column={steering ? column.name : undefined}
                    className={cellClass(column, steering, props.rowKey(row))}
                  >
                    {steering?.cell(row, column.name) ?? column.render(row)}
                  </td>
                ))}
              </tr>
            );
          })}
          {below > 0 && <tr aria-hidden="true" style={{ height: below }} />}
        </tbody>
        {sums && rows.length > 0 && (
          <tfoot>
            <tr>
              {sumCells(columns, sums).map(({ column, span }) => (
                <td
                  key={column.name}
                  colSpan={span}
                  className={`to-${column.align ?? 'left'}`}
                  data-testid={`sum-${column.name}`}
                >
                  {sums[column.name]}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
      {rows.length === 0 && (props.busy ? <Blanks /> : props.empty)}
      {props.footer}
    </div>
  );
}
