/** Going to what was refused, however far down: at once after a refusal, and from the line below. */
import { useEffect, useRef } from 'react';

import type { Place } from './block';
import type { Column } from './columns';
import { inOrder } from './GridEdges';
import type { Refusals } from './RowView';
import type { Row } from './rows';

interface Parts {
  rows: readonly Row[];
  columns: readonly Column[];
  refusals: ReadonlyMap<string, Refusals> | undefined;
  /** grows with every refusal */
  refused: number;
  goTo(place: Place): void;
}

export function useRefusals({ rows, columns, refusals, refused, goTo }: Parts) {
  const open = (key: string, name: string) => {
    const row = rows.findIndex((each) => each.key === key);
    const typed = columns.findIndex((each) => each.name === name && !each.readonly);
    const column = typed < 0 ? columns.findIndex((each) => !each.readonly) : typed;
    if (row >= 0) goTo({ row, column });
  };
  const seen = useRef(0);
  useEffect(() => {
    if (seen.current === refused) return;
    seen.current = refused;
    const [first] = inOrder(rows, columns, refusals);
    if (first) open(first.key, first.name);
  });
  return open;
}
