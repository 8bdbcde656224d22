import { screen, waitFor } from '@testing-library/react';
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

test('saving and confirming is one request; the local draft is forgotten', async () => {
  answers.push(({ method }) =>
    method === 'POST' ? json({ ...saved, state: 'confirmed' }, 201) : undefined,
  );
  const user = open(NEW);
  await user.type(await screen.findByLabelText('备注'), '急');
  await waitFor(() => {
    expect(kept()).toEqual([`huolang.draft:u1:1:purchase_order:new:${windowId()}`]);
  });
  await user.click(screen.getByRole('button', { name: '保存并审核' }));
  expect(await screen.findByRole('tab', { name: '附件' })).toBeTruthy();
  expect(posts().map(({ path }) => path)).toEqual(['/api/v1/records/purchase_order?then=confirm']);
  expect(posts()[0]?.body).toMatchObject({ remark: '急', tax_included: true });
  expect(kept()).toEqual([]);
});

test('a refusal is written at its field and its cell, and nothing typed is lost', async () => {
  answers.push(({ method }) =>
    method === 'POST'
      ? json(
          {
            code: 'invalid',
            detail: '有 2 处需要修改',
            errors: [
              { code: 'field.required', message: '必填', field: 'partner' },
              { code: 'field.required', message: '要有商品', field: 'lines.0.product' },
            ],
          },
          422,
        )
      : undefined,
  );
  const user = open(NEW);
  await user.click(await screen.findByTestId('cell-0-quantity'));
  await user.keyboard('5');
  await user.click(saveButton());
  expect(await screen.findByText('有 2 处需要修改')).toBeTruthy();
  expect(screen.getByTestId('box-partner').textContent).toContain('必填');
  expect(screen.getByTestId('cell-0-product').getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByText('第 1 行 商品：要有商品')).toBeTruthy();
  expect(screen.getByTestId<HTMLInputElement>('cell-0-quantity').value).toBe('5');
});

test('somebody else saved first: both versions are shown, and mine can go on top', async () => {
  let theirs = saved;
  answers.push(({ method, headers, body }) => {
    if (method !== 'PATCH') return undefined;
    if (headers.get('If-Match') !== `"${theirs.etag}"`) {
      return json({ code: 'record.stale', detail: '已被他人修改' }, 412);
    }
    return json({ ...theirs, ...(body as object), etag: 'v3' });
  });
  answers.push(({ method, path }) =>
    method === 'GET' && path.endsWith('/r1') ? json(theirs) : undefined,
  );
  const user = open('r1');
  const remark = await screen.findByLabelText('备注');
  theirs = { ...saved, etag: 'v2', remark: '他的' };
  await user.clear(remark);
  await user.type(remark, '我的');
  await user.click(saveButton());
  expect(await screen.findByText('别人刚刚改过这张单据')).toBeTruthy();
  expect(screen.getByRole('row', { name: /备注 旧 我的 他的/ })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: '合并两边的修改' }));
  await user.click(saveButton());
  await waitFor(() => {
    expect(sent.filter(({ method }) => method === 'PATCH')).toHaveLength(2);
  });
  expect(sent.findLast(({ method }) => method === 'PATCH')).toMatchObject({
    body: { remark: '我的' },
  });
});

test('what a window left behind that is gone is offered, not put in; that of an open one is not', async () => {
  const draft = (remark: string, at: string) =>
    JSON.stringify({ at, etag: null, version: '1', values: { remark }, rows: {} });
  const beginning = 'huolang.draft:u1:1:purchase_order:new:';
  const other = new BroadcastChannel('huolang.windows');
  other.onmessage = ({ data }: MessageEvent<{ kind: string }>) => {
    if (data.kind === 'who') other.postMessage({ kind: 'here', id: 'open' });
  };
  localStorage.setItem(`${beginning}gone`, draft('断电前', '2026-01-15T01:00:00Z'));
  localStorage.setItem(`${beginning}open`, draft('别的窗口', '2026-01-15T02:00:00Z'));

  const user = open(NEW);
  const remark = await screen.findByLabelText<HTMLInputElement>('备注');
  await user.click(await screen.findByRole('button', { name: '接着做' }));
  expect(remark.value).toBe('断电前');
  await waitFor(() => {
    expect(kept().sort()).toEqual([`${beginning}${windowId()}`, `${beginning}open`].sort());
  });
  other.close();
});

test('what another window takes of it is not offered here any more, and not taken twice', async () => {
  const draft = { at: '2026-01-15T01:00:00Z', etag: null, version: '1', rows: {} };
  const name = 'huolang.draft:u1:1:purchase_order:new:gone';
  localStorage.setItem(name, JSON.stringify({ ...draft, values: { remark: '断电前' } }));
  const user = open(NEW);
  const remark = await screen.findByLabelText<HTMLInputElement>('备注');
  const take = await screen.findByRole('button', { name: '接着做' });

  localStorage.removeItem(name);
  await user.click(take);

  expect(screen.queryByRole('button', { name: '接着做' })).toBeNull();
  expect([remark.value, kept()]).toEqual(['', []]);
});

test('a new document begins at the first field that has to be filled in', async () => {
  open(NEW);
  await screen.findByLabelText('备注');
  await waitFor(() => {
    expect(document.activeElement?.closest('[data-testid]')?.getAttribute('data-testid')).toBe(
      'box-partner',
    );
  });
});

test('a refused confirmation says that the changes are saved all the same', async () => {
  answers.push(({ method }) => {
    if (method === 'PATCH') return json({ ...saved, remark: '旧新', etag: 'v2' });
    return method === 'POST' ? json({ code: 'short', title: '库存不足' }, 422) : undefined;
  });
  const user = open('r1');
  await user.type(await screen.findByLabelText('备注'), '新');
  await user.click(screen.getByRole('button', { name: '保存并审核' }));
  expect(await screen.findByText('库存不足')).toBeTruthy();
  expect(await screen.findByText('已存为草稿，未审核')).toBeTruthy();
});
