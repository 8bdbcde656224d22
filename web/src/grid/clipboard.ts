/** Blocks to and from Excel: codes in a pasted block become records, with what they bring along. */
import type { RefObject } from 'react';

import { align } from './align';
import {
  isBlock,
  leftOut,
  pastedLines,
  readBlock,
  writeBlock,
  type Place,
  type Range,
} from './block';
import type { Column } from './columns';
import { headed } from './headings';
import { readHtml, type Sheet } from './htmlTable';
import type { Waiting } from './waiting';
import {
  isEmpty,
  isUnresolved,
  type CellValue,
  type Edit,
  type GridAction,
  type Row,
} from './rows';

/** Says which columns were copied out of a grid of ours. */
const OURS = 'application/x-huolang-columns';

interface Paste {
  data: Pick<DataTransfer, 'getData'>;
  at: Place;
  columns: readonly Column[];
  dispatch(action: GridAction): void;
  /** the lines as they are when the records have been found */
  rowsNow: RefObject<readonly Row[]>;
  waiting: Waiting;
  /** nothing of what was pasted is left out silently */
  onLeftOut(left: LeftOut): void;
}

export interface LeftOut {
  /** what stands above each column that has no place here, or its first text */
  columns: string[];
  /** the row of column names that is no line */
  heading: string[];
  /** they said which column goes where */
  understood: boolean;
  /** rows for which there are no lines, or that could not be seen where they were copied */
  rows: number;
}

export function copyCells(
  data: Pick<DataTransfer, 'setData'>,
  rows: readonly Row[],
  columns: readonly Column[],
  range: Range,
): void {
  const names = columns.slice(range.left, range.right + 1).map(({ name }) => name);
  data.setData(OURS, JSON.stringify(names));
  data.setData('text/plain', writeBlock(rows, columns, range));
}

/**
 * The block on the clipboard: as the table that Excel, WPS or a web page shows, else as text with
 * tabs. Null when it is for one cell only.
 */
export function readPasted(data: Pick<DataTransfer, 'getData'>): Sheet | null {
  const text = data.getData('text/plain');
  const sheet = readHtml(data.getData('text/html'));
  if (!sheet?.cells.some((cells) => cells.length > 0)) {
    return isBlock(text) ? { cells: readBlock(text), hidden: 0 } : null;
  }
  const one = sheet.cells.length === 1 && sheet.cells[0]?.length === 1;
  return one && text !== '' ? null : sheet;
}

/** False when the text is for one cell only and the browser pastes it by itself. */
export function pasteCells(paste: Paste): boolean {
  const { data, at, columns, dispatch } = paste;
  const pasted = readPasted(data);
  if (!pasted) return false;
  const ours = ourColumns(data.getData(OURS), columns, at.column);
  const heading = ours ? null : headed(pasted.cells, columns);
  const block = heading?.block ?? pasted.cells;
  const targets = ours ?? heading?.targets ?? align(block, columns, at.column);
  if (block.length > 0) dispatch({ type: 'put', at: at.row, lines: pastedLines(block, targets) });
  // Once the pasted lines are there.
  const drawn = new Promise((resolve) => setTimeout(resolve, 0));
  const known = drawn.then(() => {
    const below = at.row + block.length - paste.rowsNow.current.length;
    const rows = pasted.hidden + Math.max(0, below);
    const understood = Boolean(heading?.targets);
    paste.onLeftOut({
      columns: ours ? [] : leftOut(understood ? pasted.cells : block, targets),
      heading: heading?.names ?? [],
      understood,
      rows,
    });
    return recognise(columns, paste);
  });
  void paste.waiting.add(known);
  return true;
}

/** A block of our own goes back into the same columns, those included that nobody writes. */
function ourColumns(told: string, columns: readonly Column[], left: number) {
  try {
    const names: unknown = JSON.parse(told);
    if (!Array.isArray(names) || names[0] !== columns[left]?.name) return null;
    const targets = names.map((name) => columns.find((each) => each.name === name) ?? null);
    return targets.includes(null) ? null : targets;
  } catch {
    return null;
  }
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
