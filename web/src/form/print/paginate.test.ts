import { describe, expect, test } from 'vitest';

import { paginate, type PageParts } from './paginate';

const rows = (count: number, height = 10) => Array.from({ length: count }, () => height);

function told(pages: PageParts[]): string[] {
  return pages.map(({ parts, foot }) =>
    [
      ...parts.map(
        ({ block, from, to, sums }) =>
          `${String(block)}:${String(from)}-${String(to)}${sums ? '+' : ''}`,
      ),
      ...(foot ? ['foot'] : []),
    ].join(' '),
  );
}

describe('a paper', () => {
  test('of few rows is one page', () => {
    expect(told(paginate(100, [{ head: 10, rows: rows(3), sums: 10 }], 30))).toEqual([
      '0:0-3+ foot',
    ]);
  });

  test('of many rows repeats the head, and its sums stand under the last row', () => {
    expect(told(paginate(100, [{ head: 10, rows: rows(20), sums: 10 }], 30))).toEqual([
      '0:0-9',
      '0:9-18',
      '0:18-20+ foot',
    ]);
  });

  test('keeps the sums with the last row', () => {
    expect(told(paginate(100, [{ head: 10, rows: rows(9), sums: 10 }], 30))).toEqual([
      '0:0-8',
      '0:8-9+ foot',
    ]);
  });

  test('takes a row along when only the foot does not fit', () => {
    expect(told(paginate(100, [{ head: 10, rows: rows(8), sums: 10 }], 30))).toEqual([
      '0:0-7',
      '0:7-8+ foot',
    ]);
  });

  test('gives a row that is too high a page of its own and ends', () => {
    const block = { head: 10, rows: [10, 500, 10], sums: 0 };
    expect(told(paginate(100, [block], 30))).toEqual(['0:0-1', '0:1-2', '0:2-3 foot']);
  });

  test('goes on with the next table on the same page', () => {
    const blocks = [
      { head: 10, rows: rows(2), sums: 0 },
      { head: 10, rows: rows(7), sums: 0 },
    ];
    expect(told(paginate(100, blocks, 30))).toEqual(['0:0-2 1:0-6', '1:6-7 foot']);
  });

  test('without rows has its foot', () => {
    expect(told(paginate(100, [], 30))).toEqual(['foot']);
    expect(told(paginate(100, [{ head: 10, rows: [], sums: 0 }], 30))).toEqual(['foot']);
  });

  test('loses no row and shows none twice', () => {
    for (let count = 1; count < 60; count += 1) {
      const pages = paginate(97, [{ head: 11, rows: rows(count, 7), sums: 9 }], 33);
      const seen = pages.flatMap(({ parts }) =>
        parts.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => from + at)),
      );
      expect(seen).toEqual(Array.from({ length: count }, (_, at) => at));
      expect(pages.filter(({ parts }) => parts.some(({ sums }) => sums))).toHaveLength(1);
      expect(pages.at(-1)?.foot).toBe(true);
    }
  });
});
