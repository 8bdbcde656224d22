/** Blocks to and from Excel: codes in a pasted block become records, with what they bring along. */
import type { RefObject } from 'react';

import { isBlock, pastedLines, readBlock, writeBlock, type Place, type Range } from './block';
import type { Column } from './columns';
import type { Waiting } from './waiting';
import {
  isEmpty,
  isUnresolved,
  type CellValue,
  type Edit,
  type GridAction,
  type Row,
} from './rows';

interface Paste {
  text: string;
  at: Place;
  columns: readonly Column[];
  dispatch(action: GridAction): void;
  /** the lines as they are when the records have been found */
  rowsNow: RefObject<readonly Row[]>;
  waiting: Waiting;
}

export function copyCells(rows: readonly Row[], columns: readonly Column[], range: Range): string {
  return writeBlock(rows, columns, range);
}

/** False when the text is for one cell only and the browser pastes it by itself. */
export function pasteCells(paste: Paste): boolean {
  const { text, at, columns, dispatch } = paste;
  if (!isBlock(text)) return false;
  dispatch({ type: 'put', at: at.row, lines: pastedLines(readBlock(text), columns, at.column) });
  // Once the pasted lines are there.
  const drawn = new Promise((resolve) => setTimeout(resolve, 0));
  void paste.waiting.add(drawn.then(() => recognise(columns, paste)));
  return true;
}

type Filled = Record<string, CellValue>;

/** What the records found so far put into the pasted lines. */
class Findings {
  private readonly byRow = new Map<string, Filled>();

  constructor(private readonly pasted: ReadonlyMap<string, Row>) {}

  /** The line as it is with what was found, also before it is drawn. */
  with(row: Row): Row {
    return { ...row, values: { ...row.values, ...this.byRow.get(row.key) } };
  }

  /** What was pasted beside the code stays, and so does what was typed meanwhile. */
  take(now: Row, fill: Filled): Filled {
    const before = this.pasted.get(now.key)?.values ?? {};
    const found = this.byRow.get(now.key) ?? {};
    const fits = ([name]: [string, CellValue]) => {
      const value = now.values[name];
      return isEmpty(before[name]) && (isEmpty(value) || Object.is(value, found[name]));
    };
    const taken = Object.fromEntries(Object.entries(fill).filter(fits));
    this.byRow.set(now.key, { ...found, ...taken });
    return taken;
  }

  put(key: string, name: string, value: CellValue): void {
    this.byRow.set(key, { ...this.byRow.get(key), [name]: value });
  }
}

/** One column after the other: which units are possible depends on the product before them. */
async function recognise(columns: readonly Column[], paste: Paste): Promise<void> {
  const pasted = new Map(paste.rowsNow.current.map((row) => [row.key, row]));
  const findings = new Findings(pasted);
  for (const column of columns) {
    const { lookup, name } = column;
    const waiting = [...pasted.values()].filter((row) => isUnresolved(row.values[name]));
    if (!lookup || waiting.length === 0) continue;
    const typed = waiting.map((row) => typedIn(row, name));
    const found = await lookup.resolve(
      typed,
      waiting.map((row) => findings.with(row)),
    );
    const now = new Map(paste.rowsNow.current.map((row) => [row.key, row]));
    const edits: Edit[] = [];
    waiting.forEach((row, index) => {
      const candidate = found[index];
      const current = now.get(row.key);
      if (!candidate || !current || typedIn(current, name) !== typed[index]) return;
      const values = { ...findings.take(current, candidate.fill), [name]: candidate.chosen };
      findings.put(row.key, name, candidate.chosen);
      edits.push({ key: row.key, values });
    });
    if (edits.length) paste.dispatch({ type: 'edit', edits, join: true });
  }
}

function typedIn(row: Row, name: string): string {
  const value = row.values[name];
  return isUnresolved(value) ? value.typed : '';
}
