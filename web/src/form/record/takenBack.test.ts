import { expect, test } from 'vitest';

import { takenBack } from './takenBack';

const entry = (id: string, kind: string, quantity: string, cost: string | null) => ({
  ...{ id, kind, quantity, cost },
  product: { id: 'M8' },
  warehouse: { id: 'CK01' },
});

test('of a receipt that was corrected only what it says now counts', () => {
  const back = takenBack([
    entry('before', 'post', '216', '1016.92'),
    entry('now', 'post', '216', '1000.19'),
    entry('mirror', 'mirror', '-216', '-1016.92'),
  ]);
  expect([...back]).toEqual(['before']);
});

test('of two equal lines as many are taken back as have a mirror, also where no cost is told', () => {
  const back = takenBack([
    entry('first', 'post', '5', null),
    entry('second', 'post', '5', null),
    entry('mirror', 'mirror', '-5', null),
  ]);
  expect([...back]).toEqual(['first']);
});

test('nothing is taken back of a document that was confirmed once', () => {
  expect(takenBack([entry('only', 'post', '5', '10.00')]).size).toBe(0);
});
