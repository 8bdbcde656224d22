import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import {
  arrange,
  arrangedTables,
  AS_IT_WAS,
  isUnsent,
  layoutIn,
  layoutsBelongTo,
  layoutText,
  type Layout,
} from './layouts';
import { keepInStep, PAUSE } from './layoutSync';

const layout = (more: Partial<Layout>): Layout => ({ ...AS_IT_WAS, ...more });
const shown = (table: string) => layoutIn(layoutText(table));
const be = (id: string, company = 1) => {
  layoutsBelongTo({ user: { id }, company: { id: company } });
};

let server: Record<string, Layout> = {};
let answers = true;
let asked: string[] = [];
let stop = () => {};

beforeEach(() => {
  vi.useFakeTimers();
  [server, answers, asked] = [{}, true, []];
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    const method = init.method ?? '';
    asked.push(`${method} ${path}`);
    if (!answers) return Promise.reject(new TypeError('no network'));
    const told = JSON.stringify({ tables: server });
    if (method === 'GET') return Promise.resolve(new Response(told));
    const body = init.body as string;
    server[path.split('/').at(-1) ?? ''] = JSON.parse(body) as Layout;
    return Promise.resolve(new Response(body));
  });
  be('li');
});

afterEach(() => {
  stop();
  stop = () => {};
  vi.useRealTimers();
});

const wait = (time = 0) => vi.advanceTimersByTimeAsync(time);
async function openPages() {
  stop();
  stop = keepInStep();
  await wait();
}

test('nobody finds the columns of another person, nor those of another company', () => {
  arrange('sales_order', layout({ turned: ['remark'] }));

  be('wang');
  expect(shown('sales_order')).toEqual(AS_IT_WAS);
  expect(arrangedTables()).toEqual([]);
  be('li', 2);
  expect(shown('sales_order')).toEqual(AS_IT_WAS);

  be('li');
  expect(shown('sales_order').turned).toEqual(['remark']);
});

test('a layout is sent once, a second after its last change', async () => {
  await openPages();
  for (const width of [100, 110, 120]) {
    arrange('sales_order', layout({ widths: { partner: width } }));
    await wait(PAUSE / 2);
  }
  expect(asked).toEqual(['GET /api/v1/columns']);
  const before = layoutText('sales_order');
  expect(isUnsent('sales_order')).toBe(true);

  await wait(PAUSE);
  expect(asked.slice(1)).toEqual(['PUT /api/v1/columns/sales_order']);
  expect(server['sales_order']?.widths).toEqual({ partner: 120 });
  expect(isUnsent('sales_order')).toBe(false);
  expect(layoutText('sales_order')).toBe(before); // nothing is drawn again for it
});

test('at another device the server wins, also where it has forgotten a table', async () => {
  server = { sales_order: layout({ order: ['date', 'partner'] }) };
  localStorage.setItem(
    'huolang.columns:1:li:sales_order',
    JSON.stringify(layout({ turned: ['x'] })),
  );
  localStorage.setItem('huolang.columns:1:li:product', JSON.stringify(layout({ turned: ['y'] })));

  await openPages();

  expect(shown('sales_order')).toEqual(layout({ order: ['date', 'partner'] }));
  expect(arrangedTables()).toEqual(['sales_order']);
});

test('what could not be sent is told the next time, before the server is asked', async () => {
  server = { product: layout({ turned: ['code'] }) };
  answers = false;
  await openPages();
  arrange('product', AS_IT_WAS); // put back as it was: that is a change, too
  await wait(PAUSE);
  expect(isUnsent('product')).toBe(true);

  answers = true;
  asked = [];
  await openPages();
  expect(asked).toEqual(['PUT /api/v1/columns/product', 'GET /api/v1/columns']);
  expect(server['product']).toEqual(AS_IT_WAS);
  expect(arrangedTables()).toEqual([]);
});

test('what is arranged while the answer is on its way stays', async () => {
  server = { product: layout({ turned: ['code'] }) };
  stop = keepInStep();
  arrange('product', layout({ turned: ['name'] }));
  await wait();
  expect(shown('product').turned).toEqual(['name']);
});

test('what is no layout is forgotten', () => {
  localStorage.setItem('huolang.columns:1:li:product', '{"turned":[1],"order":[],"widths":{}}');
  expect(shown('product')).toEqual(AS_IT_WAS);
  localStorage.setItem('huolang.columns:1:li:product', 'remark,code');
  expect(shown('product')).toEqual(AS_IT_WAS);
});
