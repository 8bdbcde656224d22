import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { Palette } from './Palette';

const went = vi.fn<(to: { href: string }) => Promise<void>>();
vi.mock('@tanstack/react-router', () => ({ useNavigate: () => went }));
const session = {
  company: { id: 1 },
  user: { id: 'u1' },
  permissions: { sales_order: ['view'] },
  menu: [
    {
      module: 'sales',
      label: '销售',
      items: [{ form: 'sales_order', label: '销售订单', plural: '销售订单', initials: 'XSDD' }],
    },
  ],
  reports: [],
};
vi.mock('@/lib/session', async (whole) => ({
  ...(await whole<object>()),
  useSession: () => session,
}));

const ID = '01a220e3-941f-776a-8dc9-9b89b52e70ca';
const hit = (title: string, id: string) => ({
  ...{ form: 'sales_order', form_label: '销售订单', id, title, name: '', date: null, active: true },
  ...{ state: 'confirmed', state_label: '已审核', state_tone: 'info' },
});
const answers = new Map<string, () => void>();

beforeEach(() => {
  went.mockReset().mockResolvedValue();
  localStorage.clear();
  answers.clear();
  vi.stubGlobal('fetch', (path: string) => {
    const asked = new URL(path, 'http://x').searchParams.get('q') ?? '';
    return new Promise((resolve) => {
      answers.set(asked, () => {
        resolve(Response.json({ items: [hit(asked, `id of ${asked}`)] }));
      });
    });
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const palette = () => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return render(
    <QueryClientProvider client={client}>
      <Palette pages={[]} commands={[]} onClose={() => undefined} />
    </QueryClientProvider>,
  );
};

test('a scanner presses Enter before anybody could answer, and its document opens', async () => {
  const user = userEvent.setup();
  palette();
  await user.type(screen.getByRole('combobox'), 'SO-1');
  await waitFor(() => {
    expect(answers.has('SO-1')).toBe(true);
  });
  answers.get('SO-1')?.();
  await screen.findByText('SO-1');

  await user.type(screen.getByRole('combobox'), '2{Enter}');
  expect(went).not.toHaveBeenCalled();
  await waitFor(() => {
    expect(answers.has('SO-12')).toBe(true);
  });
  answers.get('SO-12')?.();

  await waitFor(() => {
    expect(went).toHaveBeenCalledExactlyOnceWith({ href: '/records/sales_order/id of SO-12' });
  });
});

test('the square of a printed draft leads to it, whatever the server was called then', async () => {
  const user = userEvent.setup();
  palette();

  await user.type(
    screen.getByRole('combobox'),
    `http://192.168.1.9:8000/records/sales_order/${ID}{Enter}`,
  );
  expect(went).toHaveBeenCalledExactlyOnceWith({ href: `/records/sales_order/${ID}` });

  went.mockReset().mockResolvedValue();
  await user.clear(screen.getByRole('combobox'));
  await user.type(screen.getByRole('combobox'), `/records/partner/${ID}{Enter}`);
  expect(went).not.toHaveBeenCalled(); // not to be seen by this person
});
