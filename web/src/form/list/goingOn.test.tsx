import { cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';

import { purchaseOrder } from '@/testing/forms';
import { showInside } from '@/testing/inside';
import { answers, begin, json, posts } from '@/testing/recordPage';
import { GoOnButton } from './GoOnButton';

beforeEach(begin);

const [receipt] = purchaseOrder.conversions;
const form = {
  ...purchaseOrder,
  conversions: receipt ? [{ ...receipt, several: true }] : [],
};

test('what goes on from several documents is made once, though the answer was lost and the list left', async () => {
  let lost = true;
  answers.push(({ method }) => {
    if (method !== 'POST') return undefined;
    if (lost) throw new TypeError('Failed to fetch');
    return json({ drafts: [] }, 201);
  });
  for (const times of [1, 2]) {
    cleanup();
    const nothing = () => undefined;
    await showInside(
      <GoOnButton
        {...{ form, rows: [] }}
        chosen={new Set(['r1'])}
        onChoose={nothing}
        onProblem={nothing}
      />,
    );
    const user = userEvent.setup();
    await user.click(screen.getByRole('button'));
    await user.click(await screen.findByText('下推采购入库单'));
    await waitFor(() => {
      expect(posts()).toHaveLength(times);
    });
    lost = false;
  }
  const [first, again] = posts().map(({ headers }) => headers.get('Idempotency-Key'));
  expect(first).toBeTruthy();
  expect(again).toBe(first);
});

test('drafts are not offered to go on: the button says why', async () => {
  const nothing = () => undefined;
  const rows = [
    { id: 'r1', etag: 'v1', state: 'draft' },
    { id: 'r2', etag: 'v1', state: 'confirmed' },
  ];
  const offer = (chosen: string[]) =>
    showInside(
      <GoOnButton
        {...{ form, rows }}
        chosen={new Set(chosen)}
        onChoose={nothing}
        onProblem={nothing}
      />,
    );
  await offer(['r1', 'r2']);
  const button = screen.getByRole('button', { name: '下推 2 张' });
  expect(button.getAttribute('aria-disabled')).toBe('true');
  expect(button.getAttribute('aria-description')).toBe('所选单据里有 1 张草稿，先审核才能下推');
  await userEvent.setup().click(button);
  expect(screen.queryByText('下推采购入库单')).toBeNull();
  cleanup();
  await offer(['r2']);
  expect(screen.getByRole('button').getAttribute('aria-disabled')).toBe('false');
});
