import i18next from 'i18next';
import { expect, test } from 'vitest';

import { figuresOf, lyingOf, type Stock } from './figures';

const stock = (more: Partial<Stock>): Stock => ({
  ...{ on_hand: '118', on_hand_in_units: '9 箱 10 瓶', available: '55' },
  ...{ available_in_units: '4 箱 7 瓶', in_transit: '0', lent: '0', consigned: '0' },
  ...more,
});

test('what is on its way or with others does not lie there, and is told apart', () => {
  const away = stock({ in_transit: '40', lent: '6', consigned: '2', inspecting: '3' });
  expect(lyingOf(away)).toBe('70');
  expect(figuresOf(away, i18next.t)).toEqual([
    '可用 55 = 4 箱 7 瓶', // those of 118 are not of 70
    '在途 40',
    '借出 6',
    '代销在外 2',
    '待检 3',
  ]);
});

test('where all of it lies there, its units are told; who sees no stock is told no more', () => {
  expect(lyingOf(stock({}))).toBe('118');
  expect(figuresOf(stock({ available_in_units: '' }), i18next.t)).toEqual([
    '9 箱 10 瓶',
    '可用 55',
  ]);
});
