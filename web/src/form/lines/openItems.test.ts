import { expect, test } from 'vitest';

import { Decimal } from '@/lib/decimal';
import { asItem, lineOf, offset, spread, type OpenItem } from './openItems';

function item(number: string, left: string): OpenItem {
  return {
    ...{ id: `id ${number}`, kind: 'receivable', form: 'sales_delivery', record: 'r' },
    ...{ number, date: '2026-11-01', due_on: null, total: left, left },
  };
}

const items = [item('A', '100'), item('R', '-20'), item('B', '50'), item('C', '70')];
const amounts = (money: string | null) =>
  spread(items, money === null ? null : new Decimal(money)).map((line) => [
    line['number'],
    line['amount'],
  ]);

test('without money everything open is taken over', () => {
  expect(amounts(null)).toEqual([
    ['A', '100'],
    ['R', '-20'],
    ['B', '50'],
    ['C', '70'],
  ]);
});

test('money goes to the oldest first, with what stands to the credit of the partner', () => {
  expect(amounts('100')).toEqual([
    ['R', '-20'],
    ['A', '100'],
    ['B', '20'],
  ]);
  expect(amounts('500')).toEqual([
    ['R', '-20'],
    ['A', '100'],
    ['B', '50'],
    ['C', '70'],
  ]);
});

test('what was paid in advance is used up only where somebody chooses so', () => {
  const paid: OpenItem = { ...item('P', '-300'), form: 'customer_payment' };
  const due = [paid, item('A', '500')];
  const told = (lines: ReturnType<typeof spread>) =>
    lines.map((line) => [line['number'], line['amount']]);

  expect(told(spread(due, new Decimal('300')))).toEqual([['A', '300']]);
  expect(told(spread(due, null))).toEqual([['A', '500']]);
  expect(told(spread(due, new Decimal('200'), true))).toEqual([
    ['P', '-300'],
    ['A', '500'],
  ]);
  expect(told(spread([paid], new Decimal('-300')))).toEqual([['P', '-300']]);
});

test('credits are settled against what is owed, as far as both reach', () => {
  const against = (some: OpenItem[]) =>
    offset(some).map((line) => [line['number'], line['amount']]);
  expect(against(items)).toEqual([
    ['R', '-20'],
    ['A', '20'],
  ]);
  expect(against([item('A', '10'), item('R', '-8'), item('S', '-8'), item('B', '3')])).toEqual([
    ['R', '-8'],
    ['S', '-5'],
    ['A', '10'],
    ['B', '3'],
  ]);
  expect(against([item('A', '10')])).toEqual([]);
});

test('a stored line shows its item by number', () => {
  expect(asItem({ item: 'x', number: 'XSCK-1' })).toEqual({ id: 'x', number: 'XSCK-1' });
  expect(asItem({ product: 'x' })).toBeUndefined();
  expect(lineOf(item('A', '100'), '30')['amount']).toBe('30');
});
