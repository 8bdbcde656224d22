import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';

import type { GridAction, Row } from '@/grid/rows';
import { sessionQuery, type Session } from '@/lib/session';
import { field, purchaseOrder } from '@/testing/forms';
import type { Form, Table } from '../form';
import { rowRules } from '../lines/columns';
import { formQuery } from '../records';
import MatrixDialog from './MatrixDialog';

const session: Session = {
  user: { id: 'u1', username: 'li', name: '李' },
  company: { id: 1, name: '公司', currency: 'CNY', digits: 2, time_zone: 'Asia/Shanghai' },
  companies: [{ id: 1, name: '公司' }],
  permissions: { unit: ['view'] },
  fields_hidden: [],
  language: 'zh-hans',
  version: '0',
  menu: [],
  reports: [],
};
const product: Form = {
  ...purchaseOrder,
  name: 'product',
  kind: 'master',
  fields: ['code', 'name', 'unit', 'purchase_price', 'value1', 'value2', 'value3', 'active'].map(
    (name) => field(name, name, 'text'),
  ),
};
const unit = { id: 'pcs', code: 'PCS', name: '个' };
const variant = (id: string, value1: string, value2: string, active = true) => ({
  ...{ id, code: id, name: 'T恤', unit, purchase_price: '25', units: [] },
  ...{ value1, value2, value3: '', active },
});
const records: Record<string, unknown> = {
  '/records/style/s1': {
    ...{ id: 's1', code: 'TX', name: 'T恤', attribute3: null },
    attribute1: { id: 'ys', name: '颜色' },
    attribute2: { id: 'cm', name: '尺码' },
  },
  '/records/attribute/ys': { id: 'ys', values: [{ name: '红' }, { name: '蓝' }] },
  '/records/attribute/cm': { id: 'cm', values: [{ name: 'M' }, { name: 'L' }] },
  '/records/style': { items: [{ id: 's1', code: 'TX', name: 'T恤' }], next: null },
  '/records/product': {
    items: [
      variant('RM', '红', 'M'),
      variant('RL', '红', 'L'),
      variant('BL', '蓝', 'L'),
      variant('BM', '蓝', 'M', false),
    ],
    next: null,
  },
  '/records/unit/pcs': { ...unit, digits: 0 },
  '/forms/style': { ...product, name: 'style' },
};

beforeEach(() => {
  vi.stubGlobal('fetch', (input: string) => {
    const path = input.replace('/api/v1', '').split('?')[0] ?? '';
    return Promise.resolve(new Response(JSON.stringify(records[path] ?? { items: [] })));
  });
});

const [lines] = purchaseOrder.tables as [Table];
const before: Row[] = [
  { key: 'old', values: { product: { id: 'RL' }, unit, quantity: '4' } },
  { key: 'blank', values: {} },
];

async function open() {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(sessionQuery.queryKey, session);
  client.setQueryData(formQuery('product').queryKey, product);
  const actions: GridAction[] = [];
  const close = vi.fn();
  render(
    <QueryClientProvider client={client}>
      <MatrixDialog
        form={purchaseOrder}
        table={lines}
        rows={before}
        rules={rowRules(lines, true)}
        warehouse=""
        dispatch={(action) => actions.push(action)}
        onClose={close}
      />
    </QueryClientProvider>,
  );
  const user = userEvent.setup();
  await user.click(await screen.findByText('TX T恤'));
  return { user, actions, close, cell: (name: string) => screen.getByRole('textbox', { name }) };
}

test('quantities are typed by keyboard, lines that are there begin with theirs', async () => {
  const { user, actions, close, cell } = await open();
  await screen.findByRole('textbox', { name: '红 M' });
  expect(cell('红 L')).toHaveProperty('value', '4');
  expect(screen.queryByRole('textbox', { name: '蓝 M' })).toBeNull();

  const heard = vi.fn(({ key }: KeyboardEvent) => key);
  window.addEventListener('keydown', heard);
  cell('红 M').focus();
  await user.keyboard('3{Enter}5{Enter}6{Control>}{Enter}{/Control}');

  window.removeEventListener('keydown', heard);
  // Ctrl+Enter is not for the page behind.
  expect(heard.mock.results.filter(({ value }) => value === 'Enter')).toHaveLength(2);
  const [put] = actions;
  expect(close).toHaveBeenCalledOnce();
  expect(put?.type === 'put' && put.lines.map(({ quantity }) => quantity)).toEqual(['5', '3', '6']);
  expect(put?.type === 'put' && put.lines[1]).toMatchObject({
    product: { id: 'RM', code: 'RM', name: 'T恤' },
    unit: { id: 'pcs' },
    unit_price: '25',
  });
});

test('a block from Excel fills the cells that there are; what is no number holds it up', async () => {
  const { user, actions, cell } = await open();
  const first = await screen.findByRole('textbox', { name: '红 M' });

  fireEvent.paste(first, {
    clipboardData: { getData: (kind: string) => (kind === 'text/plain' ? '1\t2\n8\t9\n' : '') },
  });
  expect([cell('红 L'), cell('蓝 L')].map((each) => (each as HTMLInputElement).value)).toEqual([
    '2',
    '9',
  ]);
  expect(screen.getByText('没有这些规格，没有填入：蓝 M 8')).toBeTruthy();
  await user.keyboard('{Control>}{Enter}{/Control}');
  expect(actions).toEqual([]);
  await user.click(screen.getByRole('button', { name: '知道了' }));
  await user.clear(cell('红 M'));
  await user.type(cell('红 M'), 'x');

  expect(cell('红 M').getAttribute('aria-invalid')).toBe('true');
  await user.keyboard('{Control>}{Enter}{/Control}');
  expect(actions).toEqual([]);
});

test('what lies beside the sheet is told with its quantity, and the rest is filled in once it was seen', async () => {
  const { user, actions } = await open();
  const first = await screen.findByRole('textbox', { name: '红 L' });

  fireEvent.paste(first, {
    clipboardData: { getData: (kind: string) => (kind === 'text/plain' ? '2\t7\n9\t0\n' : '') },
  });

  expect(screen.getByText('没有这些规格，没有填入：表格以外 7')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: '知道了' }));
  await user.click(screen.getByRole('button', { name: '填入明细' }));
  const [put] = actions;
  expect(put?.type === 'put' && put.lines.map(({ quantity }) => quantity)).toEqual(['2', '9']);
});

test('pieces are whole: half of one holds it up and is told', async () => {
  const { user, actions, cell } = await open();
  await user.type(await screen.findByRole('textbox', { name: '红 M' }), '2.5');

  expect(cell('红 M').getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByText(/小数位不能比单位的多/)).toBeTruthy();
  await user.keyboard('{Control>}{Enter}{/Control}');
  expect(actions).toEqual([]);
});

test('a table that is on the clipboard as HTML alone fills the cells that are seen in it', async () => {
  const { cell } = await open();
  const first = await screen.findByRole('textbox', { name: '红 M' });
  const table =
    '<table><tr><td>1,200</td><td>2</td></tr><tr style="display:none"><td>7</td><td>7</td></tr>' +
    '<tr><td></td><td>9</td></tr></table>';
  const getData = (kind: string) => (kind === 'text/html' ? table : '');

  fireEvent.paste(first, { clipboardData: { getData } });
  expect(
    [cell('红 M'), cell('红 L'), cell('蓝 L')].map((each) => (each as HTMLInputElement).value),
  ).toEqual(['1200', '2', '9']);
});
