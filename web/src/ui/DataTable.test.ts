import { expect, test } from 'vitest';

import { sumCells } from './DataTable';

const columns = [
  { name: 'number' },
  { name: 'state' },
  { name: 'partner' },
  { name: 'net', align: 'right' as const },
  { name: 'rate', align: 'right' as const },
  { name: 'total', align: 'right' as const },
];

test('the word before the sums takes the columns up to the first sum, and no sum moves', () => {
  const cells = sumCells(columns, { number: '合计（不含草稿、作废）', net: '1.00', total: '1.13' });
  expect(cells.map(({ column, span }) => [column.name, span])).toEqual([
    ['number', 3],
    ['net', 1],
    ['rate', 1],
    ['total', 1],
  ]);
});
