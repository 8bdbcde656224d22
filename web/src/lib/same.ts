/** Lists that are made anew all the time, and say the same. */
import { useState } from 'react';

function same<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((each, index) => Object.is(each, other[index]));
}

/** The list of before while it holds the same things: whoever draws from it need not draw again. */
export function useSame<T>(list: readonly T[]): readonly T[] {
  const [kept, keep] = useState(list);
  if (same(kept, list)) return kept;
  keep(list);
  return list;
}
