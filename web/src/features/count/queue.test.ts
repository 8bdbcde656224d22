import { expect, test } from 'vitest';

import { find, search } from './finding';
import { Queue } from '@/scan/queue';
import { memory } from '@/testing/memory';
import {
  bodyOf,
  countsOf,
  mineOf,
  mineWithout,
  nameOfQueue,
  undone,
  type Queued,
  type SheetLine,
} from './queue';

const tally = (id: string, more: Partial<Queued> = {}): Queued => ({
  id,
  code: 'LS8',
  product: null,
  quantity: '5',
  batch: '',
  location: '',
  serial: '',
  round: 1,
  counted_at: '2026-11-23T01:30:00.000Z',
  produced_on: null,
  expires_on: null,
  called: 'LS8 六角螺栓',
  unit: '个',
  line: 'l1',
  instead: false,
  sure: false,
  refused: null,
  ...more,
});

const line = (id: string, more: Partial<SheetLine> = {}): SheetLine => ({
  id,
  product: `p-${id}`,
  code: id.toUpperCase(),
  name: '六角螺栓',
  specification: 'M8×40',
  unit: '个',
  digits: 0,
  batched: false,
  serialized: false,
  batch: '',
  round: 1,
  unexpected: false,
  tallied: false,
  barcodes: [{ code: '6901', factor: '100' }],
  ...more,
});

test('what was counted outlives the page and goes only when the server has it', () => {
  const storage = memory();
  const queue = new Queue<Queued>('count', storage);
  queue.add(tally('a'));
  queue.add(tally('b', { quantity: '2.5' }));

  const reloaded = new Queue<Queued>('count', storage);
  expect(reloaded.waiting().map(({ id }) => id)).toEqual(['a', 'b']);
  reloaded.answered([{ id: 'a', state: 'kept', message: '' }]);

  expect(queue.waiting().map(({ id }) => id)).toEqual(['b']);
  reloaded.answered([{ id: 'b', state: 'again', message: '' }]);
  expect(storage.kept.size).toBe(0);
});

test('what the server refuses stays with the reason until somebody drops it or sends it again', () => {
  const queue = new Queue<Queued>('count', memory());
  queue.add(tally('a'));

  queue.answered([{ id: 'a', state: 'refused', message: '不在范围里' }]);
  expect(queue.waiting()).toEqual([]);
  expect(queue.all()[0]?.refused).toBe('不在范围里');
  queue.again('a');
  expect(queue.waiting()).toHaveLength(1);
  queue.drop('a');

  expect(queue.all()).toEqual([]);
});

test('what is sent is what the server knows, and the clock of the sender', () => {
  const { tallies, sent_at } = bodyOf([tally('a')]);

  expect(Object.keys(tallies[0] ?? {})).not.toContain('called');
  expect(sent_at).toMatch(/Z$/);
});

test('what waits is added to what the server has, without rounding', () => {
  const queue = [tally('a', { quantity: '0.1' }), tally('b', { quantity: '0.2' })];

  expect(mineOf(line('l1', { mine: '10' }), queue)).toBe('10.3');
  expect(mineOf(line('l2'), queue)).toBeNull();
});

test('a piece that was scanned twice is one, and one that was taken back is none', () => {
  const scan = (id: string, serial: string, quantity = '1') => tally(id, { serial, quantity });
  const pieces = line('l1', { serialized: true, mine: '3' });

  expect(mineOf(pieces, [scan('a', 'v1'), scan('b', 'V1'), scan('c', 'V2')])).toBe('5');
  expect(mineOf(pieces, [scan('a', 'V1'), scan('b', 'V1', '-1')])).toBe('3');
});

test('what takes a tally back is of the same moment', () => {
  const back = undone(tally('a', { quantity: '1', refused: 'x' }), 'b');

  expect(back).toMatchObject({ id: 'b', quantity: '-1', refused: null });
  expect(back.counted_at).toBe('2026-11-23T01:30:00.000Z');
  expect(undone(back, 'c').quantity).toBe('1');
});

test('a code is a location, goods at this place, or unknown', () => {
  const lines = [
    line('a', { location_code: 'A-01' }),
    line('b', { product: 'p-a', code: 'A', location_code: 'B-01' }),
  ];

  expect(find(lines, 'b-01', '')).toEqual({ kind: 'location', code: 'B-01' });
  const goods = find(lines, '6901', 'B-01');
  expect(goods).toMatchObject({ kind: 'goods', factor: '100' });
  expect(goods.kind === 'goods' && goods.lines.map(({ id }) => id)).toEqual(['b']);
  expect(find(lines, 'x', '')).toEqual({ kind: 'unknown', code: 'x' });
  expect(search(lines, 'b-0').map(({ id }) => id)).toEqual(['b']);
});

test('what is kept of counts is found by person, each count once', () => {
  const place = memory();
  for (const [user, count] of [
    ['u1', 'c1'],
    ['u1', 'c2'],
    ['u2', 'c3'],
  ] as const) {
    const queue = new Queue<Queued>(nameOfQueue(1, user, count), place);
    queue.add(tally(`${count}-a`));
    queue.add(tally(`${count}-b`));
  }
  const beginning = nameOfQueue(1, 'u1');

  expect(countsOf(place.names(beginning), beginning)).toEqual(['c1', 'c2']);
});

test('a figure said anew stands for what was counted before it; taken back, that stands again', () => {
  const counted = line('l1', { mine: '20' });
  const anew = tally('b', { quantity: '18', instead: true, before: '25' });
  const queue = [tally('a'), anew, tally('c', { quantity: '1' })];
  expect(mineOf(counted, queue)).toBe('19');
  expect(mineOf(counted, [...queue, undone(anew, 'd')])).toBe('25');
  expect(bodyOf([anew]).tallies[0]).toMatchObject({ quantity: '18', instead: true });

  const unknown = { code: 'LS8', product: null, batch: '', location: 'A1' };
  const some = [tally('e', { line: null, location: 'a1' }), tally('f', { line: null })];
  expect([mineWithout(unknown, some), mineWithout(unknown, [])]).toEqual(['5', null]);
});
