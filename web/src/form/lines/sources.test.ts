import { expect, test } from 'vitest';

import { purchaseOrder } from '@/testing/forms';
import { askedOf, groupsOf, keyOf, worthOf, type Offered } from './sources';

const LINKS = ['receipt_line', 'return_line'];

function offered(number: string, line: Record<string, unknown>): Offered {
  const source = { form: 'purchase_receipt', label: '采购入库单', id: number, number, date: null };
  return { source, line };
}

const items = [
  offered('R1', { receipt_line: 'a', return_line: null, total: '113.00' }),
  offered('R2', { receipt_line: 'b', total: '67.80' }),
  offered('R2', { receipt_line: null, return_line: 'c', total: '-27.12' }),
];

test('lines are offered by document, without those that are there already', () => {
  const row = { key: 'k', values: { receipt_line: 'b' } };

  const groups = groupsOf(items, [row], LINKS);

  expect(groups.map(({ source, items: own }) => [source.number, own.length])).toEqual([
    ['R1', 1],
    ['R2', 1],
  ]);
  expect(groups[1]?.items.map(({ line }) => keyOf(line, LINKS))).toEqual(['c']);
});

test('what they come to is said where they say it', () => {
  expect(worthOf(items)).toBe('153.68');
  expect(worthOf([offered('R1', { receipt_line: 'a' })])).toBeNull();
});

test('nothing is offered before it is known whose lines are wanted', () => {
  const form = { ...purchaseOrder, sources: { header: ['partner', 'warehouse'], forms: [] } };

  expect(askedOf(form, { partner: { id: 'p' } })).toBeNull();
  expect(askedOf(form, { partner: { id: 'p' }, warehouse: { id: 'w' } })).toEqual({
    partner: 'p',
    warehouse: 'w',
  });
});
