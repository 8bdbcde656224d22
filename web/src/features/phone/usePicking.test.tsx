import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { beforeEach, expect, test } from 'vitest';

import { Decimal } from '@/lib/decimal';
import { sessionQuery, type Session } from '@/lib/session';
import { answers, begin, json, session } from '@/testing/recordPage';
import { bodyOf, type Item, type SheetLine, type Spot } from './basket';
import { usePicking } from './usePicking';

const PLACES = ['D-02', 'D-03'].map((code) => ({ code, barcode: `L${code}`, state: 'good' }));
const as = (more: object) => ({ ...session, ...more }) as Session;
const NOTHING = { goods: [], location: '', place: null, warehouse: null, state: '' };
const lying = (batch: string, location: string, quantity = '5'): Spot => ({
  ...{ batch, location, quantity, barcode: '', good: true, expires_on: null },
});
const goods = (more: Partial<SheetLine>): SheetLine => ({
  ...{ source: 'l1', product: 'p1', code: 'MILK', name: '牛奶', specification: '', unit: '瓶' },
  ...{ digits: 0, batched: true, serialized: false, shelf_life: null },
  ...{ barcodes: [{ code: '6901', unit: '瓶', factor: '1' }], alike: [] },
  ...{ ordered: '40', open: '20', most: '20', batch: '', serials: [] },
  ...{ warehouse: '主仓', warehouse_id: 'w1', located: true, remark: '', lying: [], put: '' },
  ...more,
});
const drills = goods({
  ...{ source: 'l9', product: 'p9', code: 'DZ', name: '电钻', unit: '台', batched: false },
  ...{ serialized: true, barcodes: [{ code: '6921', unit: '台', factor: '1' }] },
});
const meant = (more: object) => ({ ...goods({}), factor: '1', serial: '', batch: '', ...more });
let means: Record<string, object>;

beforeEach(() => {
  begin();
  means = {};
  answers.push(({ path }) => {
    const asked = new URL(path, 'http://x');
    if (asked.pathname.endsWith('/places')) {
      return json({ warehouse: 'w1', places: PLACES, all: true });
    }
    if (!asked.pathname.endsWith('/meaning')) return undefined;
    return json({ ...NOTHING, ...means[asked.searchParams.get('code') ?? ''] });
  });
});

async function open(target: string, lines: SheetLine[]) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const permissions = { location: ['view'] };
  client.setQueryData(sessionQuery.queryKey, as({ permissions }));
  let items: Item[] = [];
  const keep = (next: Item[]) => {
    items = next;
  };
  const parts = { sheet: { target, lines }, houses: ['w1'], items: () => items, sent: [], keep };
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const { result } = renderHook(() => usePicking(parts), { wrapper });
  await waitFor(() => {
    expect(client.getQueryData(['handling', 'places', 'w1'])).toBeTruthy();
  });
  const pick = () => result.current;
  const scan = async (...codes: string[]) => {
    for (const code of codes) {
      act(() => {
        pick().scan(code);
      });
      await act(() => new Promise((resolve) => setTimeout(resolve, 5)));
    }
  };
  const say = (quantity: string, batch: string) => {
    act(() => {
      pick().say({ quantity, batch, expires_on: null });
    });
  };
  const basket = () =>
    items.map((one) => [one.source, one.batch, one.quantity, one.location, one.serials.join()]);
  const lost = () => bodyOf(items).map((one) => one['is_lost'] === true);
  return { pick, scan, say, basket, keep, lost };
}

const COMING = [goods({ batch: 'M1' }), goods({ source: 'l2', batch: 'M5' })];

test('the label of a batch on its way means the line of that batch, and no other', async () => {
  means = { M7: { goods: [meant({ batch: 'M7' })] } };
  const { pick, scan, say, basket } = await open('transfer_receipt', COMING);
  await scan('m5');
  expect(pick().asking?.about).toMatchObject({ batch: 'M5', fixed: true });
  expect(pick().asking?.about.open?.toFixed()).toBe('20');
  say('5', 'M5');
  expect(basket()).toEqual([['l2', 'M5', '5', '', '']]);

  await scan('M7');
  expect(pick().said?.text).toContain('批号 M7 不在这里');
});

test('goods of several batches on their way are asked about, until one is left', async () => {
  const { pick, scan, say, basket } = await open('transfer_receipt', COMING);
  await scan('6901');
  expect(pick().choice.map(({ batch }) => batch)).toEqual(['M1', 'M5']);
  expect(basket()).toEqual([]);
  const [, second] = pick().choice;
  act(() => {
    if (second) pick().mean(second);
  });
  say('20', 'M5');
  await scan('6901');

  expect(basket()).toEqual([
    ['l2', 'M5', '20', '', ''],
    ['l1', 'M1', '1', '', ''],
  ]);
});

const LEAVING = goods({ lying: [lying('D2', 'D-02'), lying('D3', 'D-03')] });

test('the batch that lies in the scanned place is proposed, and taken again only there', async () => {
  const { pick, scan, say, basket } = await open('sales_delivery', [LEAVING]);
  await scan('LD-03', '6901');
  expect(pick().asking?.about.batches?.map(({ batch }) => batch)).toEqual(['D3']);
  expect(pick().asking?.about.batch).toBe('D3');
  say('1', 'D3');
  await scan('6901');
  expect(basket()).toEqual([['l1', 'D3', '2', 'D-03', '']]);

  await scan('LD-02', '6901');
  expect(pick().asking?.about.batch).toBe('D2');
  expect(basket()).toHaveLength(1);
});

test('what does not lie in the scanned place by the books is said so at once', async () => {
  const line = goods({ lying: [lying('D2', 'D-02')] });
  const { pick, scan, basket } = await open('sales_delivery', [line]);
  await scan('D-03', '6901');
  expect(pick().said).toEqual({
    kind: 'bad',
    text: 'MILK 牛奶 账上不在库位 D-03，在 D-02',
  });
  expect([pick().asking, basket()]).toEqual([null, []]);
  await scan('D-02', '6901');
  expect(pick().asking?.about.batch).toBe('D2');
});

test('a batch whose scan was taken back is asked about again', async () => {
  const { pick, scan, say, basket, keep } = await open('purchase_receipt', [goods({})]);
  await scan('6901');
  say('2', 'M9');
  await scan('6901');
  expect(basket()).toEqual([['l1', 'M9', '3', '', '']]);
  keep([]); // it needs a day, says the server

  await scan('6901');
  expect(pick().asking?.about.batch).toBe('');
  expect(basket()).toEqual([]);
});

test('what comes in piece by piece is no bar code, batch or place of anything', async () => {
  means = {
    '6902': { goods: [meant({ barcodes: [{ code: '6902', unit: '个', factor: '1' }] })] },
    M1: { goods: [meant({ batch: 'M1' })] },
    X9: { location: 'X-9', place: 'k', warehouse: 'w2', state: 'good' },
    PS9: { goods: [meant({ serial: 'PS9' })] },
  };
  const { pick, scan, basket } = await open('purchase_receipt', [drills]);
  await scan('6921', '6902');
  expect(pick().said?.text).toBe('“6902”是 MILK 牛奶 的条码，不能当序列号。');
  await scan('X9');
  expect(pick().said?.text).toBe('库位 X-9 在别的仓库');
  await scan('6921');
  expect(pick().said?.text).toMatch(/请扫每一件的序列号/);
  await scan('M1');
  expect(pick().doubted?.text).toBe('“M1”是 MILK 牛奶 的批号，没有当成序列号。');
  expect(basket()).toEqual([]);
  act(() => {
    pick().judge(true);
  });
  await scan('PS9'); // a piece of other goods is called so
  expect(basket()).toEqual([['l9', '', '2', '', 'M1,PS9']]);
});

test('a range and a list are so many pieces, all of them or none', async () => {
  const { pick, scan, basket } = await open('purchase_receipt', [drills]);
  await scan('6921', 'PS001-PS003', 'Q1; Q2');
  expect(basket()).toEqual([['l9', '', '5', '', 'PS001,PS002,PS003,Q1,Q2']]);
  await scan('PS003-PS005');
  expect(pick().said?.text).toBe('序列号 PS003 已经扫过');
  await scan('R1-R99');
  expect(pick().said?.text).toMatch(/多了，还可以 15 台/);
  expect(basket()[0]?.[2]).toBe('5');
});

test('what of a transfer did not come is said to be lost, pieces by their numbers', async () => {
  const numbered = { ...drills, serials: ['S1', 'S2', 'S3'], open: '3', most: '3', put: 'D-02' };
  const { pick, scan, say, basket, lost } = await open('transfer_receipt', [...COMING, numbered]);
  await scan('M5');
  say('18', 'M5');
  await scan('M5');
  expect(pick().asking?.about.open?.toFixed()).toBe('2');
  act(() => {
    pick().lose(new Decimal('1'));
  });
  await scan('M5');
  expect(pick().asking?.about.open?.toFixed()).toBe('1');
  act(() => {
    pick().lose(null);
  });
  await scan('6921', 's2');
  act(() => {
    pick().lose(null);
  });

  expect(basket()).toEqual([
    ['l2', 'M5', '18', '', ''],
    ['l2', 'M5', '2', '', ''],
    ['l9', '', '1', 'D-02', 'S2'],
    ['l9', '', '2', '', 'S1,S3'],
  ]);
  expect(lost()).toEqual([false, true, false, true]);
});
