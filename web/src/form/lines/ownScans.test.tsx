import { act } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { cell, column, open, rules, scan, stall, values } from '@/grid/bench';
import { loadRows, newRow } from '@/grid/rows';
import { TAKES_BATCH } from './batches';
import { TAKES_SERIALS } from './serials';

const pencil = { product: { id: 'p1', code: 'A-01', name: '铅笔' }, unit_price: '2.5' };
const columns = [column('batch', '批号', TAKES_BATCH), column('serials', '序列号', TAKES_SERIALS)];

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function scanIn(name: string, code: string, gap: number) {
  act(() => {
    cell(0, name).focus();
  });
  act(() => {
    scan(code, gap);
  });
  await act(() => vi.advanceTimersByTimeAsync(200));
}

test.each([2, 15, 60])('the label of a batch is its number, keys %i ms apart', async (gap) => {
  const line = { ...pencil, quantity: '12', batched: true };
  open(loadRows([newRow({ ...line, batch: '9003-000001' })], rules), undefined, columns);
  await scanIn('batch', '9003-260520', gap);
  expect(values()).toEqual([{ ...line, batch: '9003-260520' }]);
  expect(cell(0, 'batch').value).toBe('9003-260520');
  expect(document.activeElement).not.toBe(cell(0, 'batch'));
});

test.each([2, 60])('a serial number comes after those that are there, once: %i ms', async (gap) => {
  const line = { ...pencil, serialized: true };
  open(loadRows([newRow({ ...line, serials: 'SN-00001' })], rules), undefined, columns);
  for (const code of ['SN-00002', 'SN-00003', 'SN-00002']) await scanIn('serials', code, gap);
  expect(values()).toEqual([{ ...line, serials: 'SN-00001; SN-00002; SN-00003' }]);
  expect(document.activeElement).toBe(cell(0, 'serials'));
});

test('of goods that have no batches, a code scanned there is that of the next goods', async () => {
  open(loadRows([newRow({ ...pencil, quantity: '12' })], rules), undefined, columns);
  await scanIn('batch', '6902', 2);
  expect(values()).toEqual([
    { ...pencil, quantity: '12' },
    { product: { id: 'p2', code: 'A-02', name: '钢笔' }, unit_price: '30', quantity: '1' },
  ]);
});

const water = { id: 'p5', code: 'C-01', name: '矿泉水' };

test('the bar code of goods is no batch: what stood there stays, and the goods are the next line', async () => {
  const line = { ...pencil, quantity: '12', batched: true };
  open(loadRows([newRow({ ...line, batch: '9003-000001' })], rules), undefined, columns);
  await scanIn('batch', '6921168509256', 15);
  expect(values()).toEqual([
    { ...line, batch: '9003-000001' },
    { product: water, unit_price: '2', quantity: '1' },
  ]);
  await scanIn('batch', '6921168509999', 15);
  expect(values()[0]).toEqual({ ...line, batch: '6921168509999' });
});

test('nor a piece, though the next was scanned before that was known; the line of the goods is gone to', async () => {
  const line = { ...pencil, serialized: true, serials: 'SN-00001' };
  open(loadRows([newRow(line)], rules), undefined, columns);
  const go = stall();
  await scanIn('serials', '6921168509256', 2);
  await scanIn('serials', 'SN-00002', 2);
  go();
  await act(() => vi.advanceTimersByTimeAsync(200));
  expect(values()).toEqual([
    { ...line, serials: 'SN-00001; SN-00002' },
    { product: water, unit_price: '2', quantity: '1' },
  ]);
  expect(document.activeElement).not.toBe(cell(0, 'serials'));
});

test.each([2, 60])(
  'the number of a parcel stays in the remark, goods do not: %i ms',
  async (gap) => {
    const line = { ...pencil, quantity: '12' };
    open(loadRows([newRow({ ...line, remark: '急' })], rules), undefined, columns);
    await scanIn('remark', 'SF1393847566028', gap);
    expect(values()).toEqual([{ ...line, remark: '急 SF1393847566028' }]);
    await scanIn('remark', '6921168509256', gap);
    expect(values()).toEqual([
      { ...line, remark: '急 SF1393847566028' },
      expect.objectContaining({ product: water, quantity: '1' }),
    ]);
  },
);
