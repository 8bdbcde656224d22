/** The keys of the grid: what each does in a cell, so that no mouse is needed. */
import type { KeyboardEvent } from 'react';

import { clearRange, fillDown, isSingle, rangeOf, type Place } from './block';
import type { Column } from './columns';
import { isChosen, isEmpty, type GridAction, type Row } from './rows';
import type { LookupHandle } from './useLookup';

export interface Board {
  rows: readonly Row[];
  columns: readonly Column[];
  editable: boolean;
  active: Place | null;
  anchor: Place | null;
  lookup: LookupHandle;
  dispatch(action: GridAction): void;
  /** moves the focus; `extend` keeps the other end of the selection */
  goTo(place: Place, extend?: boolean): void;
  /** the same once the lines have changed */
  settleAt(place: Place): void;
  pageRows(): number;
  /** Enter on the last line that still has nothing in it */
  leaveGrid(): void;
}

type Input = HTMLInputElement | HTMLSelectElement;

function isText(input: Input): input is HTMLInputElement {
  return input instanceof HTMLInputElement && input.type !== 'checkbox';
}

/** A cell just entered has all its text selected: the next key means the cell, not a letter. */
function wholeCell(input: Input): boolean {
  if (!isText(input)) return true;
  return input.selectionStart === 0 && input.selectionEnd === input.value.length;
}

function atEdge(input: Input, side: 'start' | 'end'): boolean {
  if (wholeCell(input) || !isText(input)) return true;
  if (input.selectionStart !== input.selectionEnd) return false;
  return input.selectionStart === (side === 'start' ? 0 : input.value.length);
}

function inputColumns(columns: readonly Column[]): number[] {
  return columns.flatMap((column, index) => (column.readonly ? [] : [index]));
}

/** Where Enter stops in a line: what is usually typed, and whatever is needed and still empty. */
function stops(columns: readonly Column[], row: Row | undefined): number[] {
  return inputColumns(columns).filter((index) => {
    const column = columns[index];
    if (!column?.passed) return true;
    // without its product a line needs nothing yet
    return column.required && row !== undefined && isHalf(row, column);
  });
}

function isHalf(row: Row, column: Column): boolean {
  const others = Object.entries(row.values).some(([, value]) => isChosen(value));
  return others && isEmpty(row.values[column.name]);
}

/** The next cell to fill in; from the last one of a line, the first one of the next. */
export function nextPlace(from: Place, by: 1 | -1, board: Pick<Board, 'columns' | 'rows'>) {
  const inputs = stops(board.columns, board.rows[from.row]);
  const along = inputs.filter((index) => (by > 0 ? index > from.column : index < from.column));
  const beside = by > 0 ? along[0] : along.at(-1);
  if (beside !== undefined) return { row: from.row, column: beside };
  const row = from.row + by;
  const there = stops(board.columns, board.rows[row]);
  const column = by > 0 ? there[0] : there.at(-1);
  if (column === undefined || row < 0 || row >= board.rows.length) return null;
  return { row, column };
}

function enter(board: Board, at: Place, back: boolean, input: Input): void {
  const row = board.rows[at.row];
  const column = board.columns[at.column];
  if (!row || !column) return;
  if (column.editor === 'lookup') board.lookup.accept(row, column);
  const next = nextPlace(at, back ? -1 : 1, board);
  if (next) {
    board.goTo(next);
    return;
  }
  if (back) return;
  // After the last line of all, the cell is done: whoever clicks it again means it as a whole.
  const done = Object.values(row.values).some((value) => !isEmpty(value));
  if (done) input.closest<HTMLElement>('[role="grid"]')?.focus();
  board.leaveGrid();
}

function move(board: Board, at: Place, down: number, across: number, extend: boolean): void {
  const row = Math.min(Math.max(at.row + down, 0), board.rows.length - 1);
  let { column } = at;
  if (across !== 0) {
    const inputs = inputColumns(board.columns);
    const beside = inputs.filter((index) => (across > 0 ? index > at.column : index < at.column));
    column = (across > 0 ? beside[0] : beside.at(-1)) ?? at.column;
  }
  board.goTo({ row, column }, extend);
}

function withCtrl(board: Board, at: Place, event: KeyboardEvent): boolean {
  const range = rangeOf(at, board.anchor ?? at);
  switch (event.key.toLowerCase()) {
    case 'z':
      board.lookup.close();
      board.dispatch({ type: event.shiftKey ? 'redo' : 'undo' });
      board.settleAt(at);
      return true;
    case 'y':
      board.lookup.close();
      board.dispatch({ type: 'redo' });
      board.settleAt(at);
      return true;
    case 'd': {
      const edits = fillDown(board.rows, board.columns, range);
      board.lookup.close();
      board.dispatch({ type: 'edit', edits });
      return true;
    }
    case 'delete': {
      const keys = board.rows.slice(range.top, range.bottom + 1).map((row) => row.key);
      board.dispatch({ type: 'remove', keys });
      board.settleAt({ row: range.top, column: at.column });
      return true;
    }
    case 'insert':
    case 'i':
      board.dispatch({ type: 'insert', at: at.row });
      board.settleAt({ row: at.row, column: inputColumns(board.columns)[0] ?? 0 });
      return true;
    case 'home':
      board.goTo({ row: 0, column: at.column }, event.shiftKey);
      return true;
    case 'end':
      board.goTo({ row: board.rows.length - 1, column: at.column }, event.shiftKey);
      return true;
    default:
      return false;
  }
}

function arrows(board: Board, at: Place, event: KeyboardEvent, input: Input): boolean {
  const row = board.rows[at.row];
  const column = board.columns[at.column];
  const extend = event.shiftKey;
  switch (event.key) {
    case 'ArrowDown':
      if (event.altKey && row && column?.editor === 'lookup') board.lookup.browse(row, column);
      else if (!board.lookup.point(1)) move(board, at, 1, 0, extend);
      return true;
    case 'ArrowUp':
      if (!board.lookup.point(-1)) move(board, at, -1, 0, extend);
      return true;
    case 'ArrowLeft':
      if (!atEdge(input, 'start')) return false;
      move(board, at, 0, -1, extend);
      return true;
    case 'ArrowRight':
      if (!atEdge(input, 'end')) return false;
      move(board, at, 0, 1, extend);
      return true;
    case 'PageDown':
      move(board, at, board.pageRows(), 0, extend);
      return true;
    case 'PageUp':
      move(board, at, -board.pageRows(), 0, extend);
      return true;
    default:
      return false;
  }
}

function clear(board: Board, at: Place, input: Input): boolean {
  const range = rangeOf(at, board.anchor ?? at);
  if (isSingle(range) && !wholeCell(input)) return false;
  board.lookup.close();
  board.dispatch({ type: 'edit', edits: clearRange(board.rows, board.columns, range) });
  return true;
}

function escape(board: Board): boolean {
  if (board.lookup.search) board.lookup.close();
  else if (board.anchor && board.active) board.goTo(board.active);
  return true;
}

/** True when the key was the grid's business and the browser should leave it alone. */
export function onGridKey(board: Board, event: KeyboardEvent): boolean {
  const at = board.active;
  const input = event.target;
  if (!at || event.nativeEvent.isComposing) return false;
  if (!(input instanceof HTMLInputElement || input instanceof HTMLSelectElement)) return false;
  if (event.ctrlKey || event.metaKey) return board.editable && withCtrl(board, at, event);
  if (event.key === 'Enter') {
    enter(board, at, event.shiftKey, input);
    return true;
  }
  if (event.key === 'Escape') return escape(board);
  if (event.key === 'F2' && isText(input)) {
    input.setSelectionRange(input.value.length, input.value.length);
    return true;
  }
  if (event.key === 'Delete' && board.editable) return clear(board, at, input);
  if (input instanceof HTMLSelectElement && !event.shiftKey) return false;
  return arrows(board, at, event, input);
}
