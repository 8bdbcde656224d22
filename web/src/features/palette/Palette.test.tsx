import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';

import type { Session } from '@/lib/session';
import { showInside } from '@/testing/inside';
import { Palette } from './Palette';

const session: Partial<Session> = {
  permissions: { sales_order: ['view'] },
  menu: [
    {
      module: 'sales',
      label: '销售',
      items: [{ form: 'sales_order', label: '销售订单', plural: '销售订单', initials: 'XSDD' }],
    },
  ],
};

const ID = '01a220e3-941f-776a-8dc9-9b89b52e70ca';
const hit = (title: string, id: string) => ({
  ...{ form: 'sales_order', form_label: '销售订单', id, title, name: '', date: null, active: true },
  ...{ state: 'confirmed', state_label: '已审核', state_tone: 'info' },
});
const answers = new Map<string, () => void>();

beforeEach(() => {
  answers.clear();
  vi.stubGlobal('fetch', (path: string) => {
    const asked = new URL(path, 'http://x').searchParams.get('q') ?? '';
    return new Promise((resolve) => {
      answers.set(asked, () => {
        resolve(Response.json({ items: [hit(asked, `id-of-${asked}`)] }));
      });
    });
  });
});
const palette = () =>
  showInside(<Palette pages={[]} commands={[]} onClose={() => undefined} />, { session });

test('a scanner presses Enter before anybody could answer, and its document opens', async () => {
  const user = userEvent.setup();
  const { went } = await palette();
  await user.type(screen.getByRole('combobox'), 'SO-1');
  await waitFor(() => {
    expect(answers.has('SO-1')).toBe(true);
  });
  answers.get('SO-1')?.();
  await screen.findByText('SO-1');

  await user.type(screen.getByRole('combobox'), '2{Enter}');
  expect(went).toEqual([]);
  await waitFor(() => {
    expect(answers.has('SO-12')).toBe(true);
  });
  answers.get('SO-12')?.();

  await waitFor(() => {
    expect(went).toEqual(['/records/sales_order/id-of-SO-12']);
  });
});

test('the square of a printed draft leads to it, whatever the server was called then', async () => {
  const user = userEvent.setup();
  const { went } = await palette();

  await user.type(
    screen.getByRole('combobox'),
    `http://192.168.1.9:8000/records/sales_order/${ID}{Enter}`,
  );
  expect(went).toEqual([`/records/sales_order/${ID}`]);

  await user.clear(screen.getByRole('combobox'));
  await user.type(screen.getByRole('combobox'), `/records/partner/${ID}{Enter}`);
  expect(went).toHaveLength(1); // not to be seen by this person
});
