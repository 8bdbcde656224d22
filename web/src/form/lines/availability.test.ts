import { expect, test } from 'vitest';

import type { Row } from '@/grid/rows';
import { DemandCounter, demandOf } from './availability';

const header = { warehouse: 'w1', orders: '', counts: true };
let read = 0;

/** A line that tells when somebody looks into it. */
function line(key: string, product: string, quantity: string): Row {
  const values = { product: { id: product, name: product }, quantity, order_line: `o ${product}` };
  return {
    key,
    get values() {
      read += 1;
      return values;
    },
  };
}

const texts = (all: ReadonlyMap<string, { toString(): string }>) =>
  [...all].map(([key, value]) => [key, value.toString()]);

test('a key in one of a thousand lines counts that line alone, and comes to the same', () => {
  const rows = Array.from({ length: 1000 }, (_, at) =>
    line(String(at), `p${String(at % 50)}`, '2'),
  );
  const counter = new DemandCounter();
  counter.count(rows, header);
  const typed = rows.with(500, line('500', 'p0', '7.5'));
  read = 0;
  const found = counter.count(typed, header);
  expect(read).toBeLessThan(20);
  const anew = demandOf(typed, header);
  expect(texts(found.asked)).toEqual(texts(anew.asked));
  expect(texts(found.byOrderLine)).toEqual(texts(anew.byOrderLine));
});

test('lines that came, another warehouse, and a document that stopped asking are counted anew', () => {
  const counter = new DemandCounter();
  const rows = [line('1', 'p1', '2')];
  counter.count(rows, header);
  const more = [...rows, line('2', 'p1', '3')];
  expect(texts(counter.count(more, header).asked)).toEqual([['w1 p1', '5']]);
  expect(texts(counter.count(more, { ...header, warehouse: 'w2' }).asked)).toEqual([
    ['w2 p1', '5'],
  ]);
  expect(counter.count([], header).asked.size).toBe(0);
});
