/** Copying out of the grid and pasting into it. */
import type { ClipboardEvent, RefObject } from 'react';

import type { Range } from './block';
import { copyCells, pasteCells } from './clipboard';
import type { Column } from './columns';
import type { GridAction, Row } from './rows';
import type { LookupHandle } from './useLookup';
import type { Waiting } from './waiting';

interface Parts {
  rows: readonly Row[];
  rowsNow: RefObject<readonly Row[]>;
  columns: readonly Column[];
  editable: boolean;
  /** the cell one is in, or the cells that are selected */
  range: Range | null;
  several: boolean;
  lookup: LookupHandle;
  waiting: Waiting;
  dispatch(action: GridAction): void;
}

export function useClipboard(parts: Parts) {
  const { rows, rowsNow, columns, editable, range, several, lookup, waiting, dispatch } = parts;
  const onPaste = (event: ClipboardEvent) => {
    if (!editable || !range) return;
    const at = { row: range.top, column: range.left };
    const text = event.clipboardData.getData('text/plain');
    if (!pasteCells({ text, at, columns, dispatch, rowsNow, waiting })) return;
    event.preventDefault();
    lookup.close();
  };
  const onCopy = (event: ClipboardEvent) => {
    if (!several || !range) return;
    event.clipboardData.setData('text/plain', copyCells(rows, columns, range));
    event.preventDefault();
  };
  return { onPaste, onCopy };
}
