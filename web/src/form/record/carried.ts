/** A discount that goes with the goods of an earlier document follows the quantities taken of it. */
import type { Row } from '@/grid/rows';
import { Decimal, decimal, plainNumber, round } from '@/lib/decimal';
import type { Form, RecordData, Value } from '../form';
import { carriedDiscount } from '../lines/carrying';
import { carriedBy } from '../lines/credited';
import type { EditorState } from './editor';

export const CARRIED = 'discount_carried';
const DIGITS = 2;

/** The discount that goes with the goods; of an exchange that of what comes back. */
function carriedField(form: Form): string {
  const isExchange = form.fields.some((field) => field.name === 'returned_discount');
  return isExchange ? 'returned_discount' : 'discount';
}

/** What a line came to as it was loaded, for the quantity of now. */
function worth(loaded: Row, quantity: unknown): Decimal {
  const { values } = loaded;
  const off = new Decimal(1).minus((decimal(values['discount']) ?? new Decimal(0)).div(100));
  const price = decimal(values['unit_price']) ?? new Decimal(0);
  const whole = (decimal(quantity) ?? new Decimal(0)).times(price).times(off);
  return whole.lt(0) ? new Decimal(0) : whole;
}

/** Each line takes what the discount of its own document leaves on it, as far as the server said. */
function byLine(
  loaded: ReadonlyMap<string | undefined, Row>,
  now: readonly Row[],
  included: boolean,
): Decimal | null {
  let sum = new Decimal(0);
  const parts = new Map<string | undefined, Decimal>();
  for (const [id, row] of loaded) {
    if (id === undefined) continue; // the empty line at the end
    const part = carriedBy(row, included, DIGITS);
    const quantity = decimal(row.values['quantity']);
    if (part === null || !quantity || quantity.eq(0)) return null;
    parts.set(id, part.div(quantity));
  }
  for (const row of now) {
    const part = row.id === undefined ? undefined : parts.get(row.id);
    const quantity = decimal(row.values['quantity']) ?? new Decimal(0);
    if (part && quantity.gt(0)) sum = sum.plus(part.times(quantity));
  }
  return sum.lt(0) ? new Decimal(0) : sum;
}

function scaled(before: EditorState['before'], now: readonly Row[], discount: Decimal): string {
  const counts = (row: Row) => row.values['direction'] !== 'replacement';
  const loaded = new Map((before.rows['lines'] ?? []).filter(counts).map((row) => [row.id, row]));
  const told = byLine(loaded, now, before.values['tax_included'] === true);
  if (told !== null) return plainNumber(round(told, DIGITS));
  let taken = new Decimal(0);
  let whole = new Decimal(0);
  for (const row of loaded.values()) whole = whole.plus(worth(row, row.values['quantity']));
  for (const row of now) {
    const old = row.id === undefined ? undefined : loaded.get(row.id);
    if (old) taken = taken.plus(worth(old, row.values['quantity']));
  }
  if (whole.eq(0)) return plainNumber(discount);
  return plainNumber(round(discount.times(taken).div(whole), DIGITS));
}

/** The same state with the discount as the server will work it out. */
export function withCarried(form: Form, state: EditorState): EditorState {
  const lines = state.tables['lines'];
  if (state.values[CARRIED] !== true || !lines) return state;
  const name = carriedField(form);
  const discount = decimal(state.before.values[name]);
  const { carried } = state.before;
  if (!carried && (!discount || discount.eq(0))) return state;
  const next = carried
    ? plainNumber(carriedDiscount(form, 'lines', carried, lines.rows))
    : scaled(state.before, lines.rows, discount ?? new Decimal(0));
  if (next === state.values[name]) return state;
  return { ...state, values: { ...state.values, [name]: next } };
}

/** Whether some line goes on from one of an earlier document. */
export function goesOn(form: Form, record: RecordData | null): boolean {
  const lines = form.tables.find((table) => table.name === 'lines');
  const links = lines?.fields.filter((field) => field.kind === 'line') ?? [];
  const rows = record?.['lines'];
  if (!Array.isArray(rows)) return false;
  return rows.some((row: Record<string, unknown>) =>
    links.some(({ name }) => (row[name] ?? null) !== null),
  );
}

/** The tick is there where some discount goes with the goods, or could go with them again. */
export function offersCarrying(
  form: Form,
  values: Record<string, Value>,
  { again }: { again: boolean },
): boolean {
  if (values[CARRIED] !== true) return again;
  const discount = decimal(values[carriedField(form)]);
  return discount !== null && !discount.eq(0);
}

/** Whoever types a discount means that one. */
export function typed(form: Form, values: Record<string, Value>, name: string) {
  const ends = values[CARRIED] === true && name === carriedField(form);
  return ends ? { ...values, [CARRIED]: false } : values;
}

/** The server works this one out itself. */
export function isCarried(form: Form, values: Record<string, Value>, name: string): boolean {
  return values[CARRIED] === true && name === carriedField(form);
}
