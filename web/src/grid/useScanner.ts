/**
 * A scanner anywhere in the grid adds a line or counts one up; it never types into a cell, but for
 * those that take codes of their own: the batch and the serial numbers of a line, and words. One that
 * is too slow to be told by its keys has typed: a figure that is the bar code of a product is a scan.
 */
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react';

import { newKey } from '@/lib/idempotency';
import { isFixed, type Column } from './columns';
import type { ScanCells } from './finding';
import type { CellValue, GridAction, Row } from './rows';
import { BURST, ScanReader } from './scanner';
import type { Search } from './search';
import type { LookupHandle } from './useLookup';
import { placeOf } from './useFocus';
import type { Waiting } from './waiting';

/** So many codes are asked for at once. */
const AT_ONCE = 100;
/** As long as the shortest bar code on goods: no shorter figure is asked for. */
const BARCODE = /^\d{8,}$/;

interface Parts {
  rowsNow: RefObject<readonly Row[]>;
  columns: readonly Column[];
  editable: boolean;
  lookup: LookupHandle;
  waiting: Waiting;
  dispatch(action: GridAction): void;
  onScanned(column: Column): void;
}

type Key = KeyboardEvent | globalThis.KeyboardEvent;
interface Waits {
  key: string;
  code: string;
}

/** What a cell was like before the first key of a burst went into it. */
interface Snapshot {
  key: string;
  name: string;
  value: CellValue;
  search: Search | null;
}

interface Left {
  row: Row;
  column: Column;
  before: Snapshot;
  /** what the code made of the cell, where that is not the code itself */
  held?: CellValue;
}

export interface ScannerHandle {
  onKeyDownCapture(event: Key): void;
  /** a cell was left, with this in it */
  onLeft(row: Row, column: Column, text: string): void;
  /** the code last scanned, until something else is done */
  last: string | null;
}

function typeInto(target: EventTarget | null, text: string): void {
  // Nothing is typed into a tick.
  if (!(target instanceof HTMLInputElement) || target.selectionStart === null || !text) return;
  target.setRangeText(text, target.selectionStart ?? 0, target.selectionEnd ?? 0, 'end');
  target.dispatchEvent(new InputEvent('input', { bubbles: true, data: text }));
}

/** Words take any code, as the number of a parcel in a remark, behind what stands there. */
function asText(column: Column, value: CellValue, code: string): CellValue {
  if (column.editor !== 'text') return undefined;
  return typeof value === 'string' && value.trim() ? `${value.trim()} ${code}` : code;
}

/** What a code says that is scanned in a cell which takes codes of its own: a batch, a serial number. */
function ownScan(
  target: EventTarget,
  code: string,
  before: Snapshot,
  { rowsNow, columns }: Pick<Parts, 'rowsNow' | 'columns'>,
): { row: Row; column: Column; held: CellValue } | null {
  const place = placeOf(target);
  const row = place && rowsNow.current[place.row];
  const column = place && columns[place.column];
  if (!row || !column || row.key !== before.key || column.name !== before.name) return null;
  const { name, value } = before;
  if (column.readonly || isFixed(column, row.values)) return null;
  const held = column.takesScan
    ? column.takesScan({ ...row, values: { ...row.values, [name]: value } }, code)
    : asText(column, value, code);
  if (held === undefined) return null;
  return { row, column, held };
}

/** Looks codes up, many at once, in the order in which they were scanned. */
class Queue {
  private waits: Waits[] = [];
  private running = false;

  constructor(private readonly parts: () => Parts) {}

  add(code: string, column: Column, cells: ScanCells): void {
    const key = newKey();
    const values = { [column.name]: { typed: code, pending: true }, [cells.quantity]: '1' };
    this.parts().dispatch({ type: 'scan', key, values });
    this.waits.push({ key, code });
    if (this.running) return;
    this.running = true;
    void this.parts().waiting.add(this.run(column, cells));
  }

  private async run(column: Column, cells: ScanCells): Promise<void> {
    try {
      while (this.waits.length > 0) await this.some(this.waits.splice(0, AT_ONCE), column, cells);
    } finally {
      this.running = false;
    }
  }

  private async some(waits: Waits[], column: Column, cells: ScanCells): Promise<void> {
    const rows = waits.map(({ key, code }) => ({
      key,
      values: { [column.name]: { typed: code }, [cells.quantity]: '1' },
    }));
    const codes = waits.map(({ code }) => code);
    const found = await column.lookup?.resolve(codes, rows).catch(() => null);
    waits.forEach(({ key, code }, index) => {
      const candidate = found?.[index];
      const values = candidate ? { ...candidate.fill, [column.name]: candidate.chosen } : {};
      const more = { before: {}, scan: cells, unanswered: !found };
      const finding = { key, name: column.name, typed: code, values, ...more };
      this.parts().dispatch({ type: 'found', finding });
    });
  }
}

export function useScanner(parts: Parts): ScannerHandle {
  const now = useRef(parts);
  useEffect(() => {
    now.current = parts;
  });
  const [last, setLast] = useState<string | null>(null);
  const { capture, onLeft } = useMemo(() => {
    const reader = new ScanReader();
    const queue = new Queue(() => now.current);
    let snapshot: Snapshot | null = null;
    /** what the cell one is in was like before the first key in it */
    let entered: Snapshot | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const take = (target: EventTarget): Snapshot | null => {
      const { rowsNow, columns, lookup } = now.current;
      const place = placeOf(target);
      const row = place && rowsNow.current[place.row];
      const column = place && columns[place.column];
      if (!row || !column) return null;
      const { search } = lookup;
      return { key: row.key, name: column.name, value: row.values[column.name], search };
    };
    const release = (target: EventTarget) => {
      typeInto(target, reader.release());
    };

    const isIn = (cell: Snapshot | null, key: string, name: string) =>
      cell?.key === key && cell.name === name;
    const note = (target: EventTarget) => {
      const here = take(target);
      if (here && !isIn(entered, here.key, here.name)) entered = here;
    };
    /**
     * Is it a bar code of goods? Then it is no figure, batch or number of a piece, and what stood
     * there stands there again.
     */
    const ask = async (code: string, left: Left) => {
      const { row, column, before, held = code } = left;
      const scanned = now.current.columns.find((each) => each.scan);
      const found = await scanned?.lookup?.resolve([code], [row]).catch(() => null);
      const { rowsNow, dispatch } = now.current;
      const here = rowsNow.current.find((each) => each.key === row.key)?.values[column.name];
      const value = here === held ? (before.value ?? null) : column.givesBack?.(here, code);
      if (!scanned?.scan || !found?.[0]?.exact || value === undefined) return;
      dispatch({ type: 'untype', key: row.key, name: column.name, value });
      queue.add(code, scanned, scanned.scan);
      setLast(code);
      // The pieces that follow are of these goods.
      if (column.takesMore) now.current.onScanned(scanned);
    };
    const onLeft = (row: Row, column: Column, text: string) => {
      const before = entered;
      entered = null;
      if (column.editor !== 'number' || !before || !isIn(before, row.key, column.name)) return;
      const code = text.trim();
      if (!now.current.editable || !BARCODE.test(code) || before.value === code) return;
      void now.current.waiting.add(ask(code, { row, column, before }));
    };

    const capture = (event: Key) => {
      const { columns, editable, lookup, dispatch } = now.current;
      const column = columns.find((each) => each.scan);
      if (!editable || !column?.scan || !column.lookup) return;
      const { isComposing } = 'nativeEvent' in event ? event.nativeEvent : event;
      const { target } = event;
      if (!target || isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      note(target);
      clearTimeout(timer);
      const fast = reader.goesOn(event.key, event.timeStamp);
      if (!fast) release(target);
      const verdict = reader.key(event.key, event.timeStamp);
      if (verdict.kind === 'key') {
        if (verdict.first) snapshot = take(target);
        setLast(null);
        return;
      }
      const before = snapshot;
      if (verdict.kind === 'scan' && before) {
        snapshot = null;
        lookup.restore(before.search);
        dispatch({ type: 'untype', ...before });
        const own = ownScan(target, verdict.code, before, now.current);
        if (own) {
          const { row, held } = own;
          const values = { [own.column.name]: held };
          dispatch({ type: 'edit', edits: [{ key: row.key, values }] });
          const { code } = verdict;
          // Goods are told from a parcel by their code, whatever it looks like.
          const isAsked = own.column.takesScan === undefined || BARCODE.test(code);
          if (isAsked) void now.current.waiting.add(ask(code, { ...own, before }));
          // Where no more can follow, its Enter or Tab goes on to the next cell, as after typing.
          if (own.column.takesMore) {
            event.preventDefault();
            event.stopPropagation();
          }
          return;
        }
      }
      event.preventDefault();
      event.stopPropagation();
      if (verdict.kind === 'hold') {
        timer = setTimeout(release, BURST + 15, target);
        return;
      }
      queue.add(verdict.code, column, column.scan);
      setLast(verdict.code);
      now.current.onScanned(column);
    };
    return { capture, onLeft };
  }, []);
  return { onKeyDownCapture: capture, onLeft, last };
}
