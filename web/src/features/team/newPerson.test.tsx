import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, renderHook, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from 'antd';
import type { ReactNode } from 'react';
import { beforeEach, expect, test } from 'vitest';

import { needWords } from '@/i18n';
import { sessionQuery } from '@/lib/session';
import { answers, begin, json, posts, session } from '@/testing/recordPage';
import { PersonDrawer } from './PersonDrawer';
import { useSaveRole } from './team';

beforeEach(begin);

function Around({ children }: { children: ReactNode }) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(sessionQuery.queryKey, {
    ...session,
    permissions: { user: ['view', 'add', 'edit'] } as never,
  });
  return (
    <QueryClientProvider client={client}>
      <App>{children}</App>
    </QueryClientProvider>
  );
}

/** The first answer is lost. */
function loseFirst(answer: unknown) {
  answers.push(({ method }) => {
    if (method !== 'POST') return undefined;
    if (posts().length === 1) throw new TypeError('Failed to fetch');
    return json(answer, 201);
  });
}

const keys = () => posts().map(({ headers }) => headers.get('Idempotency-Key'));

test('a new person sent again after a lost answer is the same, and that the password is unseen is said', async () => {
  await needWords('administration');
  loseFirst({ id: 'u9', username: 'xinren', password: null });
  let closed = 0;
  render(
    <Around>
      <PersonDrawer
        person={null}
        roles={[]}
        onClose={() => {
          closed += 1;
        }}
        onPassword={() => undefined}
      />
    </Around>,
  );
  const user = userEvent.setup();
  await user.type(await screen.findByLabelText(/用户名/), 'xinren');
  const save = () => screen.getByRole('button', { name: /保\s*存/ });
  await user.click(save());
  expect(await screen.findByText(/连不上服务器/)).toBeTruthy();
  await user.click(save());
  expect(await screen.findAllByText(/登录密码没能送到这里/)).not.toEqual([]);
  await waitFor(() => {
    expect(closed).toBe(1);
  });
  expect(keys()[1]).toBe(keys()[0]);
});

test('a new role sent again after a lost answer is the same', async () => {
  loseFirst({ code: 'r9' });
  const { result } = renderHook(() => useSaveRole(null), { wrapper: Around });
  const draft = { name: '新角色', permissions: {}, hidden: [] };
  await act(() => result.current.mutateAsync(draft).catch(() => null));
  await act(() => result.current.mutateAsync(draft));
  expect([keys().length, keys()[1]]).toEqual([2, keys()[0]]);
});
