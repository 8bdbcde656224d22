import { expect, test } from 'vitest';

import type { SheetLine } from './basket';
import { housesOf, known, linesAt, unfit, type Place } from './places';

const line = (source: string, warehouse_id: string, located = true) =>
  ({ source, warehouse_id, located }) as SheetLine;
const place = (more: Partial<Place> = {}): Place => ({
  code: 'A-1',
  warehouse: 'w1',
  state: 'good',
  ...more,
});

test('a location is known by its code, then by its bar code, whatever its capitals', () => {
  const all = [
    {
      warehouse: 'w1',
      all: true,
      places: [{ code: 'A-1', barcode: 'B-7', state: 'good' as const }],
    },
    { warehouse: 'w2', all: true, places: [{ code: 'B-7', barcode: '', state: 'outer' as const }] },
  ];
  expect(known(all, ' a-1 ')).toEqual(place());
  expect(known(all, 'b-7')).toEqual(place({ code: 'B-7', warehouse: 'w2', state: 'outer' }));
  expect(known(all.slice(0, 1), 'b-7')).toEqual(place());
  expect([known(all, ''), known(all, 'Z')]).toEqual([null, null]);
});

test('goods are put only into innermost locations in use, and taken only from innermost ones', () => {
  expect(unfit(place(), ['w1', 'w2'], true)).toBeNull();
  expect(unfit(place({ warehouse: 'w3' }), ['w1', 'w2'], true)).toBe('elsewhere');
  expect(unfit(place({ state: 'archived' }), ['w1'], true)).toBe('archived');
  expect(unfit(place({ state: 'outer' }), ['w1'], true)).toBe('outer');
  expect(unfit(place({ state: 'archived' }), ['w1'], false)).toBeNull();
  expect(unfit(place({ state: 'outer' }), ['w1'], false)).toBe('outer');
});

test('who stands at a place of one warehouse receives no goods of another', () => {
  const lines = [line('l1', 'w1'), line('l2', 'w2'), line('l3', 'w3', false)];
  expect(housesOf(lines)).toEqual(['w1', 'w2']);
  expect(linesAt(lines, place()).map((one) => one.source)).toEqual(['l1', 'l3']);
  expect(linesAt(lines, null)).toHaveLength(3);
});
