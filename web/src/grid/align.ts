/**
 * Which column of a pasted block goes into which column of the grid. Files have fewer columns than
 * the grid, and others: code and quantity; code, unit, quantity and price; also what only we fill in.
 * They keep their order; each way to lay them out has a price, and the cheapest one is taken.
 */
import { decimal, tidyNumber } from '@/lib/decimal';
import { readDay, todayIn } from '@/lib/dates';
import { isYesOrNo, type Column } from './columns';

type Block = readonly (readonly string[])[];

/** Nothing is worse than a cell that cannot mean what stands in it. */
const WRONG = 6;
const LEFT_OUT = 2.5;
/** Where there is nothing to be put, its column is still one. */
const NOTHING_LEFT_OUT = 0.5;
/** What nobody may write takes in what was copied with it. */
const TAKEN_IN = 1;
const UNLIKELY = 3;
const ODD = 2;
const SELDOM = 0.2;
const PASS_BY_NEEDED = 3;
const PASS_BY_INPUT = 0.5;
const PASS_BY_SELDOM = 0.05;

interface Given {
  at: number;
  /** it follows from two others: an amount of quantity and price, a total of amount and tax */
  follows: boolean;
  kind: 'number' | 'text' | 'nothing';
  cells: string[];
}

/** For each column of the block that of the grid, or null where it is left out. */
export function align(block: Block, columns: readonly Column[], left: number): (Column | null)[] {
  const width = Math.max(0, ...block.map((cells) => cells.length));
  const given = Array.from({ length: width }, (_, at) => describe(block, at));
  const numbers = given.filter(({ kind }) => kind === 'number');
  for (const one of numbers) one.follows = isFollowing(block, one, numbers);
  const open = columns.slice(left);
  const unit = open.find((column) => column.nameOnly && !column.readonly);
  const amount = open.find(
    ({ editor, passed, readonly }) => editor === 'number' && !passed && !readonly,
  );
  let best = layOut(given, open);
  for (const one of unit ? given.filter(isUnit) : []) {
    if (one.at === 0 && open[0] !== unit) continue;
    const rest = layOut(
      given.filter((each) => each !== one),
      open.filter((each) => each !== unit),
    );
    const beside = [rest.targets[one.at - 1], rest.targets[one.at + 1]];
    if (amount && beside.includes(amount) && rest.cost + SELDOM < best.cost) {
      best = { cost: rest.cost + SELDOM, targets: rest.targets.with(one.at, unit ?? null) };
    }
  }
  return best.targets.slice(0, width);
}

function describe(block: Block, at: number): Given {
  const cells = block.flatMap((row) => row[at]?.trim() || []);
  const numbers = cells.filter(isFigure).length;
  const kind = cells.length === 0 ? 'nothing' : numbers * 2 >= cells.length ? 'number' : 'text';
  return { at, kind, cells, follows: false };
}

const FIGURE = /^[-+(]?\d[\d,]*(\.\d*)?(e[-+]?\d+)?\)?%?$/i;

/** Also one that is written as we do not read it; bar codes and batch numbers are none. */
function isFigure(text: string): boolean {
  const tidy = tidyNumber(text);
  return FIGURE.test(tidy) && !/^(0\d+|\d{8,})$/.test(tidy);
}

const CENT = 0.011;

function isFollowing(block: Block, one: Given, numbers: readonly Given[]): boolean {
  const before = numbers.filter(({ at }) => at < one.at);
  const rows = block.filter((row) => row[one.at]?.trim());
  return before.some((a) =>
    before.some((b) => {
      if (a.at >= b.at) return false;
      const fits = rows.filter((row) => {
        const [x, y, z] = [a, b, one].map(({ at }) => Number(decimal(row[at]) ?? NaN));
        if (x === undefined || y === undefined || z === undefined) return false;
        return [x * y, x + y, (x * y) / 100].some((made) => Math.abs(made - z) < CENT);
      });
      return fits.length * 2 > rows.length;
    }),
  );
}

/** Few short words that come again and again: 个, 箱, kg. */
function isUnit({ kind, cells }: Given): boolean {
  if (kind !== 'text' || !cells.every((text) => /^\D{1,3}$/.test(text))) return false;
  return new Set(cells).size <= Math.max(2, cells.length / 2);
}

interface Laid {
  cost: number;
  targets: (Column | null)[];
}

function layOut(given: readonly Given[], columns: readonly Column[]): Laid {
  const [first] = columns;
  const width = Math.max(0, ...given.map(({ at }) => at + 1));
  // The cheapest way to lay out what is given so far into so many columns, the last of them taken.
  let ways = new Map<number, Laid>([
    [0, { cost: 0, targets: Array<Column | null>(width + 1).fill(null) }],
  ]);
  for (const one of given) {
    const next = new Map<number, Laid>();
    const offer = (used: number, laid: Laid) => {
      if (laid.cost < (next.get(used)?.cost ?? Infinity)) next.set(used, laid);
    };
    const pinned = one.at === 0 && first && !first.readonly;
    for (const [used, laid] of ways) {
      if (!pinned) {
        const cost = laid.cost + (one.kind === 'nothing' ? NOTHING_LEFT_OUT : LEFT_OUT);
        offer(used, { cost, targets: laid.targets });
      }
      let passed = 0;
      for (const [at, column] of columns.entries()) {
        if (at < used) continue;
        const cost = laid.cost + passed + (pinned ? 0 : priceOf(one, column));
        offer(at + 1, { cost, targets: laid.targets.with(one.at, column) });
        if (pinned) break;
        passed += passingBy(column);
      }
    }
    ways = next;
  }
  return [...ways.values()].reduce((best, laid) => (laid.cost < best.cost ? laid : best), {
    cost: Infinity,
    targets: [],
  });
}

function passingBy(column: Column): number {
  if (column.readonly) return 0;
  if (column.required) return PASS_BY_NEEDED;
  return column.passed ? PASS_BY_SELDOM : PASS_BY_INPUT;
}

function priceOf(one: Given, column: Column): number {
  if (one.kind === 'nothing') return 0;
  const number = one.kind === 'number';
  if (column.readonly) {
    if (column.editor !== 'number') return number ? UNLIKELY : TAKEN_IN;
    return number ? (one.follows ? SELDOM : TAKEN_IN) : WRONG;
  }
  const seldom = column.passed ? SELDOM : 0;
  if (column.nameOnly) return isUnit(one) ? SELDOM : UNLIKELY;
  if (column.editor === 'text') return seldom + (number ? ODD : isUnit(one) ? TAKEN_IN : 0);
  if (column.editor === 'lookup') {
    if (!column.passed) return 0;
    return seldom + (number ? ODD : isUnit(one) || isSentence(one) ? TAKEN_IN : 0);
  }
  if (column.editor === 'number' && number) return one.follows && column.passed ? UNLIKELY : seldom;
  if (column.editor === 'day' && number) return ODD + seldom;
  return (fits(one, column) ? 0 : WRONG) + seldom;
}

/** No record is called like this. */
function isSentence({ cells }: Given): boolean {
  return cells.some((text) => text.length > 12 || /[\p{P}\s]\S/u.test(text.replaceAll('-', '')));
}

function fits({ cells }: Given, column: Column): boolean {
  const most = (which: (text: string) => boolean) => cells.filter(which).length * 2 > cells.length;
  if (column.editor === 'check') return most(isYesOrNo);
  if (column.editor === 'day') return most((text) => readDay(text, todayIn(undefined)) !== null);
  return most((text) =>
    Boolean(column.options?.some(({ value, label }) => value === text || label === text)),
  );
}
