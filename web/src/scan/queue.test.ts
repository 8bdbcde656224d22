import { expect, test } from 'vitest';

import { memory } from '@/testing/memory';
import { Queue, type Kept } from './queue';

const scanned = (id: string): Kept => ({ id, refused: null });
const ids = (queue: Queue<Kept>) => queue.all().map(({ id }) => id);

test('two windows that add and send at the same time lose nothing of each other', () => {
  const place = memory();
  const one = new Queue<Kept>('box', place);
  const other = new Queue<Kept>('box', place);
  one.add(scanned('a'));
  const before = new Map(place.kept);
  other.add(scanned('b'));
  // The first window answers from what it knew before the other one added.
  for (const name of before.keys()) place.write(name, null);

  expect(ids(other)).toEqual(['b']);
});

test('what waits goes in the order in which it was scanned, also the eleventh', () => {
  const queue = new Queue<Kept>('box', memory());
  const all = Array.from({ length: 12 }, (_, at) => `z${String(12 - at)}`);
  for (const id of all) queue.add(scanned(id));
  expect(ids(queue)).toEqual(all);
});

test('what an earlier release kept under one name is taken over, in its order', () => {
  const place = memory();
  place.write('box', JSON.stringify([scanned('a'), scanned('b')]));
  place.write('box.task', '{"items":[]}');

  const queue = new Queue<Kept>('box', place);

  expect(ids(queue)).toEqual(['a', 'b']);
  expect(place.read('box')).toBeNull();
  expect(place.read('box.task')).toBe('{"items":[]}');
});
