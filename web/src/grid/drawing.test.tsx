import { fireEvent, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';

import { cell, open, rules } from './bench';
import { loadRows, newRow, type Row } from './rows';

const drawn: string[] = [];

/** Stands in every line, and is drawn again whenever its line is. */
function Witness({ row }: { row: Row }) {
  drawn.push(row.key);
  return null;
}

function openAt(quantity: string): { target: HTMLInputElement; key: string | undefined } {
  const rows = Array.from({ length: 1000 }, () => newRow({ quantity, unit_price: '2' }));
  open(loadRows(rows, rules), { quantity: Witness });
  expect(drawn.length).toBeGreaterThan(5);
  const target = cell(3, 'quantity');
  fireEvent.focus(target);
  drawn.length = 0;
  return { target: target as HTMLInputElement, key: rows[3]?.key };
}

test('a key in one of a thousand lines is shown at once, and then draws that line, and no other', async () => {
  const { target, key } = openAt('1');
  fireEvent.change(target, { target: { value: '12' } });
  expect(target.value).toBe('12');
  expect(drawn).toEqual([]);
  await waitFor(() => {
    expect(drawn).toEqual([key]);
  });
  expect(target.value).toBe('12');
});

test('whatever else is done finds what was typed', () => {
  const { target, key } = openAt('1');
  for (const typed of ['12', '123', '12,34'])
    fireEvent.change(target, { target: { value: typed } });
  expect(drawn).toEqual([]);
  fireEvent.keyDown(window, { key: 's', ctrlKey: true });
  expect(drawn).toEqual([key]);
  fireEvent.change(target, { target: { value: '7' } });
  fireEvent.focusOut(target, { relatedTarget: cell(4, 'quantity') });
  expect(new Set(drawn)).toEqual(new Set([key]));
  expect(target.value).toBe('7');
});
