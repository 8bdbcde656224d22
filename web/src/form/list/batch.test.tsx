import { screen, waitFor, within } from '@testing-library/react';
import type userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';

import { field, purchaseOrder } from '@/testing/forms';
import { begin, json, list, open, product } from '@/testing/listPage';
import type { Form, RecordData } from '../form';
import { inOrder } from './batch';

const act = (name: string, label: string, states: string[]) => ({
  ...{ name, label, operation: name, states, tone: 'default' as const },
});
const order: Form = {
  ...purchaseOrder,
  actions: [
    act('confirm', '审核', ['draft']),
    act('reopen', '反审核', ['confirmed']),
    act('cancel', '作废', ['draft', 'confirmed']),
  ],
  conversions: [
    { target: 'purchase_receipt', label: '下推采购入库单', states: ['confirmed'], several: true },
  ],
  operations: ['view', 'confirm', 'reopen', 'cancel', 'delete'],
};
const receipt = { ...order, name: 'purchase_receipt', label: '采购入库单' };
const priced: Form = {
  ...product,
  fields: [
    ...product.fields.filter(({ name }) => ['code', 'name', 'sales_price'].includes(name)),
    field('active', '启用', 'boolean'),
  ],
  sections: [{ label: '基本', fields: ['code', 'name', 'sales_price', 'active'] }],
  list: { ...product.list, columns: ['code', 'name', 'sales_price'] },
};

interface Item {
  id: string;
  action?: string;
  change?: Record<string, unknown>;
  etag?: string;
  reason?: string;
}
let batches: { items: Item[]; key: string | null }[];
let refused: Record<string, string>;
let cut: number;
let hold: Promise<void> | null;

const result = ({ id }: Item) =>
  refused[id]
    ? {
        status: 409,
        problem: { code: 'x.refused', errors: [{ code: 'x.refused', message: refused[id] }] },
      }
    : { status: 200, record: { id } };

async function takeBatch({ body, headers }: RequestInit) {
  await hold;
  if (cut-- > 0) throw new TypeError('gone');
  const { items } = JSON.parse(body as string) as { items: Item[] };
  batches.push({ items, key: new Headers(headers).get('Idempotency-Key') });
  return json({ results: items.map(result) });
}

function makeApart() {
  const draft = (id: string, name: string) => ({
    record: { id, partner: { id: `p${id}`, name }, total: '113.00' },
    documents: 1,
  });
  return json({ drafts: [draft('n1', '永固'), draft('n2', '宏达'), draft('n3', '新华')] }, 201);
}

beforeEach(() => {
  batches = [];
  refused = {};
  cut = 0;
  hold = null;
  begin();
  list.rows = Array.from({ length: 25 }, (_, index) => ({
    id: `r${String(index + 10)}`,
    etag: `v${String(index)}`,
    number: `D${String(index + 10)}`,
    code: `C${String(index + 10)}`,
    name: `物${String(index + 10)}`,
    state: 'draft',
    date: '2026-11-01',
  }));
  list.answer = (path, init) => {
    if (path.endsWith('/batch/preview')) return Promise.resolve(json({ summary: null, items: [] }));
    if (path.endsWith('/batch')) return takeBatch(init);
    return path.endsWith('/apart') ? Promise.resolve(makeApart()) : undefined;
  };
});

async function choose(user: ReturnType<typeof userEvent.setup>, what: string) {
  const all = await screen.findByRole('checkbox', { name: '选择已载入的全部' });
  await waitFor(() => {
    expect(all).toHaveProperty('disabled', false);
  });
  await user.click(all);
  await user.click(await screen.findByRole('button', { name: '批量处理 25' }));
  await user.click(await screen.findByRole('menuitem', { name: what }));
  const dialog = await screen.findByRole('dialog');
  await waitFor(() => {
    expect(within(dialog).queryByText('正在计算对成本的影响…')).toBeNull();
  });
  return dialog;
}

test('ticked drafts are confirmed in parts, and what was refused is named and stays ticked', async () => {
  refused = { r12: '库存不足', r30: '未填客户' };
  const user = open(order, [receipt]);
  const dialog = await choose(user, '审核');
  expect(screen.queryByRole('menuitem', { name: '反审核' })).toBeNull();
  await user.click(within(dialog).getByRole('button', { name: '审核 25 条' }));
  expect(await screen.findByText('已完成 23 条。 2 条没有完成，原因如下。')).toBeTruthy();
  expect(batches.map(({ items }) => items.length)).toEqual([10, 10, 5]);
  expect(batches[0]?.items[0]).toEqual({ id: 'r10', action: 'confirm', etag: 'v0' });
  expect(new Set(batches.map(({ key }) => key)).size).toBe(3);
  expect(screen.queryByText('x.refused')).toBeNull();
  expect(screen.getByText('库存不足')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: '知道了' }));
  const again = await screen.findByRole('button', { name: '批量处理 2' });
  await waitFor(() => {
    expect(document.activeElement).toBe(again);
  });
});

test('one can stop: what is on its way is waited for, the rest stays ticked', async () => {
  let letGo = () => {};
  hold = new Promise((resolve) => {
    letGo = resolve;
  });
  const user = open(order, [receipt]);
  const dialog = await choose(user, '作废');
  expect(within(dialog).getByText(/不能撤销/)).toBeTruthy();
  await user.type(within(dialog).getByRole('textbox'), '重复');
  await user.click(within(dialog).getByRole('button', { name: '作废 25 条' }));
  await user.click(await screen.findByRole('button', { name: '停止' }));
  letGo();
  expect(await screen.findByText('已完成 10 条。 15 条还没有处理就停止了。')).toBeTruthy();
  expect(batches).toHaveLength(1);
  // Taken back the other way round.
  expect(batches[0]?.items[0]).toEqual({
    ...{ id: 'r34', action: 'cancel', etag: 'v24', reason: '重复' },
  });
});

test('a request that was lost is sent again under its key', async () => {
  cut = 1;
  const user = open(order, [receipt]);
  const dialog = await choose(user, '删除');
  await user.click(within(dialog).getByRole('button', { name: '删除 25 条' }));
  await user.click(await screen.findByRole('button', { name: '继续' }));
  expect(await screen.findByText('已完成 25 条。')).toBeTruthy();
  expect(batches.map(({ items }) => items.length)).toEqual([10, 10, 5]);
});

test('one field of many masters is changed, and they are archived', async () => {
  const user = open(priced);
  const dialog = await choose(user, '修改一项');
  const go = within(dialog).getByRole('button', { name: '修改一项 25 条' });
  expect(go).toHaveProperty('disabled', true);
  await user.click(within(dialog).getByRole('combobox', { name: '要修改的一项' }));
  await user.click(await screen.findByTitle('销售价'));
  await user.type(within(dialog).getByRole('textbox', { name: '销售价' }), '6.5');
  await user.click(go);
  expect(await screen.findByText('已完成 25 条。')).toBeTruthy();
  expect(batches[0]?.items[0]).toEqual({
    ...{ id: 'r10', change: { sales_price: '6.5' }, etag: 'v0' },
  });
  await user.click(screen.getByRole('button', { name: '知道了' }));
  const archive = await choose(user, '停用');
  await user.click(within(archive).getByRole('button', { name: '停用 25 条' }));
  await waitFor(() => {
    expect(batches.at(-1)?.items[0]?.change).toEqual({ active: false });
  });
});

test('documents of three partners are three drafts, which are shown', async () => {
  list.rows = list.rows.map((row) => ({ ...row, state: 'confirmed' }));
  const user = open(order, [receipt]);
  await user.click(await screen.findByRole('checkbox', { name: '选择 D10' }));
  await user.click(screen.getByRole('button', { name: '下推 1 张' }));
  await user.click(await screen.findByRole('menuitem', { name: '下推采购入库单' }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getByText('3 张采购入库单草稿')).toBeTruthy();
  expect(within(dialog).getByRole('link', { name: '宏达' }).getAttribute('href')).toBe(
    '/records/purchase_receipt/n2',
  );
  expect(within(dialog).getAllByText('由 1 张单据下推')).toHaveLength(3);
});

test('documents take effect by their days and are taken back the other way round', () => {
  const known = new Map<string, RecordData>([
    ['b', { id: 'b', etag: '', date: '2026-01-01' }],
    ['a', { id: 'a', etag: '', date: '2026-02-01' }],
    ['c', { id: 'c', etag: '', date: '2026-01-01' }],
  ]);
  const deed = (name: string) => ({ kind: 'act' as const, name, operation: name, label: '' });
  expect(inOrder(['a', 'c', 'b'], deed('confirm'), known)).toEqual(['b', 'c', 'a']);
  expect(inOrder(['a', 'c', 'b'], deed('reopen'), known)).toEqual(['a', 'c', 'b']);
});
