/** What cells tell the grid; the same object for the life of the grid. */
import { useEffect, useMemo, useRef } from 'react';

import type { CellEvents } from './Cell';
import { cellTexts, type Column } from './columns';
import type { GridAction, Row } from './rows';
import type { LookupHandle } from './useLookup';

interface Parts {
  dispatch(action: GridAction): void;
  lookup: LookupHandle;
  /** the line is gone: the focus goes to the one in its place */
  removed(row: Row): void;
}

export interface GridEvents extends CellEvents {
  remove(row: Row): void;
  leave(row: Row, column: Column): void;
}

function typed(row: Row, column: Column, value: string | boolean): GridAction {
  return {
    type: 'edit',
    edits: [{ key: row.key, values: { [column.name]: value } }],
    typing: `${row.key} ${column.name}`,
  };
}

/** Numbers and days are tidied when the cell is left, not while they are typed. */
function tidied(row: Row, column: Column): GridAction | null {
  const value = row.values[column.name];
  if (column.editor !== 'number' && column.editor !== 'day') return null;
  if (typeof value !== 'string' || value === '') return null;
  const tidy = cellTexts[column.editor].read(value, column);
  if (tidy === value) return null;
  return { type: 'edit', edits: [{ key: row.key, values: { [column.name]: tidy } }], join: true };
}

export function useCellEvents(parts: Parts): GridEvents {
  const now = useRef(parts);
  useEffect(() => {
    now.current = parts;
  });
  return useMemo(
    () => ({
      change(row, column, value, isComposing) {
        if (column.editor === 'lookup') {
          now.current.lookup.type(row, column, String(value), isComposing);
        } else {
          now.current.dispatch(typed(row, column, value));
        }
      },
      compositionEnd(row, column, text) {
        if (column.editor === 'lookup') now.current.lookup.type(row, column, text, false);
      },
      browse(row, column) {
        now.current.lookup.browse(row, column);
      },
      remove(row) {
        now.current.dispatch({ type: 'remove', keys: [row.key] });
        now.current.removed(row);
      },
      leave(row, column) {
        if (column.editor === 'lookup') now.current.lookup.leave(row, column);
        const tidy = tidied(row, column);
        if (tidy) now.current.dispatch(tidy);
        now.current.dispatch({ type: 'settle' });
      },
    }),
    [],
  );
}
