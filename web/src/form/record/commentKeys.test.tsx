import { screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';

import { answers, begin, json, open, posts, sent } from '@/testing/recordPage';

beforeEach(begin);

test('Ctrl+Enter in the comment box says it, once, and leaves the document a draft', async () => {
  answers.push(({ path }) =>
    path.includes('/comments/') ? json({ items: [], id: 'c1', text: '' }) : undefined,
  );
  const user = open('r1');
  await user.click(await screen.findByRole('tab', { name: '评论' }));
  await user.type(await screen.findByRole('textbox', { name: '写评论' }), '等王五看过再审核');
  await user.keyboard('{Control>}{Enter}{/Control}');
  await waitFor(() => {
    expect(posts()).toHaveLength(1);
  });
  // Nor is confirmed what stands behind the comments.
  screen.getByRole('tab', { name: '评论' }).focus();
  await user.keyboard('{Control>}{Enter}{/Control}');
  await new Promise((resolve) => setTimeout(resolve, 20));
  const said = { text: '等王五看过再审核', mentions: [] };
  expect(posts().map(({ path, body }) => [path, body])).toEqual([
    ['/api/v1/comments/purchase_order/r1', said],
  ]);
  expect(sent.filter(({ method }) => !['GET', 'POST'].includes(method))).toEqual([]);
});
