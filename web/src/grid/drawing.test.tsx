import { fireEvent } from '@testing-library/react';
import { expect, test } from 'vitest';

import { cell, open, rules } from './bench';
import { loadRows, newRow, type Row } from './rows';

const drawn: string[] = [];

/** Stands in every line, and is drawn again whenever its line is. */
function Witness({ row }: { row: Row }) {
  drawn.push(row.key);
  return null;
}

test('a key in one of a thousand lines draws that line again, and no other', () => {
  const rows = Array.from({ length: 1000 }, () => newRow({ quantity: '1', unit_price: '2' }));
  open(loadRows(rows, rules), { quantity: Witness });
  expect(drawn.length).toBeGreaterThan(5);
  const target = cell(3, 'quantity');
  fireEvent.focus(target);
  drawn.length = 0;
  for (const typed of ['12', '123', '1234']) fireEvent.change(target, { target: { value: typed } });
  expect(new Set(drawn)).toEqual(new Set([rows[3]?.key]));
  expect(drawn.length).toBe(3);
});
