import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';

import { Decimal } from '@/lib/decimal';
import { showInside } from '@/testing/inside';
import { Amount, type About } from './Amount';

const bolts = { product: 'p1', code: 'LS8', name: '六角螺栓', specification: '', unit: '个' };
const about = {
  goods: { ...bolts, digits: 0, batched: false, serialized: false, shelf_life: null, barcodes: [] },
  ...{ factor: '1', unit: '', batches: null, batch: '', fixed: false, open: new Decimal(10) },
} as unknown as About;

test('a part of what did not come is lost, the rest may still come', async () => {
  const told: (string | undefined)[] = [];
  const lost = (part: Decimal | null) => told.push(part?.toFixed());
  const none = () => undefined;
  await showInside(<Amount about={about} pieces={[]} onSay={none} onLost={lost} onLeave={none} />, {
    still: true,
  });
  const user = userEvent.setup();
  const press = async (label: string, question: RegExp) => {
    await user.click(screen.getByRole('button', { name: label }));
    await screen.findByText(question);
    await user.click(await screen.findByRole('button', { name: /^(OK|确 ?定)$/ }));
  };
  await user.clear(screen.getByLabelText('数量'));
  await user.type(screen.getByLabelText('数量'), '3');
  await press('3 个 记为途损', /只有 3 个/);
  expect(told).toEqual(['3']);
  await press('其余 10 个 没到（途损）', /还没到的 10 个/);
  expect(told).toEqual(['3', undefined]);
});
