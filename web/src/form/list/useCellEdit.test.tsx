import { act, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';

import { begin, draftOf, json, row } from '@/testing/cellEdit';

test('what is typed while a row is saved stays, and goes after it onto its answer', async () => {
  const list = begin();
  list.type('name', '新');
  list.leave();
  list.type('code', 'K2');
  list.type('name', '新名');
  await list.answer(0, json({ ...row, name: '新', etag: 'v2' }));
  await waitFor(() => {
    expect(list.result.current.saved).toHaveLength(1);
  });
  expect(draftOf(list)?.values).toEqual({ code: 'K2', name: '新名' });
  list.leave();
  await waitFor(() => {
    expect(list.asked).toHaveLength(2);
  });
  await list.answer(1, json({ ...row, code: 'K2', name: '新名', etag: 'v3' }));
  await waitFor(() => {
    expect(draftOf(list)).toBeUndefined();
  });
  expect(list.asked[1]?.body).toEqual({ code: 'K2', name: '新名' });
});

test('a row that is left again while it is saved is sent once more, one request at a time', async () => {
  const list = begin();
  list.type('name', '新');
  list.leave();
  list.type('code', 'K2');
  list.leave();
  expect(list.asked).toHaveLength(1);
  await list.answer(0, json({ ...row, name: '新', etag: 'v2' }));
  await waitFor(() => {
    expect(list.asked).toHaveLength(2);
  });
  expect(list.asked[1]).toMatchObject({ body: { code: 'K2' }, etag: '"v2"' });
  await list.answer(1, json({ ...row, code: 'K2', name: '新', etag: 'v3' }));
  await waitFor(() => {
    expect(draftOf(list)).toBeUndefined();
  });
});

test('a refusal does not take away what was typed since', async () => {
  const list = begin();
  list.type('name', '');
  list.leave();
  list.type('code', 'K2');
  const errors = [{ code: 'field.required', message: '必填', field: 'name' }];
  await list.answer(0, json({ code: 'invalid', detail: '有错', errors }, 422));
  await waitFor(() => {
    expect(draftOf(list)?.errors).toEqual({ name: '必填' });
  });
  expect(draftOf(list)?.values).toEqual({ name: '', code: 'K2' });
  act(() => {
    list.result.current.drop('p1');
  });
});

test('what could not be saved is there again when one comes back to the list, with its error', async () => {
  const list = begin();
  list.type('name', '新');
  list.leave();
  await list.answer(0, json({ code: 'down', detail: '服务器没有应答' }, 500));
  await waitFor(() => {
    expect(draftOf(list)?.errors).toEqual({ '': '服务器没有应答' });
  });
  list.unmount();

  // Another part of the list is shown now.
  const back = begin([]);
  back.notice();
  expect(screen.getByText('没有保存：名称：新。服务器没有应答')).toBeTruthy();
  screen.getByRole('button', { name: /再存一次/ }).click();
  await back.answer(0, json({ ...row, etag: 'v2' }));
  await waitFor(() => {
    expect(back.asked[1]).toMatchObject({ body: { name: '新' }, etag: '"v2"' });
  });
  await back.answer(1, json({ ...row, name: '新', etag: 'v3' }));
  await waitFor(() => {
    expect(draftOf(back)).toBeUndefined();
  });
});

test('who leaves the page in the middle of a cell has what was typed saved, or finds it again', async () => {
  const list = begin();
  list.type('name', '新');
  list.unmount();
  expect(list.asked[0]?.body).toEqual({ name: '新' });
  await list.answer(0, json({ code: 'down', detail: '服务器没有应答' }, 500));
  const back = begin();
  await waitFor(() => {
    expect(draftOf(back)?.errors).toEqual({ '': '服务器没有应答' });
  });
});

test('what was typed over and others changed meanwhile is shown to both, not sent', async () => {
  const list = begin();
  list.type('name', 'abc');
  list.leave();
  await list.answer(0, json({ code: 'down', detail: '服务器没有应答' }, 500));
  await waitFor(() => {
    expect(draftOf(list)?.errors).toBeTruthy();
  });
  list.unmount();

  const back = begin([{ ...row, name: '别人的', etag: 'v2' }]);
  await act(() => back.result.current.save('p1'));
  expect(back.asked).toHaveLength(0);
  expect(draftOf(back)?.stale).toBe(true);
  await act(async () => {
    void back.result.current.save('p1');
    await Promise.resolve();
  });
  expect(back.asked[0]).toMatchObject({ body: { name: 'abc' }, etag: '"v2"' });
  await back.answer(0, json({ ...row, name: 'abc', etag: 'v3' }));
  await waitFor(() => {
    expect(draftOf(back)).toBeUndefined();
  });
});

test('what a window left in rows that is gone is offered, not put in; of a row in work it stays there', async () => {
  const onto = { name: '旧' };
  const rest = { errors: {}, stale: false, title: 'K1' };
  const left = (values: object) => ({ values, onto, ...rest });
  const place = 'huolang.work:u1:1:cells.partner:gone';
  const all = { p1: left({ name: '别处' }), p2: left({ name: '乙' }) };
  localStorage.setItem(place, JSON.stringify(all));
  const list = begin();
  list.type('code', 'K9');
  await waitFor(() => {
    expect(list.result.current.left?.drafts).toHaveLength(1);
  });
  expect([...list.result.current.drafts.keys()]).toEqual(['p1']);
  const { container } = list.notice();
  expect(container.textContent).toContain('上次在别的窗口填的没有保存');
  expect(container.textContent).toContain('名称：乙');

  await act(async () => {
    screen.getByRole('button', { name: /接着做/ }).click();
    await Promise.resolve();
  });

  expect(list.result.current.drafts.get('p2')?.values).toEqual({ name: '乙' });
  expect(draftOf(list)?.values).toEqual({ code: 'K9' });
  expect(list.result.current.left).toBeNull();
  expect(Object.keys(JSON.parse(localStorage.getItem(place) ?? ''))).toEqual(['p1']);
  expect(list.asked).toEqual([]);
});

test('what is not wanted of it is forgotten', async () => {
  const draft = { values: { name: '乙' }, onto: {}, errors: {}, stale: false, title: 'K2' };
  const place = 'huolang.work:u1:1:cells.partner:gone';
  localStorage.setItem(place, JSON.stringify({ p2: draft }));
  const list = begin();
  await waitFor(() => {
    expect(list.result.current.left).not.toBeNull();
  });
  act(() => {
    list.result.current.left?.drop();
  });
  expect([localStorage.getItem(place), list.result.current.left]).toEqual([null, null]);
});
