/** A sub-table of a record as a grid; lines of a trade also show amounts and stock. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useLayoutEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { LineGrid } from '@/grid/LineGrid';
import {
  filledRows,
  isEmpty,
  type GridAction,
  type GridState,
  type Row,
  type RowRules,
} from '@/grid/rows';
import type { Refusals } from '@/grid/RowView';
import type { Waiting } from '@/grid/waiting';
import { showNumber } from '@/lib/decimal';
import { useSame } from '@/lib/same';
import { useNarrow } from '@/ui/narrow';
import type { Form, Table, Value } from '../form';
import type { Setting } from '../kinds';
import { faultsIn } from '../record/problems';
import { asideQuery, type ChainLink } from '../records';
import { isReference } from '../form';
import { sumOfQuantities, type LiveAmounts } from './amounts';
import { useArranged } from './arranged';
import { AvailableNote, DemandContext, DemandCounter, DemandStore } from './availability';
import { BatchContext, BatchNote } from './BatchNote';
import { BATCH, withBatches } from './batches';
import { gridColumns, isBegun, marked, withBelow, withoutEmpty } from './columns';
import { settles } from './openItems';
import { isMove, useLocated, withPlaces } from './places';
import { PriceContext, PriceNote } from './PriceNote';
import { PromiseContext, PromiseNote } from './PromiseNote';
import { RegionContext, RegionNote } from './RegionNote';
import { headerOf, isGift, isProposing, PRICE, useProposals } from './proposals';
import { EXPECTED, isCounted, isTrade, leaves, takesOut } from './roles';
import { SerialDesk, SerialNote } from './SerialNote';
import { SERIALS, withSerials } from './serials';
import { LineBars } from './LineBars';

interface Props {
  form: Form;
  table: Table;
  state: GridState;
  rules: RowRules;
  values: Record<string, Value>;
  editable: boolean;
  refusals: ReadonlyMap<string, Refusals> | undefined;
  amounts: LiveAmounts | null;
  setting: Setting;
  /** amounts of the saved document, where none are reckoned here */
  saved: Readonly<Record<string, unknown>> | null;
  /** a document that still asks for its goods */
  asking: boolean;
  waiting: Waiting;
  /** grows with every refusal */
  refused: number;
  /** the refusal that stands on top of the page already */
  told: string | null;
  dispatch(action: GridAction): void;
  /** of the header */
  onChange(name: string, value: Value): void;
  onDone?: () => void;
}

const NO_REGION: readonly string[] = [];
const NO_FAULTS: ReadonlyMap<string, Refusals> = new Map();

function merged(
  faults: ReadonlyMap<string, Refusals>,
  refusals: ReadonlyMap<string, Refusals> | undefined,
): ReadonlyMap<string, Refusals> | undefined {
  if (faults.size === 0) return refusals;
  const all = new Map(refusals);
  for (const [key, cells] of faults) all.set(key, { ...all.get(key), ...cells });
  return all;
}

export function useFaultWords() {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      number: t('lines.notANumber'),
      day: t('lines.notADay'),
      unknown: t('lines.notFound'),
      unasked: t('lines.notAsked'),
      tick: t('lines.notATick'),
    }),
    [t],
  );
}

/** What they hold is there for the document that goes on from them. */
const HOLDERS = new Set(['sales_order', 'stock_hold']);

/** The orders and holds that a document goes on from. */
function useOrders(form: Form, id: string): string {
  const { data } = useQuery({
    ...asideQuery<{ before: ChainLink[] }>(form.name, id, 'chain'),
    enabled: id !== '' && takesOut(form),
  });
  const orders = data?.before.filter((link) => HOLDERS.has(link.form)) ?? [];
  return orders.map((link) => link.id).join(',');
}

export function LinesPanel(props: Props) {
  const { form, table, state, rules, values, editable, amounts, saved, setting, asking } = props;
  const client = useQueryClient();
  const { t } = useTranslation();
  const words = useFaultWords();
  const kind = settles(form, table);
  const partner = kind && isReference(values['partner']) ? values['partner'].id : '';
  const before = saved?.[table.name];
  const begun = useMemo(() => isBegun(before), [before]);
  const { warehouse } = values;
  const warehouseId = isReference(warehouse) ? warehouse.id : '';
  const into = isReference(values['into']) ? values['into'].id : '';
  const located = useLocated(table);
  const narrow = useNarrow();
  const all = useMemo(() => {
    const available = t('lines.availableWord');
    const lookups = { form, table, client, partner, warehouse: warehouseId, into, available };
    return marked(gridColumns(lookups, setting, editable, begun), table.below, narrow);
  }, [form, table, client, partner, warehouseId, into, setting, editable, begun, narrow, t]);
  const filled = useMemo(() => filledRows(state.rows, rules), [state.rows, rules]);
  const wanted = useMemo(
    () =>
      editable
        ? withPlaces(
            withSerials(withBatches(withBelow(all, filled, table.below), filled), filled),
            filled,
            values,
            located,
            isMove(form),
          )
        : withoutEmpty(all, filled),
    [editable, all, filled, values, located, form, table.below],
  );
  const possible = useSame(wanted);
  // While a cell is being typed in, it is not yet wrong.
  const settled = state.typing === null;
  const faults = useMemo(
    () => (editable && settled ? faultsIn(filled, possible, words) : NO_FAULTS),
    [editable, settled, filled, possible, words],
  );
  const refusals = useMemo(() => merged(faults, props.refusals), [faults, props.refusals]);

  const place = `${form.name}.${table.name}`;
  const { columns, arranging, choose } = useArranged(place, possible, refusals, narrow);

  const withStock = isTrade(table) && takesOut(form);
  const orders = useOrders(form, typeof saved?.['id'] === 'string' ? saved['id'] : '');
  const [counter] = useState(() => new DemandCounter());
  const demand = useMemo(
    () =>
      counter.count(withStock ? filled.filter((row) => leaves(form, row)) : [], {
        warehouse: warehouseId,
        orders,
        counts: withStock && asking,
      }),
    [counter, withStock, form, filled, warehouseId, orders, asking],
  );
  const [store] = useState(() => new DemandStore());
  useLayoutEffect(() => {
    store.tell(demand);
  }, [store, demand]);
  const proposing = editable && isProposing(form, table);
  const header = headerOf(form, values);
  const { dispatch, waiting } = props;
  useProposals({ on: proposing, table, state, rules, header, waiting, dispatch });
  const buyer = header.partner;
  const { below } = table;
  const prices = useMemo(
    () => ({ form, below, partner: buyer, dispatch }),
    [form, below, buyer, dispatch],
  );
  const { region = NO_REGION } = table;
  const regions = useMemo(() => ({ fields: region, dispatch }), [region, dispatch]);
  const batches = useMemo(
    () => ({ warehouse: warehouseId, leaves: (row: Row) => leaves(form, row), dispatch }),
    [warehouseId, form, dispatch],
  );
  const [province] = editable ? region : NO_REGION;
  const chosen = withStock && editable && columns.some(({ name }) => name === BATCH);
  const noted = withStock && asking;
  const notes = useMemo(
    () => ({
      ...(noted ? { quantity: AvailableNote, [EXPECTED]: PromiseNote } : {}),
      ...(proposing ? { [PRICE]: PriceNote } : {}),
      ...(province ? { [province]: RegionNote } : {}),
      ...(chosen ? { [BATCH]: BatchNote } : {}),
      [SERIALS]: SerialNote,
    }),
    [noted, proposing, province, chosen],
  );
  const sums = useMemo(() => {
    if (!isTrade(table)) return undefined;
    const of = amounts?.document ?? saved ?? {};
    const money = (name: 'amount' | 'tax' | 'total') =>
      name in of ? showNumber(of[name], setting.digits) : '';
    const whole = filled.filter(({ values }) => !table.below || isEmpty(values[table.below]));
    const gifts = whole.filter(isGift);
    const sold = showNumber(sumOfQuantities(whole.filter((row) => !isGift(row))));
    const given = showNumber(sumOfQuantities(gifts));
    return {
      quantity: gifts.length ? t('lines.withGifts', { sold, given }) : sold,
      amount: money('amount'),
      tax: money('tax'),
      total: money('total'),
    };
  }, [table, filled, amounts, saved, setting.digits, t]);

  return (
    <DemandContext value={store}>
      {editable && (
        <LineBars
          {...{ form, table, kind, values, state, rules, setting, dispatch }}
          warehouse={warehouseId}
          onChange={props.onChange}
        />
      )}
      <PromiseContext value={editable ? dispatch : null}>
        <PriceContext value={prices}>
          <BatchContext value={batches}>
            <RegionContext value={regions}>
              <SerialDesk editable={editable} counted={isCounted(table)} dispatch={dispatch}>
                <LineGrid
                  label={table.label}
                  {...{ columns, arranging, choose }}
                  state={state}
                  dispatch={props.dispatch}
                  waiting={props.waiting}
                  refused={props.refused}
                  told={props.told}
                  editable={editable}
                  {...(refusals ? { refusals } : {})}
                  {...(amounts ? { figures: amounts.byRow } : {})}
                  {...(sums ? { sums } : {})}
                  notes={notes}
                  {...(props.onDone ? { onDone: props.onDone } : {})}
                />
              </SerialDesk>
            </RegionContext>
          </BatchContext>
        </PriceContext>
      </PromiseContext>
    </DemandContext>
  );
}
