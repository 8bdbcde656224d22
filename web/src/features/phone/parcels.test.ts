import { afterEach, expect, test, vi } from 'vitest';

import { Problem } from '@/lib/problem';
import { Queue } from '@/scan/queue';
import { memory } from '@/testing/memory';
import { deliver, onTheWay, type Parcel } from './parcels';

const sent = vi.hoisted(() => vi.fn());
vi.mock('@/lib/api', () => ({ send: sent, get: vi.fn() }));

afterEach(() => {
  sent.mockReset();
});

const parcel = (id: string, more: Partial<Parcel> = {}): Parcel => ({
  id,
  path: '/api/v1/records/purchase_order/o1/convert/purchase_receipt?then=confirm',
  body: { lines: [] },
  called: 'CGDD1 宏达',
  target: 'purchase_receipt',
  task: 'purchase_order.o1',
  page: '/phone/receive/purchase_order/o1',
  items: [
    {
      id: 'i1',
      source: 'l1',
      quantity: '2',
      batch: '',
      expires_on: null,
      location: '',
      serials: [],
    },
  ],
  more: null,
  errors: {},
  at: new Date().toISOString(),
  refused: null,
  ...more,
});

test('a parcel goes under its own key, however often', async () => {
  sent.mockRejectedValueOnce(new Problem(0, 'network', ''));
  sent.mockResolvedValueOnce({ data: { id: 'r1', number: 'CGRK1' } });

  await expect(deliver(parcel('k1'))).rejects.toThrow();
  const answer = await deliver(parcel('k1'));

  expect(answer).toMatchObject({ state: 'kept', made: { number: 'CGRK1' } });
  const keys = sent.mock.calls.map(
    ([, request]) => (request as { idempotencyKey: string }).idempotencyKey,
  );
  expect(keys).toEqual(['k1', 'k1']);
});

test('a refusal is an answer and stays with its place; a busy server is none', async () => {
  const error = { code: 'line.no_batch', message: '请填写批号', field: 'lines.0.batch' };
  sent.mockRejectedValueOnce(new Problem(422, error.code, error.message, [error]));
  const answer = await deliver(parcel('k1'));
  expect(answer).toMatchObject({ state: 'refused', message: '请填写批号' });
  const queue = new Queue<Parcel>('box', memory());
  queue.add(parcel('k1'));
  queue.answered([answer]);
  expect(queue.all()[0]).toMatchObject({ refused: '请填写批号', errors: { i1: '请填写批号' } });
  expect(queue.waiting()).toEqual([]);

  for (const status of [401, 429, 500, 503]) {
    sent.mockRejectedValueOnce(new Problem(status, 'x', ''));
    await expect(deliver(parcel('k2'))).rejects.toThrow();
  }
});

test('only what waits for this document is on its way', () => {
  const parcels = [
    parcel('a'),
    parcel('b', { refused: '不行' }),
    parcel('c', { task: 'purchase_order.o2' }),
  ];
  expect(onTheWay(parcels, 'purchase_order.o1').map((one) => one.quantity)).toEqual(['2']);
});

test('what waited longer than the server knows its key is not sent blindly', async () => {
  const at = new Date(Date.now() - 29 * 24 * 60 * 60_000).toISOString();
  expect(await deliver(parcel('k1', { at }))).toMatchObject({ state: 'refused' });
  expect(sent).not.toHaveBeenCalled();
});
