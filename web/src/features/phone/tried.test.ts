import { expect, test } from 'vitest';

import type { Item } from './basket';
import { lastDay, over } from './days';
import { judge, pieceKey, refusalsOf, scanned, scannedEach, withoutScan } from './tried';

const item = (id: string, quantity: string, serials: string[] = []): Item => ({
  ...{ id, source: id, quantity, batch: '', expires_on: null, location: '', serials },
});
const told = (items: readonly Item[]) =>
  items.map(({ id, quantity, serials }) => [id, quantity, ...serials].join(' '));

test('a refusal stands at what it speaks of, be it one piece; the rest at the whole', () => {
  const items = [item('i1', '1'), item('i2', '2', ['S1', 'S2'])];
  const said = refusalsOf(
    [
      { code: 'a', message: '没有批号', field: 'lines.0.batch' },
      { code: 'b', message: '太多', field: 'lines.0.quantity' },
      { code: 'c', message: 'S2 在库', field: 'lines.1.serials.1' },
      { code: 'd', message: '期间已结账', field: 'date' },
    ],
    items,
  );
  expect(said).toEqual({ i1: '没有批号 太多', 'i2#S2': 'S2 在库', '': '期间已结账' });
});

test('a scan is what it put in; taken back, what others put in stays', () => {
  const before = [item('i1', '2')];
  const after = [item('i1', '5'), item('i2', '1', ['S1'])];
  const scan = scanned(before, after);
  expect(scan).toEqual([
    { id: 'i1', quantity: '3', serial: '' },
    { id: 'i2', quantity: '1', serial: 'S1' },
  ]);
  const later = [item('i1', '6'), item('i2', '2', ['S1', 'S2'])];
  expect(told(withoutScan(later, scan))).toEqual(['i1 3', 'i2 1 S2']);
  expect(told(withoutScan(after, scan))).toEqual(['i1 2']);
  // Somebody took the piece back in the meantime.
  expect(told(withoutScan([item('i2', '1', ['S2'])], scan))).toEqual(['i2 1 S2']);
});

test('the piece that is refused is taken back, of a quantity the last scan; others are left', () => {
  const scans = [
    [{ id: 'p', quantity: '1', serial: 'S1' }],
    [{ id: 'p', quantity: '1', serial: 'S2' }],
    [{ id: 'q', quantity: '4', serial: '' }],
    [{ id: 'q', quantity: '5', serial: '' }],
  ];
  const errors = { [pieceKey('p', 's1')]: 'S1 在库', q: '不够', old: '已过期', '': '超信用' };

  const judged = judge(errors, scans);

  expect(judged.back).toEqual([scans[0], scans[3]]);
  expect(judged.why).toEqual(['S1 在库', '不够']);
  expect(judged.errors).toEqual({ old: '已过期', '': '超信用' });
});

test('the last day follows from the first, across leap days, and from nothing nothing does', () => {
  expect(lastDay('2028-02-01', 30)).toBe('2028-03-02');
  expect(lastDay('2026-11-28', 365)).toBe('2027-11-28');
  expect(lastDay('', 30)).toBe('');
  expect(lastDay('2026-11-28', null)).toBe('');
});

test('goods are over the day after their last one, be it typed or derived', () => {
  const today = '2026-11-28';
  expect(over({ expires_on: '2026-11-28' }, null, today)).toBe('');
  expect(over({ expires_on: '2026-11-27' }, null, today)).toBe('2026-11-27');
  expect(over({ expires_on: null, produced_on: '2026-10-01' }, 30, today)).toBe('2026-10-31');
  expect(over({ expires_on: null }, 30, today)).toBe('');
});

test('of a range each piece is taken back by itself', () => {
  const after = [item('i1', '3', ['S1', 'S2', 'S3'])];
  const scans = scannedEach([item('i1', '1', ['S1'])], after);
  const { back, why, errors } = judge({ [pieceKey('i1', 's2')]: 'S2 在库' }, scans);
  expect([why, errors]).toEqual([['S2 在库'], {}]);
  expect(told(back.reduce<Item[]>(withoutScan, after))).toEqual(['i1 2 S1 S3']);
  expect(scannedEach([], [item('i1', '5')])).toEqual([[{ id: 'i1', quantity: '5', serial: '' }]]);
});
