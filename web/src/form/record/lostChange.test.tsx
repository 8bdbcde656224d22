import { focusManager } from '@tanstack/react-query';
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';

import { NEW } from '@/lib/newRecord';
import { windowId } from '@/lib/windows';
import { purchaseOrder } from '@/testing/forms';
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

const MINE = () => `huolang.draft:u1:1:purchase_order:r1:${windowId()}`;
const PAINT = { id: 'p1', display: '漆' };
const LINE = { product: PAINT, quantity: '7' };
const remark = () => screen.findByLabelText<HTMLInputElement>('备注');
const changes = () => sent.filter(({ method, path }) => method === 'PATCH' || /correct/.test(path));

/** A server that does each wish once, and loses its answers while it is told to. */
function server(state = 'draft') {
  const actions = state === 'draft' ? ['confirm'] : ['correct'];
  const here = { lost: false, record: { ...saved, state, actions } as RecordData };
  const known = new Map<string, unknown>();
  let versions = 1;
  const change = (body: object) => {
    const lines = ((body as { lines?: object[] }).lines ?? []).map((line, at) => ({
      id: `l${String(at)}`,
      ...line,
      product: PAINT,
    }));
    versions += 1;
    const etag = `v${String(versions)}`;
    here.record = { ...here.record, ...body, ...(lines.length > 0 ? { lines } : {}), etag };
    return here.record;
  };
  answers.push(({ method, path, headers, body }) => {
    if (method === 'GET') return path.endsWith('/r1') ? json(here.record) : undefined;
    if (!path.startsWith('/api/v1/records/')) return undefined;
    const key = headers.get('Idempotency-Key') ?? '';
    const before = known.get(key);
    if (!before && headers.get('If-Match') !== `"${here.record.etag}"`) {
      if (method === 'PATCH' || path.includes('/correct')) return json({ code: 'stale' }, 412);
    }
    const answer =
      before ?? (path.endsWith('purchase_order') ? { ...saved, id: 'r2' } : change(body as object));
    known.set(key, answer);
    if (here.lost) throw new TypeError('Failed to fetch');
    return json(answer);
  });
  return { here, change };
}

/** A line more was typed into the document, and is kept. */
function typeLine() {
  const draft = {
    at: '2026-01-15T08:00:00Z',
    etag: 'v1',
    version: purchaseOrder.version,
    values: { date: '2026-01-15', remark: '旧' },
    rows: { lines: [{ key: 'k1', values: LINE }] },
    before: { values: { date: '2026-01-15', remark: '旧' }, rows: { lines: [] } },
  };
  localStorage.setItem(MINE(), JSON.stringify(draft));
}

beforeEach(begin);

async function loseTheAnswer(here: { lost: boolean }, press: () => Promise<void>) {
  here.lost = true;
  await press();
  expect(await screen.findByText(/连不上服务器/)).toBeTruthy();
  cleanup();
  here.lost = false;
}

test('a change whose answer was lost before a reload is not by somebody else, nor made twice', async () => {
  typeLine();
  const { here } = server();
  const user = open('r1');
  await remark();
  await loseTheAnswer(here, () => user.click(saveButton()));

  const again = open('r1');
  await waitFor(() => {
    expect(changes()).toHaveLength(2);
  });
  await waitFor(() => {
    expect(kept()).toEqual([]);
  });
  await again.type(await remark(), '一');
  await again.click(saveButton());
  await waitFor(() => {
    expect(here.record).toMatchObject({ remark: '旧一', lines: [{ id: 'l0' }] });
  });
  expect(screen.queryByRole('dialog')).toBeNull();
  const keys = changes().map(({ headers }) => headers.get('Idempotency-Key'));
  expect([keys.length, keys[1] === keys[0], keys[2] === keys[0]]).toEqual([3, true, false]);
  expect(changes()[2]?.body).toEqual({ remark: '旧一' });
});

test('what was typed since goes on top of it', async () => {
  typeLine();
  const { here } = server();
  const user = open('r1');
  await remark();
  await loseTheAnswer(here, async () => {
    await user.click(saveButton());
    await screen.findByText(/连不上服务器/);
    await user.type(await remark(), '一');
  });
  const again = open('r1');
  await waitFor(() => {
    expect(changes()).toHaveLength(2);
  });
  await again.click(await screen.findByRole('button', { name: /(^| )保存$/ }));
  await waitFor(() => {
    expect(here.record).toMatchObject({ remark: '旧一', lines: [{ id: 'l0' }] });
  });
  expect(changes().at(-1)?.body).toEqual({ remark: '旧一' });
});

test('what somebody else did meanwhile is theirs', async () => {
  typeLine();
  const { here, change } = server();
  const user = open('r1');
  await remark();
  change({ remark: '别人' });
  answers.unshift(({ method }) => {
    if (method === 'PATCH' && here.lost) throw new TypeError('Failed to fetch');
    return undefined;
  });
  await loseTheAnswer(here, () => user.click(saveButton()));
  const again = open('r1');
  await waitFor(() => {
    expect(changes()).toHaveLength(2);
  });
  await again.click(saveButton());
  expect(await screen.findByRole('dialog')).toBeTruthy();
});

test('a line that was confirmed with it is not another document’s', async () => {
  typeLine();
  const { here, change } = server();
  const user = open('r1');
  await remark();
  await loseTheAnswer(here, () => user.click(saveButton()));
  change({ state: 'confirmed', actions: ['correct'] });

  open('r1');
  await remark();
  await waitFor(() => {
    expect(kept()).toEqual([]);
  });
  expect(screen.queryByRole('button', { name: '另存为新草稿' })).toBeNull();
  expect(here.record['lines']).toHaveLength(1);
});

test('a correction whose answer was lost before a reload is not offered again', async () => {
  const { here } = server('confirmed');
  typeLine();
  const user = open('r1');
  await remark();
  await user.click(screen.getAllByRole('button', { name: '更正' }).at(-1) as HTMLElement);
  await waitFor(() => {
    expect(screen.queryByRole('button', { name: '另存为新草稿' })).toBeNull();
  });
  await loseTheAnswer(here, () => user.click(screen.getByRole('button', { name: '更正' })));
  expect(here.record['lines']).toHaveLength(1);

  open('r1');
  await remark();
  await waitFor(() => {
    expect(kept()).toEqual([]);
  });
  expect(screen.queryByRole('button', { name: '另存为新草稿' })).toBeNull();
  expect(changes()).toHaveLength(2);
});

test('where the database went away while a document was saved, it is saved once', async () => {
  const away = { code: 'database.unavailable', detail: '数据库暂时不可用，请稍后原样再试' };
  answers.push(({ method, body }) => {
    if (method !== 'POST') return undefined;
    return posts().length === 1 ? json(away, 503) : json({ ...saved, ...(body as object) }, 201);
  });
  const user = open(NEW);
  await user.type(await screen.findByLabelText('备注'), '一');
  await user.click(saveButton());
  expect(await screen.findByText(away.detail)).toBeTruthy();
  await user.click(saveButton());
  expect(await screen.findByRole('tab', { name: '附件' })).toBeTruthy();
  const keys = posts().map(({ headers }) => headers.get('Idempotency-Key'));
  expect([keys.length, keys[1]]).toEqual([2, keys[0]]);
});

test('a lost answer is told of until the page shows what came of it', async () => {
  const { here } = server();
  const user = open('r1');
  await user.type(await remark(), '一');
  here.lost = true;
  await user.click(saveButton());
  expect(await screen.findByText(/连不上服务器/)).toBeTruthy();
  here.lost = false;
  act(() => {
    focusManager.setFocused(false);
    focusManager.setFocused(true);
  });
  await waitFor(() => {
    expect(screen.queryByText(/连不上服务器/)).toBeNull();
  });
  expect(here.record).toMatchObject({ remark: '旧一' });
});
