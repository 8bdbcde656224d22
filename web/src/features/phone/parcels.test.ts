import { beforeEach, expect, test, vi } from 'vitest';

import { Queue } from '@/scan/queue';
import { memory } from '@/testing/memory';
import { deliver, onTheWay, type Parcel } from './parcels';

const server = vi.fn<(path: string, init: RequestInit) => Promise<Response>>();
const refuses = (status: number, more: object) =>
  server.mockResolvedValueOnce(Response.json(more, { status }));

beforeEach(() => {
  server.mockReset();
  vi.stubGlobal('fetch', server);
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
  server.mockRejectedValueOnce(new TypeError('Failed to fetch'));
  server.mockResolvedValueOnce(Response.json({ id: 'r1', number: 'CGRK1' }, { status: 201 }));

  await expect(deliver(parcel('k1'))).rejects.toThrow();
  const answer = await deliver(parcel('k1'));

  expect(answer).toMatchObject({ state: 'kept', made: { number: 'CGRK1' } });
  const keys = server.mock.calls.map(([, { headers }]) =>
    new Headers(headers).get('Idempotency-Key'),
  );
  expect(keys).toEqual(['k1', 'k1']);
});

test('a refusal is an answer and stays with its place; a busy server is none', async () => {
  const error = { code: 'line.no_batch', message: '请填写批号', field: 'lines.0.batch' };
  refuses(422, { code: error.code, detail: error.message, errors: [error] });
  const answer = await deliver(parcel('k1'));
  expect(answer).toMatchObject({ state: 'refused', message: '请填写批号' });
  const queue = new Queue<Parcel>('box', memory());
  queue.add(parcel('k1'));
  queue.answered([answer]);
  expect(queue.all()[0]).toMatchObject({ refused: '请填写批号', errors: { i1: '请填写批号' } });
  expect(queue.waiting()).toEqual([]);

  for (const status of [401, 429, 500, 503]) {
    refuses(status, { code: 'x', detail: '' });
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
  expect(server).not.toHaveBeenCalled();
});
