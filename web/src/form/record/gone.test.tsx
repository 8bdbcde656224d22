import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';

import { field, purchaseOrder } from '@/testing/forms';
import {
  answers,
  begin,
  json,
  kept,
  open,
  posts,
  saveButton,
  saved,
  sent,
} from '@/testing/recordPage';
import type { RecordData } from '../form';

beforeEach(begin);

const GONE = /^这张单据已被他人删除。您填的内容还在这里/;
const remark = () => screen.findByLabelText<HTMLInputElement>('备注');
/** Its loading icon stays in jsdom, where no animation ever ends. */
const anew = () => screen.getByRole('button', { name: /(^| )另存为新单据$/ });
const product = { id: 'p1', code: 'A', name: '甲' };
const unit = { id: 'u1', code: 'GE', name: '个' };
const withLine = {
  ...saved,
  number: 'PO-1',
  lines: [{ id: 'l1', product, unit, quantity: '2', unit_price: '3', plan_line: 'b7' }],
};

/** A server that has the order until somebody else deletes it. */
function serve() {
  const here = { isGone: false, refuse: null as Response | null, made: null as object | null };
  answers.push(({ method, path, body }) => {
    if (/\/r1(\/(?!chain).*)?$/.test(path)) {
      if (here.isGone) return json({ code: 'record.not_found', detail: '找不到该记录' }, 404);
      if (method === 'GET' && path.endsWith('/r1')) return json(withLine);
    }
    if (path.endsWith('/r9')) {
      here.made = { ...here.made, ...(body as object | null) };
      return json(here.made);
    }
    if (method !== 'POST' || !path.endsWith('/purchase_order')) return undefined;
    const refusal = here.refuse;
    here.refuse = null;
    here.made = { ...withLine, id: 'r9', number: 'PO-9', remark: (body as RecordData)['remark'] };
    return refusal ?? json(here.made, 201);
  });
  return here;
}

async function typeAndLose(form = purchaseOrder) {
  const here = serve();
  const user = open('r1', form);
  await user.type(await remark(), '一');
  here.isGone = true;
  return { here, user };
}

test('what was typed into a document that somebody else deleted is saved as a new one', async () => {
  const { user } = await typeAndLose();
  await user.click(saveButton());

  const told = within(await screen.findByRole('alert'));
  expect(told.getByText(GONE)).toBeTruthy();
  expect(screen.queryByText('找不到该记录')).toBeNull();
  expect((await remark()).value).toBe('旧一');
  expect(screen.queryByRole('button', { name: /^(保存|保存并审核|删除)$/ })).toBeNull();
  await user.click(told.getByRole('button', { name: '另存为新单据' }));

  expect(await screen.findByRole('heading', { name: 'PO-9' })).toBeTruthy();
  const { body } = posts().at(-1) ?? {};
  expect(body).toMatchObject({ date: '2026-01-15', remark: '旧一' });
  expect(body).not.toHaveProperty('number');
  expect((body as { lines: object[] }).lines).toEqual([
    expect.objectContaining({ product: 'p1', unit: 'u1', quantity: '2', unit_price: '3' }),
  ]);
  expect((body as { lines: object[] }).lines[0]).not.toHaveProperty('id');
  expect(kept()).toEqual([]);
});

test('an action and a second reading tell of it, too', async () => {
  const here = serve();
  const user = open('r1');
  await remark();
  here.isGone = true;
  await user.click(screen.getByRole('button', { name: '审核' }));
  expect(await screen.findByText(GONE)).toBeTruthy();
  cleanup();
  here.isGone = false;
  await open('r1').type(await remark(), '一');
  here.isGone = true;
  window.dispatchEvent(new Event('visibilitychange')); // the window is come back to
  expect(await screen.findByText(GONE)).toBeTruthy();
  expect((await remark()).value).toBe('旧一');
});

test('after a reload, or in a window after a crash, the page has what was typed', async () => {
  const { user } = await typeAndLose();
  await user.click(saveButton());
  await screen.findByText(GONE);
  cleanup();
  const again = open('r1');
  expect(await screen.findByText(GONE)).toBeTruthy();
  expect(screen.getByRole('heading', { name: 'PO-1' })).toBeTruthy();
  expect((await remark()).value).toBe('旧一');
  await again.type(await remark(), '二');
  cleanup();

  const [name = ''] = kept();
  localStorage.setItem(name.replace(/[^:]*$/, 'crashed'), localStorage.getItem(name) ?? '');
  localStorage.removeItem(name);
  const last = open('r1');
  expect((await remark()).value).toBe('旧一二');
  await last.click(anew());
  expect(await screen.findByRole('heading', { name: 'PO-9' })).toBeTruthy();
  expect(posts().at(-1)?.body).toMatchObject({ remark: '旧一二', lines: [{ product: 'p1' }] });
  expect(kept()).toEqual([]);
});

test('who gives it up is at the list, and nothing of it is left', async () => {
  const { user } = await typeAndLose();
  await user.click(saveButton());
  await user.click(await screen.findByRole('button', { name: '放弃' }));
  expect(await screen.findByRole('link', { name: 'new' })).toBeTruthy(); // the list
  expect(kept()).toEqual([]);
  cleanup();
  open('r1');
  expect(await screen.findByText(/^找不到：可能已被删除/)).toBeTruthy();
  expect(posts()).toEqual([]);
});

test('a copy whose answer was lost is made once, with what was typed since', async () => {
  const { here, user } = await typeAndLose();
  await user.click(saveButton());
  await screen.findByText(GONE);
  here.refuse = json({ code: 'http.503' }, 503);
  await user.click(anew());
  await waitFor(() => {
    expect(anew()).toHaveProperty('disabled', false);
  });
  await user.type(await remark(), '二');
  await user.click(anew());
  expect(await screen.findByRole('heading', { name: 'PO-9' })).toBeTruthy();
  const [first, second] = posts().slice(-2);
  expect([first?.body, first?.headers.get('Idempotency-Key')]).toEqual([
    second?.body,
    second?.headers.get('Idempotency-Key'),
  ]);
  const more = sent.filter(({ method }) => method === 'PATCH').at(-1);
  expect([more?.path, more?.body]).toEqual([
    '/api/v1/records/purchase_order/r9',
    expect.objectContaining({ remark: '旧一二' }),
  ]);
});

test('a line that an earlier document does not have any more is saved without it when asked for', async () => {
  const planLine = field('plan_line', '计划行', 'line');
  const tables = purchaseOrder.tables.map((table) => ({
    ...table,
    fields: [...table.fields, planLine],
  }));
  const { here, user } = await typeAndLose({ ...purchaseOrder, tables });
  await user.click(saveButton());
  await screen.findByText(GONE);
  const errors = [{ code: 'follow.unknown', message: '找不到源单行', field: 'lines.0.plan_line' }];
  here.refuse = json({ code: 'follow.unknown', detail: '找不到源单行', errors }, 422);
  await user.click(anew());
  await user.click(await screen.findByRole('button', { name: /不关联原单据，另存为新单据$/ }));
  expect(await screen.findByRole('heading', { name: 'PO-9' })).toBeTruthy();
  const lines = posts()
    .slice(-2)
    .map(({ body }) => (body as { lines: Record<string, unknown>[] }).lines[0]);
  expect(lines.map((line) => line?.['plan_line'])).toEqual(['b7', undefined]);
});

test('who may not add a document is told so, and keeps what was typed', async () => {
  const { user } = await typeAndLose({ ...purchaseOrder, operations: ['view', 'edit'] });
  await user.click(saveButton());
  expect(await screen.findByText(/您没有新增的权限，不能另存/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: /另存为/ })).toBeNull();
  expect((await remark()).value).toBe('旧一');
  await waitFor(() => {
    expect(kept()).toHaveLength(1);
  });
});
