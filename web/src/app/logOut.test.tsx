import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';

import { keep } from '@/lib/safekeeping';
import { sessionQuery } from '@/lib/session';
import { begin, sent, session } from '@/testing/recordPage';
import { useLogOut } from './asking';
import { LeaveUnsent } from './LeaveUnsent';
import { useLeaving } from './leaving';

beforeEach(begin);

function Out() {
  const logOut = useLogOut();
  const leaving = useLeaving();
  return (
    <>
      <button onClick={() => void logOut()}>out</button>
      {leaving && <LeaveUnsent {...leaving} />}
    </>
  );
}

test('who has not sent all is asked before they log out', async () => {
  vi.stubGlobal('location', { ...window.location, assign: vi.fn() });
  const client = new QueryClient();
  client.setQueryData(sessionQuery.queryKey, session);
  keep('huolang.count.1.u1.c1#000000001#a', '{}');
  render(
    <QueryClientProvider client={client}>
      <Out />
    </QueryClientProvider>,
  );
  const user = userEvent.setup({ delay: null });
  const ended = () => sent.some(({ method }) => method === 'DELETE');
  await user.click(screen.getByText('out'));
  expect(await screen.findAllByText('还有 1 笔没有传到服务器')).not.toEqual([]);
  await user.click(screen.getByRole('button', { name: '不退出' }));
  expect(ended()).toBe(false);

  keep('huolang.count.1.u1.c1#000000001#a', null);
  await user.click(screen.getByText('out'));
  await waitFor(() => {
    expect(ended()).toBe(true);
  });
});
