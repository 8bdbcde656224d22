import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';

import { NEW } from '@/lib/newRecord';
import { windowId } from '@/lib/windows';
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

beforeEach(begin);

const remark = () => screen.findByLabelText<HTMLInputElement>('备注');
const STASHED = /单据已经生效（已审核）/;

/** Confirmed as it was sent, while its answer was lost; then a word more, which nobody has saved. */
async function confirmedBeforeTheLastWord() {
  let lost = true;
  let record: object | null = null;
  answers.push(({ method, path, body }) => {
    if (method === 'GET') return record && path.endsWith('/r1') ? json(record) : undefined;
    if (lost) throw new TypeError('Failed to fetch');
    if (method === 'PATCH' || path.endsWith('/correct')) {
      return json({ ...record, ...(body as object), etag: 'v3' });
    }
    if (!path.endsWith('then=confirm'))
      return json({ ...saved, ...(body as object), id: 'r2' }, 201);
    record = {
      ...saved,
      ...(body as object),
      state: 'confirmed',
      actions: ['correct'],
      etag: 'v2',
    };
    return json(record, 201);
  });
  const user = open(NEW);
  await user.type(await remark(), '一');
  await user.click(screen.getByRole('button', { name: '保存并审核' }));
  expect(await screen.findByText(/连不上服务器/)).toBeTruthy();
  await user.type(await remark(), '二');
  lost = false;
  await user.keyboard('{Control>}s{/Control}');
  expect(await screen.findByText(STASHED)).toBeTruthy();
  return user;
}

test('what was typed after a confirmation whose answer was lost is kept beside the document', async () => {
  await confirmedBeforeTheLastWord();
  const shown = async () => {
    expect(await screen.findByText(STASHED)).toBeTruthy();
    expect((await screen.findByLabelText<HTMLInputElement>('备注')).value).toBe('一');
    expect(screen.queryByRole('button', { name: /^(保存|保存并审核)$/ })).toBeNull();
    expect(kept()).toHaveLength(1);
  };
  await shown();
  expect(sent.filter(({ method }) => method === 'PATCH')).toEqual([]);
  cleanup();
  const user = open('r1');
  await shown();
  await user.click(screen.getByRole('button', { name: '另存为新草稿' }));
  const asked = within(await screen.findByRole('dialog'));
  expect(asked.getByText(/没有新填的明细：新草稿只有单头/)).toBeTruthy();
  await user.click(asked.getByRole('button', { name: '另存为新草稿' }));
  await waitFor(() => {
    expect(kept()).toEqual([]);
  });
  expect(posts().at(-1)).toMatchObject({
    path: '/api/v1/records/purchase_order',
    body: { remark: '一二' },
  });
});

test('it goes into a correction of the confirmed document', async () => {
  const user = await confirmedBeforeTheLastWord();
  await user.click(screen.getAllByRole('button', { name: '更正' }).at(-1) as HTMLElement);
  await waitFor(async () => {
    expect((await remark()).value).toBe('一二');
  });
  await user.click(screen.getByRole('button', { name: '更正' }));
  await waitFor(() => {
    expect(kept()).toEqual([]);
  });
  const { path, body, headers } = posts().at(-1) ?? {};
  expect([path, body]).toEqual(['/api/v1/records/purchase_order/r1/correct', { remark: '一二' }]);
  expect(headers?.get('If-Match')).toBe('"v2"');
});

test('or it is dropped', async () => {
  const user = await confirmedBeforeTheLastWord();
  await user.click(screen.getByRole('button', { name: '不要了' }));
  await waitFor(() => {
    expect(screen.queryByText(STASHED)).toBeNull();
  });
  expect(kept()).toEqual([]);
});

test('who leaves a change whose answer was lost and saves it again later sends the same', async () => {
  let lost = true;
  answers.push(({ method, body }) => {
    if (method !== 'PATCH') return undefined;
    if (lost) throw new TypeError('Failed to fetch');
    return json({ ...saved, ...(body as object), etag: 'v2' });
  });
  const user = open('r1');
  await user.type(await screen.findByLabelText('备注'), '一');
  await user.click(saveButton());
  expect(await screen.findByText(/连不上服务器/)).toBeTruthy();
  cleanup();
  lost = false;
  const again = open('r1');
  expect((await screen.findByLabelText<HTMLInputElement>('备注')).value).toBe('旧一');
  await again.click(saveButton());
  await waitFor(() => {
    expect(kept()).toEqual([]);
  });
  const keys = sent
    .filter(({ method }) => method === 'PATCH')
    .map(({ headers }) => headers.get('Idempotency-Key'));
  expect([keys.length, keys[1]]).toEqual([2, keys[0]]);
});

test('what a closed window left of a document that is confirmed by now is kept beside it, too', async () => {
  const values = { date: saved['date'], remark: '旧一' };
  const before = { values: { ...values, remark: '旧' }, rows: { lines: [] } };
  const draft = { at: '2026-01-15T01:00:00Z', etag: 'v1', version: '1', values, before };
  localStorage.setItem(
    'huolang.draft:u1:1:purchase_order:r1:gone',
    JSON.stringify({ ...draft, rows: { lines: [] } }),
  );
  const confirmed = { ...saved, state: 'confirmed', actions: ['correct'], etag: 'v2' };
  answers.push(({ method, path }) =>
    method === 'GET' && path.endsWith('/r1') ? json(confirmed) : undefined,
  );
  const user = open('r1');
  expect(await screen.findByText(STASHED)).toBeTruthy();
  expect(screen.queryByRole('button', { name: '接着做' })).toBeNull();
  expect(screen.getByRole('button', { name: '另存为新草稿' })).toBeTruthy();
  await user.click(screen.getAllByRole('button', { name: '更正' }).at(-1) as HTMLElement);
  await waitFor(async () => {
    expect((await remark()).value).toBe('旧一');
  });
  expect(kept()).toEqual([`huolang.draft:u1:1:purchase_order:r1:${windowId()}`]);
});

test('mine on top of a version that is confirmed by now is kept beside the document', async () => {
  const confirmed = { ...saved, state: 'confirmed', actions: ['correct'], etag: 'v2' };
  let isConfirmed = false;
  answers.push(({ method, path }) => {
    if (method === 'PATCH') {
      isConfirmed = true;
      return json({ code: 'record.stale', detail: '别人刚刚改过' }, 412);
    }
    return isConfirmed && path.endsWith('/r1') ? json(confirmed) : undefined;
  });
  const user = open('r1');
  await user.type(await remark(), '一');
  await user.click(saveButton());
  const asked = within(await screen.findByRole('dialog'));
  await user.click(asked.getByRole('button', { name: '合并两边的修改' }));
  expect(await screen.findByText(STASHED)).toBeTruthy();
  expect(screen.getByText('已审核')).toBeTruthy();
  expect((await remark()).value).toBe('旧');
  await user.click(screen.getAllByRole('button', { name: '更正' }).at(-1) as HTMLElement);
  await waitFor(async () => {
    expect((await remark()).value).toBe('旧一');
  });
});
