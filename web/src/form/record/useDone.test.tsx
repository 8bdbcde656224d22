import { screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';

import type { RecordData } from '../form';
import { answers, begin, json, open, posts, saved } from '@/testing/recordPage';

beforeEach(begin);

const order: RecordData = {
  ...saved,
  number: 'CG-1',
  state: 'confirmed',
  actions: ['cancel'],
  conversions: ['purchase_receipt'],
};

/** What is sent to the record makes it `after`, or another one. */
function serve(before: RecordData, after: RecordData) {
  let now = before;
  answers.push(({ method, path }) => {
    if (method === 'POST') now = after;
    return method === 'POST' || path.endsWith(`/${now.id}`) ? json(now) : undefined;
  });
}

async function press(name: string) {
  const user = open('r1');
  const button = await screen.findByRole('button', { name });
  button.focus();
  await user.keyboard('{Enter}');
  return { user, button };
}

const isAtTitle = (name: string) =>
  waitFor(() => {
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1, name }));
  });

test('who confirms by keyboard is at the title then, hears what has become of it, and goes on', async () => {
  serve({ ...saved, number: 'CG-1' }, order);
  const { user } = await press('审核');

  await isAtTitle('CG-1');
  expect(screen.getByText('采购订单 CG-1 已审核').getAttribute('role')).toBe('status');
  await user.tab();
  expect(document.activeElement?.textContent).toBe('下推采购入库单');
});

test('what goes on from a document opens with the focus at its title', async () => {
  serve(order, { ...saved, id: 'r2', number: 'CG-2' });
  await press('下推采购入库单');

  await isAtTitle('CG-2');
  expect(posts()).toHaveLength(1);
});
