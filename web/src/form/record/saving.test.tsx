import { cleanup, screen, waitFor } from '@testing-library/react';
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
  type Sent,
} from '@/testing/recordPage';

beforeEach(begin);

test('a lost answer is asked for again under its key first; what was typed since is a change', async () => {
  let lost = true;
  answers.push(({ method, body }) => {
    if (lost && method !== 'GET') throw new TypeError('Failed to fetch');
    if (method === 'POST') return json({ ...saved, ...(body as object) }, 201);
    return method === 'PATCH' ? json({ ...saved, ...(body as object), etag: 'v2' }) : undefined;
  });
  const user = open(NEW);
  const remark = await screen.findByLabelText<HTMLInputElement>('备注');
  await user.type(remark, '一');
  await user.click(saveButton());
  expect(await screen.findByText(/连不上服务器/)).toBeTruthy();
  await user.click(saveButton());
  await waitFor(() => {
    expect(posts()).toHaveLength(2);
  });
  await user.type(remark, '二');
  lost = false;
  await user.click(saveButton());
  expect(await screen.findByRole('tab', { name: '附件' })).toBeTruthy();
  await waitFor(() => {
    expect(kept()).toEqual([]);
  });
  const [first, second, third] = posts();
  for (const again of [second, third]) {
    expect(again?.headers.get('Idempotency-Key')).toBe(first?.headers.get('Idempotency-Key'));
    expect(again?.body).toEqual(first?.body);
  }
  const changes = sent.filter(({ method }) => method === 'PATCH');
  expect(changes.map(({ body }) => body)).toEqual([{ remark: '一二' }]);
  expect(changes[0]?.headers.get('If-Match')).toBe('"v1"');
});

test('a change whose answer was lost is no change by somebody else', async () => {
  let lost = true;
  answers.push(({ method, body }) => {
    if (method !== 'PATCH') return undefined;
    if (lost) throw new TypeError('Failed to fetch');
    return json({ ...saved, ...(body as object), etag: 'v2' });
  });
  const user = open('r1');
  const remark = await screen.findByLabelText<HTMLInputElement>('备注');
  await user.type(remark, '一');
  await user.click(saveButton());
  expect(await screen.findByText(/连不上服务器/)).toBeTruthy();
  await user.type(remark, '二');
  lost = false;
  await user.click(saveButton());
  await waitFor(() => {
    expect(kept()).toEqual([]);
  });
  const changes = sent.filter(({ method }) => method === 'PATCH');
  const said = (name: string) => changes.map(({ headers }) => headers.get(name));
  expect(changes.map(({ body }) => body)).toEqual([
    { remark: '旧一' },
    { remark: '旧一' },
    { remark: '旧一二' },
  ]);
  expect(said('If-Match')).toEqual(['"v1"', '"v1"', '"v2"']);
  const [first, second, third] = said('Idempotency-Key');
  expect([second === first, third === first]).toEqual([true, false]);
});

/** The answer to what changes something waits until it is let go. */
function held(answer: (request: Sent) => Response): { letGo(): void } {
  let letGo: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  answers.push((request) =>
    request.method === 'GET' ? undefined : gate.then(() => answer(request)),
  );
  return {
    letGo: () => {
      letGo();
    },
  };
}

test('what is typed while a new document is saved stays, with the focus, and is saved next', async () => {
  const { letGo } = held(({ method, body }) =>
    json({ ...saved, ...(body as object), etag: method === 'POST' ? 'v1' : 'v2' }, 201),
  );
  const user = open(NEW);
  const remark = await screen.findByLabelText<HTMLInputElement>('备注');
  await user.type(remark, '急');
  await user.keyboard('{Control>}s{/Control}');
  await waitFor(() => {
    expect(posts()).toHaveLength(1);
  });
  await user.keyboard('，周五');
  letGo();
  expect(await screen.findByRole('tab', { name: '附件' })).toBeTruthy();
  expect(document.activeElement).toBe(remark);
  await user.keyboard('前');
  expect(remark.value).toBe('急，周五前');
  await waitFor(() => {
    expect(kept()).toEqual([`huolang.draft:u1:1:purchase_order:r1:${windowId()}`]);
  });
  await user.keyboard('{Control>}s{/Control}');
  await waitFor(() => {
    expect(kept()).toEqual([]);
  });
  const { method, path, body, headers } = sent.find((one) => one.method === 'PATCH') ?? {};
  expect([method, path, body]).toEqual([
    'PATCH',
    '/api/v1/records/purchase_order/r1',
    { remark: '急，周五前' },
  ]);
  expect(headers?.get('If-Match')).toBe('"v1"');
});

test('save and new with something typed meanwhile stays with the document that was saved', async () => {
  const { letGo } = held(({ body }) => json({ ...saved, ...(body as object) }, 201));
  const user = open(NEW);
  const remark = await screen.findByLabelText<HTMLInputElement>('备注');
  await user.type(remark, '一');
  await user.click(screen.getByRole('button', { name: '保存并新增' }));
  await user.type(remark, '二');
  letGo();
  expect(await screen.findByRole('tab', { name: '附件' })).toBeTruthy();
  expect(remark.value).toBe('一二');
});

test('nobody types into a document while it goes into the books', async () => {
  const { letGo } = held(() => json({ ...saved, state: 'confirmed' }, 201));
  const user = open(NEW);
  const remark = await screen.findByLabelText<HTMLInputElement>('备注');
  await user.type(remark, '一');
  await user.click(screen.getByRole('button', { name: '保存并审核' }));
  expect(remark.closest('[inert]')).not.toBeNull();
  letGo();
  await waitFor(() => {
    expect(document.querySelector('[inert]')).toBeNull();
  });
});

test('who reloads while a new document is saved and saves it again means the same one', async () => {
  answers.push(({ method }) =>
    method === 'POST' && posts().length === 1 ? new Promise<Response>(() => undefined) : undefined,
  );
  answers.push(({ method, body }) =>
    method === 'POST' ? json({ ...saved, ...(body as object) }, 201) : undefined,
  );
  const user = open(NEW);
  await user.type(await screen.findByLabelText('备注'), '一');
  await user.click(screen.getByRole('button', { name: '保存并审核' }));
  await waitFor(() => {
    expect(posts()).toHaveLength(1);
  });
  cleanup();
  const again = open(NEW);
  expect((await screen.findByLabelText<HTMLInputElement>('备注')).value).toBe('一');
  await again.click(screen.getByRole('button', { name: '保存并审核' }));
  expect(await screen.findByRole('tab', { name: '附件' })).toBeTruthy();
  const [first, second] = posts().map(({ headers }) => headers.get('Idempotency-Key'));
  expect([posts().length, second]).toEqual([2, first]);
});

test('who reloads before the answer and changes more has one document, as it was sent and then changed', async () => {
  answers.push(({ method }) =>
    method === 'POST' && posts().length === 1 ? new Promise<Response>(() => undefined) : undefined,
  );
  answers.push(({ method, body }) => {
    if (method === 'POST') return json({ ...saved, ...(body as object) }, 201);
    return method === 'PATCH' ? json({ ...saved, ...(body as object), etag: 'v2' }) : undefined;
  });
  const user = open(NEW);
  await user.type(await screen.findByLabelText('备注'), '一');
  await user.click(saveButton());
  await waitFor(() => {
    expect(posts()).toHaveLength(1);
  });
  cleanup();
  const again = open(NEW);
  await again.type(await screen.findByLabelText('备注'), '二');
  await again.click(saveButton());
  expect(await screen.findByRole('tab', { name: '附件' })).toBeTruthy();
  await waitFor(() => {
    expect(kept()).toEqual([]);
  });
  const [first, second, third] = posts();
  expect([second?.headers.get('Idempotency-Key'), third]).toEqual([
    first?.headers.get('Idempotency-Key'),
    undefined,
  ]);
  expect(second?.body).toEqual(first?.body);
  const changes = sent.filter(({ method }) => method === 'PATCH');
  expect(changes.map(({ body }) => body)).toEqual([{ remark: '一二' }]);
});

test('who drops what was sent and not answered means another document with the next one', async () => {
  let lost = true;
  answers.push(({ method, body }) => {
    if (method !== 'POST') return undefined;
    return lost ? json({ code: 'gateway' }, 502) : json({ ...saved, ...(body as object) }, 201);
  });
  const user = open(NEW);
  const remark = await screen.findByLabelText<HTMLInputElement>('备注');
  await user.type(remark, '一');
  await user.click(saveButton());
  await waitFor(() => {
    expect(posts()).toHaveLength(1);
  });
  await waitFor(() => {
    expect(saveButton().classList).not.toContain('ant-btn-loading');
  });
  lost = false;
  await user.clear(remark);
  await user.type(remark, '另一张');
  await user.click(saveButton());
  expect(await screen.findByRole('tab', { name: '附件' })).toBeTruthy();
  const [first, second] = posts();
  expect(second?.body).toMatchObject({ remark: '另一张' });
  expect(second?.headers.get('Idempotency-Key')).not.toBe(first?.headers.get('Idempotency-Key'));
});
