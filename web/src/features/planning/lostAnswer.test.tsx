import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';

import { showInside } from '@/testing/inside';
import { answers, begin, json, posts } from '@/testing/recordPage';
import { AlertActs } from './AlertActs';
import { LimitActs } from './LimitActs';
import { ProposalActs } from './ProposalActs';

beforeEach(begin);

const done = () => undefined;
const rows = [{ id: 'p1:w1', safe: '5', least: '7', most: '9' }];

test.each([
  [
    'an alert that is noted',
    /知\s*悉/,
    () => <AlertActs ids={['a1']} onDone={done} />,
    '/api/v1/alerts/acknowledge',
  ],
  [
    'limits that are taken over',
    /采用/,
    () => <LimitActs ids={['p1:w1']} rows={rows} question={{}} onDone={done} />,
    '/api/v1/replenishment/limits',
  ],
  [
    'proposals that are worked out anew',
    /重新计算/,
    () => <ProposalActs ids={[]} onDone={done} />,
    '/api/v1/replenishment/proposals',
  ],
])('%s: sent again after a lost answer it is the same wish', async (_what, name, page, path) => {
  answers.push(({ method }) => {
    if (method !== 'POST') return undefined;
    if (posts().length === 1) throw new TypeError('Failed to fetch');
    return json({ id: 'j1', state: 'done', changed: 1, said: '' });
  });
  await showInside(page());
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name }));
  await screen.findByText(/连不上服务器/);
  await user.click(screen.getByRole('button', { name }));
  await waitFor(() => {
    expect(posts()).toHaveLength(2);
  });
  const [first, again] = posts().map((one) => [one.path, one.headers.get('Idempotency-Key')]);
  expect(again).toEqual(first);
  expect(first?.[0]).toBe(path);
});
