/** What is typed into the sheet of a style, as lines of a document. Pure. */
import { filledRows, type Row, type RowRules, type Values } from '@/grid/rows';
import { decimal } from '@/lib/decimal';
import { nameOf, type RecordData } from '../form';
import { unitsOf } from '../lines/product';
import { idOf } from '../lines/roles';

export type Quantities = Readonly<Record<string, string>>;

/** The line that a cell of the sheet stands for: the first one of its product. */
export function linesOf(
  rows: readonly Row[],
  variants: readonly RecordData[],
): ReadonlyMap<string, Row> {
  const wanted = new Set(variants.map((variant) => variant.id));
  const found = new Map<string, Row>();
  for (const row of rows) {
    const id = idOf(row.values['product']);
    if (wanted.has(id) && !found.has(id) && !('direction' in row.values)) found.set(id, row);
  }
  return found;
}

export function quantitiesOf(lines: ReadonlyMap<string, Row>): Quantities {
  const told: Record<string, string> = {};
  for (const [id, row] of lines) {
    const quantity = row.values['quantity'];
    if (typeof quantity === 'string') told[id] = quantity;
  }
  return told;
}

/** `digits`: how many its unit has after the point, where that is known. */
export function isNumber(typed: string, digits: number | null = null): boolean {
  if (typed.trim() === '') return true;
  const value = decimal(typed);
  if (value === null || value.lt(0)) return false;
  return digits === null || value.round(digits).eq(value);
}

interface Taken {
  /** from the first line on: what changes in each, then the new ones */
  lines: Values[];
  /** lines whose quantity was taken away */
  removed: string[];
}

/** `zero`: nothing is a quantity, too (of a count). */
export function taken(
  rows: readonly Row[],
  rules: RowRules,
  variants: readonly RecordData[],
  quantities: Quantities,
  how: { zero: boolean; fill(variant: RecordData): Values },
): Taken {
  const before = linesOf(rows, variants);
  const said = (id: string) => {
    const typed = (quantities[id] ?? '').trim();
    return !how.zero && decimal(typed)?.eq(0) ? '' : typed;
  };
  const removed = [...before].filter(([id]) => said(id) === '').map(([, row]) => row.key);
  const quantity = new Map([...before].map(([id, row]) => [row.key, said(id)]));
  const filled = filledRows(rows, rules);
  const last = filled.at(-1);
  const upTo = last ? rows.indexOf(last) + 1 : 0;
  const lines: Values[] = rows.slice(0, upTo).map((row) => {
    const now = quantity.get(row.key);
    return now && now !== row.values['quantity'] ? { quantity: now } : {};
  });
  for (const variant of variants) {
    const now = said(variant.id);
    if (now && !before.has(variant.id)) lines.push({ ...how.fill(variant), quantity: now });
  }
  return { lines, removed };
}

/** Units that every variant has, by their names. */
export function commonUnits(variants: readonly RecordData[]): { id: string; name: string }[] {
  const [first, ...others] = variants.map((variant) => unitsOf(variant).map((each) => each.unit));
  const everywhere = (id: string) => others.every((units) => units.some((unit) => unit.id === id));
  return (first ?? [])
    .filter((unit) => everywhere(unit.id))
    .map((unit) => ({ id: unit.id, name: unit.name ?? nameOf(unit) }));
}
