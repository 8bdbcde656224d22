import { act, fireEvent } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { cell, open, rules, values } from './bench';
import { loadRows, newRow } from './rows';

const pencil = { product: { id: 'p1', code: 'A-01', name: '铅笔' }, unit_price: '2.5' };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});
const settle = () => act(() => vi.advanceTimersByTimeAsync(200));

const enter = () => {
  act(() => {
    cell(0, 'quantity').focus();
  });
};

/** Keys that nobody can tell from those of a person, and Enter. */
const typeSlowly = async (target: HTMLInputElement, text: string) => {
  target.select();
  for (const key of [...text, 'Enter']) {
    await act(() => vi.advanceTimersByTimeAsync(200));
    act(() => {
      if (fireEvent.keyDown(target, { key }) && key.length === 1) {
        target.setRangeText(key, target.selectionStart ?? 0, target.selectionEnd ?? 0, 'end');
        fireEvent.input(target);
      }
    });
  }
  await settle();
};

test('a bar code is no quantity, however slowly it comes: the line counts on, what stood there stays', async () => {
  open(loadRows([newRow({ ...pencil, quantity: '12' })], rules));
  enter();
  await typeSlowly(cell(0, 'quantity'), '6921168509256');
  expect(values()).toEqual([
    { ...pencil, quantity: '12' },
    { product: { id: 'p5', code: 'C-01', name: '矿泉水' }, unit_price: '2', quantity: '1' },
  ]);
  enter();
  await typeSlowly(cell(0, 'quantity'), '12345678');
  expect(values()[0]).toEqual({ ...pencil, quantity: '12345678' });
});
