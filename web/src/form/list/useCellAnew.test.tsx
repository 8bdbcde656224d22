import { act, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';

import { begin, draftOf, json, partner, row } from '@/testing/cellEdit';

test('a row that somebody deleted says so, and is saved as a new one', async () => {
  const list = begin([{ ...row, id: 'p8' }], {
    ...partner,
    list: { ...partner.list, columns: ['code', 'name'] },
  });
  list.type('name', '新');
  list.leave();
  const missing = { code: 'record.not_found', message: '找不到该记录', errors: [] };
  await list.answer(0, json(missing, 404));
  await waitFor(() => {
    expect(draftOf(list, 'p8')?.gone).toEqual({ ...row, id: 'p8' });
  });
  const shown = list.notice();
  expect(screen.getByRole('status').textContent).toContain('已被他人删除');
  expect(screen.queryByRole('button', { name: '再存一次' })).toBeNull();
  expect(screen.queryByRole('button', { name: '去改正' })).toBeNull();
  act(() => {
    screen.getByRole('button', { name: '另存为新记录' }).click();
  });
  await waitFor(() => {
    expect(list.asked).toHaveLength(2);
  });
  expect(list.asked[1]).toMatchObject({ body: { code: 'K1', name: '新' }, etag: null });
  shown.unmount();
  await list.answer(1, json({ id: 'p9', etag: 'v1', code: 'K1', name: '新' }, 201));
  await waitFor(() => {
    expect(draftOf(list, 'p8')).toBeUndefined();
  });
  expect(list.result.current.made).toEqual({ id: 'p9', title: 'K1' });
});

test('who may add none is told that a deleted row cannot be saved as a new one', async () => {
  const list = begin([{ ...row, id: 'p8' }], { ...partner, operations: ['view', 'edit'] });
  list.type('name', '新');
  list.leave();
  await list.answer(0, json({ code: 'x', message: '找不到该记录', errors: [] }, 404));
  await waitFor(() => {
    expect(draftOf(list, 'p8')?.gone).toBeDefined();
  });
  list.notice();
  expect(screen.getByRole('status').textContent).toContain('没有新增的权限');
  expect(screen.queryByRole('button', { name: '另存为新记录' })).toBeNull();
});
