/** Codes to which nobody answered are asked for again once the server is there. */
import { useEffect, useRef } from 'react';

import { isReached, useReached } from '@/lib/reach';
import { isUnasked, type Column } from './columns';
import type { GridAction, Row } from './rows';
import { forever, onlyOne } from './search';
import type { Waiting } from './waiting';

interface Parts {
  rows: readonly Row[];
  columns: readonly Column[];
  editable: boolean;
  waiting: Waiting;
  dispatch(action: GridAction): void;
}

async function askAgain({ rows, columns, dispatch }: Parts): Promise<void> {
  for (const { name, lookup } of columns) {
    for (const row of rows) {
      const value = row.values[name];
      if (!isUnasked(value) || !lookup || !isReached()) continue;
      const { typed } = value;
      try {
        const one =
          onlyOne(await lookup.search(typed, row, forever)) ??
          (await lookup.resolve([typed], [row]))[0];
        const values = one ? { ...one.fill, [name]: one.chosen } : {};
        const finding = { key: row.key, name, typed, values, before: row.values };
        dispatch({ type: 'found', finding });
      } catch {
        // Nobody answered this time either.
      }
    }
  }
}

export function useUnasked(parts: Parts): void {
  const latest = useRef(parts);
  latest.current = parts;
  const reached = useReached();
  const { rows, columns, editable } = parts;
  const some =
    editable && rows.some(({ values }) => columns.some(({ name }) => isUnasked(values[name])));
  useEffect(() => {
    if (reached && some) void latest.current.waiting.add(askAgain(latest.current));
  }, [reached, some]);
}
