/** The columns of lines as somebody wants them: some left out, in their order, as wide as they like. */
import { useState } from 'react';

import type { Column } from '@/grid/columns';
import type { Refusals } from '@/grid/RowView';
import { useSame } from '@/lib/same';
import { useShownColumns } from '@/ui/shownColumns';

/** Once something was refused in a column, it stays in sight: nobody mends what is not there. */
function useRefused(refusals: ReadonlyMap<string, Refusals> | undefined): ReadonlySet<string> {
  const [kept, keep] = useState<ReadonlySet<string>>(() => new Set());
  const names = [...(refusals?.values() ?? [])].flatMap((cells) => Object.keys(cells));
  const more = names.filter((name) => !kept.has(name));
  if (more.length > 0) keep(new Set([...kept, ...more]));
  return kept;
}

export function useArranged(
  /** of the form and its table */
  table: string,
  columns: readonly Column[],
  refusals: ReadonlyMap<string, Refusals> | undefined,
  narrow: boolean,
) {
  const forced = useRefused(refusals);
  const shown = useShownColumns(table, columns, { small: true, forced });
  return {
    columns: useSame(narrow ? columns : shown.columns),
    arranging: narrow ? undefined : shown.arranging,
    choose: shown.button,
  };
}
