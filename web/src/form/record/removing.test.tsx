import { screen, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';

import { answers, begin, json, open, sent } from '@/testing/recordPage';

beforeEach(begin);

const remove = async (user: ReturnType<typeof open>) => {
  const bar = within(await screen.findByRole('toolbar'));
  await user.click(bar.getByRole('button', { name: '删除' }));
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: '删除' }));
};
const gone = () => json({ code: 'not_found', detail: '找不到该记录' }, 404);
const asked = () => sent.filter(({ method }) => method === 'DELETE').length;

test('who deletes again because the answer was lost has deleted it', async () => {
  answers.push(({ method }) => {
    if (method !== 'DELETE') return undefined;
    if (asked() === 1) throw new TypeError('Failed to fetch');
    return gone();
  });
  const user = open('r1');
  await remove(user);
  expect(await screen.findByText(/连不上服务器/)).toBeTruthy();
  await remove(user);
  expect(await screen.findByRole('link', { name: 'new' })).toBeTruthy(); // the list
  expect(asked()).toBe(2);
});

test('what somebody else deleted is told', async () => {
  answers.push(({ method }) => (method === 'DELETE' ? gone() : undefined));
  const user = open('r1');
  await remove(user);
  expect(await screen.findByText('找不到该记录')).toBeTruthy();
});
