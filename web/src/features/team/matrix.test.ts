import { expect, test } from 'vitest';

import { tick, turn } from './matrix';

const ALL = ['view', 'add', 'confirm'];

test('what holds for every form is ticked and fixed in each', () => {
  const grants = { '*': ['view'], product: ['add'] };

  expect(tick(grants, 'product', 'view')).toEqual({ on: true, fixed: true });
  expect(tick(grants, 'product', 'add')).toEqual({ on: true, fixed: false });
  expect(tick(grants, 'product', 'confirm')).toEqual({ on: false, fixed: false });
  expect(tick(grants, '*', 'view')).toEqual({ on: true, fixed: false });
});

test('whoever may add may view, and without viewing nothing is left', () => {
  const added = turn({}, 'product', 'add', ALL);
  expect(added).toEqual({ product: ['view', 'add'] });

  expect(turn(added, 'product', 'view', ALL)).toEqual({ product: [] });
});

test('one box taken out of everything leaves the others', () => {
  expect(turn({ product: ['*'] }, 'product', 'confirm', ALL)).toEqual({ product: ['view', 'add'] });
});
