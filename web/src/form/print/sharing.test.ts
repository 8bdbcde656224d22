import { expect, test } from 'vitest';

import { shared } from './sharing';

test('a long remark leaves a short name on one line', () => {
  // a code, a name, figures, a remark
  expect(shared([20, 10, 30, 10], [20, 60, 30, 900], 200)).toEqual([20, 60, 30, 90]);
  expect(shared([20, 10, 30, 10], [20, 300, 30, 900], 200)).toEqual([20, 75, 30, 75]);
});

test('what is left is shared by what stands in the columns; too little by what they need', () => {
  expect(shared([10, 10], [20, 60], 160)).toEqual([40, 120]);
  expect(shared([10, 30], [20, 60], 20)).toEqual([5, 15]);
});
