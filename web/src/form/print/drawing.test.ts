import { expect, it } from 'vitest';

import { drawn } from './drawing';

interface Box {
  from: number;
  to: number;
  top: number;
  bottom: number;
}

function paths(svg: string) {
  return [...svg.matchAll(/<path ([^>]*)d="([^"]+)"/g)].map(([, before, d]) => ({
    width: Number(/stroke-width="(\d+)"/.exec(before ?? '')?.[1] ?? 0),
    points: [...(d ?? '').matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [
      Number(x),
      Number(y),
    ]),
  }));
}

function boxOf(points: readonly (readonly (number | undefined)[])[], aside: number): Box {
  const [x, y] = [0, 1].map((at) => points.map((one) => one[at] ?? 0)) as [number[], number[]];
  return {
    from: Math.min(...x) - aside,
    to: Math.max(...x) + aside,
    top: Math.min(...y),
    bottom: Math.max(...y),
  };
}

it.each([
  ['ean13', '6901234567892', 14],
  ['code128', 'HW-000123', 1],
] as const)('no bar of %s runs through its digits', (symbology, code, pieces) => {
  const all = paths(drawn[symbology](code));
  const bars = all.flatMap(({ width, points }) =>
    width === 0
      ? []
      : points.flatMap((_, at) => (at % 2 ? [] : [boxOf(points.slice(at, at + 2), width / 2)])),
  );
  const digits = all.filter(({ width }) => width === 0).map(({ points }) => boxOf(points, 0));

  const crossed = digits.filter((digit) =>
    bars.some(
      (bar) =>
        bar.from < digit.to &&
        digit.from < bar.to &&
        bar.top < digit.bottom &&
        digit.top < bar.bottom,
    ),
  );

  expect(digits).toHaveLength(pieces);
  expect(crossed).toEqual([]);
});
