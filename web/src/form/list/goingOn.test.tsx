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
      <GoOnButton form={form} chosen={new Set(['r1'])} onChoose={nothing} onProblem={nothing} />,
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
