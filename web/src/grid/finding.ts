/** What a looked-up code puts into its line, once it is known: typed or scanned. Pure. */
import { Decimal, decimal, plainNumber } from '@/lib/decimal';
import { isProposed } from './proposed';
import {
  isChosen,
  isEmpty,
  isUnresolved,
  type CellValue,
  type Row,
  type RowRules,
  type Values,
} from './rows';

/** The cells of a line that count what is scanned. */
export interface ScanCells {
  quantity: string;
  unit: string | null;
}

/** The answer to what was typed in a cell; `values` is empty when nothing fits. */
export interface Finding {
  key: string;
  name: string;
  typed: string;
  values: Values;
  /** the line as it was when the question was asked: what was typed since stays */
  before: Values;
  /** nobody said whether anything fits */
  unanswered?: boolean;
  /** scanned: a line that has the same already counts on */
  scan?: ScanCells | undefined;
}

function waits(row: Row | undefined, { name, typed }: Finding): boolean {
  const value = row?.values[name];
  return isUnresolved(value) && value.typed === typed;
}

function filled(row: Row, finding: Finding, rules: RowRules): Row {
  const { name, values, before, typed, unanswered } = finding;
  if (isEmpty(values[name])) {
    const left = unanswered ? { typed, pending: false } : { typed };
    return { ...row, values: { ...row.values, [name]: left } };
  }
  const untouched = ([cell]: [string, CellValue]) => {
    const now = row.values[cell];
    if (cell === name || Object.is(now, before[cell])) return true;
    // what a new line starts with
    return isEmpty(before[cell]) && Object.is(now, rules.defaults[cell]);
  };
  const taken = Object.fromEntries(Object.entries(values).filter(untouched));
  return { ...row, values: { ...row.values, ...taken } };
}

function sameCell(a: CellValue, b: CellValue): boolean {
  if (isEmpty(a) && isEmpty(b)) return true;
  if (isChosen(a) && isChosen(b)) return a.id === b.id;
  const [left, right] = [decimal(a), decimal(b)];
  return left && right ? left.eq(right) : Object.is(a, b);
}

/** Nothing but its quantity, and what `but` names, differs from what a scan of the code would make. */
function isLike(row: Row, other: Row, rules: RowRules, but: ReadonlySet<string>): boolean {
  const proposed = isProposed(row, rules) && isProposed(other, rules);
  return rules.inputs.every(
    (cell) =>
      but.has(cell) ||
      (proposed && cell === rules.proposes?.cell) ||
      sameCell(row.values[cell], other.values[cell]),
  );
}

/** The line that a scan counts up: the one that is quite like it, or else the first of these goods. */
function likeIt(
  rows: readonly Row[],
  at: number,
  found: Row,
  rules: RowRules,
  { quantity }: ScanCells,
): number {
  for (const but of [new Set([quantity]), new Set([quantity, ...(rules.besides ?? [])])]) {
    const like = rows.findIndex((row, index) => index !== at && isLike(row, found, rules, but));
    if (like >= 0) return like;
  }
  return -1;
}

function sum(a: CellValue, b: CellValue): string {
  return plainNumber((decimal(a) ?? new Decimal(0)).plus(decimal(b) ?? 0));
}

/** The lines with the finding in them; the same lines when nobody waits for it. */
export function withFinding(
  rows: readonly Row[],
  finding: Finding,
  rules: RowRules,
): readonly Row[] {
  const at = rows.findIndex((row) => row.key === finding.key);
  const waiting = rows[at];
  if (!waiting || !waits(waiting, finding)) return rows;
  const found = filled(waiting, finding, rules);
  const { scan } = finding;
  const like =
    scan && isChosen(found.values[finding.name]) ? likeIt(rows, at, found, rules, scan) : -1;
  const other = rows[like];
  if (!scan || !other) return rows.with(at, found);
  const quantity = sum(other.values[scan.quantity], found.values[scan.quantity]);
  return rows
    .with(like, { ...other, values: { ...other.values, [scan.quantity]: quantity } })
    .toSpliced(at, 1);
}
