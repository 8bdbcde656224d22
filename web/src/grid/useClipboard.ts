/** Copying out of the grid and pasting into it. */
import { useState, type ClipboardEvent, type RefObject } from 'react';

import type { Range } from './block';
import { copyCells, pasteCells, type LeftOut } from './clipboard';
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
  const [left, setLeft] = useState<LeftOut | null>(null);
  const onLeftOut = (found: LeftOut) => {
    const { columns: unplaced, heading, rows: lost } = found;
    setLeft(unplaced.length > 0 || heading.length > 0 || lost > 0 ? found : null);
  };
  const onPaste = (event: ClipboardEvent) => {
    if (!editable || !range) return;
    const at = { row: range.top, column: range.left };
    const data = event.clipboardData;
    if (!pasteCells({ data, at, columns, dispatch, rowsNow, waiting, onLeftOut })) return;
    event.preventDefault();
    lookup.close();
  };
  const onCopy = (event: ClipboardEvent) => {
    if (!several || !range) return;
    copyCells(event.clipboardData, rows, columns, range);
    event.preventDefault();
  };
  return {
    left,
    forget: () => {
      setLeft(null);
    },
    events: { onPaste, onCopy },
  };
}
