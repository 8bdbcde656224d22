import { cleanup, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';

import { answers, begin, json, open, posts, saved } from '@/testing/recordPage';

beforeEach(begin);

test('what goes on from a document is made once, though the answer was lost and its page left', async () => {
  let lost = true;
  const order = { ...saved, state: 'confirmed', conversions: ['purchase_receipt'] };
  answers.push(({ method, path }) => {
    if (method !== 'POST') return path.endsWith('/r1') ? json(order) : undefined;
    if (lost) throw new TypeError('Failed to fetch');
    return json({ ...saved, id: 'r2' }, 201);
  });
  const press = async () => {
    const user = open('r1');
    await user.click(await screen.findByRole('button', { name: '下推采购入库单' }));
  };
  await press();
  expect(await screen.findByText(/连不上服务器/)).toBeTruthy();
  lost = false;
  for (const times of [2, 3]) {
    cleanup();
    await press();
    await waitFor(() => {
      expect(posts()).toHaveLength(times);
    });
  }
  const [first, again, another] = posts().map(({ headers }) => headers.get('Idempotency-Key'));
  expect(first).toBeTruthy();
  expect(again).toBe(first);
  expect(another).not.toBe(first);
});
