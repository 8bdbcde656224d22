import { screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';

import { answers, begin, json, open, saveButton, saved, sent } from '@/testing/recordPage';

beforeEach(begin);

const goods = { id: 'p1', code: 'A-01', name: '铅笔' };
const line = { id: 'l1', product: goods, unit: { id: 'u', name: '支' }, quantity: '20' };
const cell = () => screen.findByTestId<HTMLInputElement>('cell-0-quantity');
const changes = () => sent.filter(({ method }) => method === 'PATCH');

test('undo goes back behind a saving, and what it brings back can be saved', async () => {
  let now = { ...saved, lines: [line] };
  answers.push(({ method, path, body }) => {
    if (method === 'PATCH') {
      const { lines = [] } = body as { lines?: object[] };
      now = {
        ...now,
        etag: `v${String(changes().length + 1)}`,
        lines: lines.map((each) => ({ ...line, ...each })),
      };
      return json(now);
    }
    return path.endsWith('/r1') ? json(now) : undefined;
  });
  const user = open('r1');
  await user.click(await cell());
  await user.keyboard('77');
  await user.click(saveButton());
  await waitFor(() => {
    expect(changes()).toHaveLength(1);
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  (await cell()).focus();
  await user.keyboard('{Control>}z{/Control}');
  expect((await cell()).value).toBe('20');
  await user.keyboard('{Control>}y{/Control}');
  expect((await cell()).value).toBe('77');
  await user.keyboard('{Control>}z{/Control}');
  await user.click(saveButton());
  await waitFor(() => {
    expect(changes()).toHaveLength(2);
  });
  const [first, second] = changes().map(({ body }) => (body as { lines: object[] }).lines);
  expect(first).toMatchObject([{ id: 'l1', quantity: '77' }]);
  expect(second).toMatchObject([{ id: 'l1', quantity: '20' }]);
});

test('what is undone after a lost answer is not taken for saved: it may stand there', async () => {
  let now = { ...saved, lines: [line] };
  answers.push(({ method, path, body }) => {
    if (method !== 'PATCH') return path.endsWith('/r1') ? json(now) : undefined;
    const { lines = [] } = body as { lines?: object[] };
    const etag = `v${String(changes().length + 1)}`;
    now = { ...now, etag, lines: lines.map((each) => ({ ...line, ...each })) };
    if (changes().length === 1) throw new TypeError('Failed to fetch');
    return json(now);
  });
  const user = open('r1');
  await user.click(await cell());
  await user.keyboard('77');
  await user.click(saveButton());
  expect(await screen.findByText(/连不上服务器/)).toBeTruthy();
  (await cell()).focus();
  await user.keyboard('{Control>}z{/Control}');
  expect((await cell()).value).toBe('20');

  await user.click(saveButton());

  await waitFor(() => {
    expect(changes().map(({ body }) => (body as { lines: object[] }).lines)).toMatchObject([
      [{ quantity: '77' }],
      [{ quantity: '77' }],
      [{ quantity: '20' }],
    ]);
  });
  const keys = changes().map(({ headers }) => headers.get('Idempotency-Key'));
  expect([keys[1], keys[2] === keys[0]]).toEqual([keys[0], false]);
  await waitFor(() => {
    expect(screen.queryByText(/连不上服务器/)).toBeNull();
  });
});
