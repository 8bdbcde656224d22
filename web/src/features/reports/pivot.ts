/** 透视: what stands down and what stands across. */
import type { View } from './reports';

export type Pivoted = Readonly<Record<'rows' | 'across', string>>;

/** What a pivot is asked for, besides what any view of the report is. */
export const ASKED: ReadonlySet<string> = new Set(['rows', 'across', 'figure']);

/** With `value` in one place; what stood there takes the other one, if `value` came from there. */
export function pivoted(now: Pivoted, place: keyof Pivoted, value: string): Pivoted {
  const other = place === 'rows' ? 'across' : 'rows';
  const moved = now[other] === value ? now[place] : now[other];
  return place === 'rows' ? { rows: value, across: moved } : { rows: moved, across: value };
}

/** Whether the sums stand last: they stay in sight, however many columns there are. */
export function endsWithSums(view: View, columns: readonly { name: string }[]): boolean {
  return view.name === 'pivot' && columns.at(-1)?.name === view.main;
}
