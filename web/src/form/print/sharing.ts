/** How columns share a width; as `typesetting/columns.py` does for the PDF. Pure arithmetic. */

/**
 * Everybody what they would like, and what is left by that; or what they need, and the rest so that
 * who would like little has it before who would like much.
 */
export function shared(low: readonly number[], high: readonly number[], room: number): number[] {
  const sum = (some: readonly number[]) => some.reduce((a, b) => a + b, 0);
  if (sum(low) >= room) return low.map((one) => (one * room) / sum(low));
  if (sum(high) <= room) return high.map((one) => (one * room) / sum(high));
  const each = [...low];
  let left = room - sum(low);
  const wish = (at: number) => (high[at] ?? 0) - (low[at] ?? 0);
  const waiting = low.map((_, at) => at).sort((a, b) => wish(a) - wish(b));
  waiting.forEach((at, place) => {
    const more = Math.min(wish(at), left / (waiting.length - place));
    each[at] = (low[at] ?? 0) + more;
    left -= more;
  });
  return each;
}
