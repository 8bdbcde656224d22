import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';

import '@/i18n';
import { send, speakAs, whenSessionEnds } from '@/lib/api';
import { LOGGED_IN, PERSON, sessionQuery } from '@/lib/session';
import { startAsking, useAsked } from './asking';
import { LogInAgain } from './LogInAgain';

afterEach(() => {
  vi.unstubAllGlobals();
  whenSessionEnds(null);
  speakAs(null);
});

test('who logs in again without any cookie left does not wait for the log-in itself', async () => {
  const session = { user: { id: 'u1', username: 'wu', name: '小吴' }, company: { id: 1 } };
  const asked: string[] = [];
  vi.stubGlobal('fetch', (path: string) => {
    asked.push(path);
    const known = asked.some((one) => one.endsWith('/login'));
    return Promise.resolve(Response.json(known ? session : {}, { status: known ? 200 : 401 }));
  });
  startAsking();
  const client = new QueryClient();
  client.setQueryData(sessionQuery.queryKey, session as never);
  render(
    <QueryClientProvider client={client}>
      <LogInAgain user={session.user} other={null} />
    </QueryClientProvider>,
  );

  await waitFor(() => {
    expect(document.activeElement).toBe(screen.getByLabelText('密码'));
  });
  fireEvent.change(screen.getByLabelText('密码'), { target: { value: 'secret' } });
  fireEvent.submit(screen.getByRole('form'));

  await waitFor(() => {
    expect(asked.map((one) => one.split('/').at(-1))).toEqual([
      'session',
      'login',
      'session',
      'session',
    ]);
  });
});

const LI = { user: { id: 'u1', username: 'li', name: '李' }, company: { id: 1 } };
const LIN = { user: { id: 'u2', username: 'lin', name: '林' }, company: { id: 1 } };
const SAYS = '这个浏览器里现在登录的是林';

/** A server that knows whose session the browser has, and what every window says of itself. */
function serve(now: { is: typeof LI | null; wish: typeof LI }) {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (path: string, { method, headers }: RequestInit) => {
    const shown = new Headers(headers).get('X-User');
    asked.push(`${method ?? ''} ${path.split('/').at(-1) ?? ''} ${shown ?? '-'}`);
    const answer = (body: unknown, status: number) =>
      Promise.resolve(Response.json(body, { status }));
    if (path.endsWith('/login')) {
      now.is = now.wish;
      return answer({}, 200);
    }
    if (shown && now.is && shown !== now.is.user.id) {
      return answer({ code: 'auth.other_person', detail: SAYS }, 409);
    }
    if (method === 'DELETE') now.is = null;
    return answer(now.is ?? {}, now.is ? 200 : 401);
  });
  return asked;
}

function Gate() {
  const asked = useAsked();
  return asked && <LogInAgain user={LI.user} other={asked.other} />;
}

function showGate() {
  startAsking();
  speakAs('u1');
  const client = new QueryClient();
  client.setQueryData(sessionQuery.queryKey, LI as never);
  render(
    <QueryClientProvider client={client}>
      <Gate />
    </QueryClientProvider>,
  );
}

function logIn() {
  fireEvent.change(screen.getByLabelText('密码'), { target: { value: 'secret' } });
  fireEvent.submit(screen.getByRole('form'));
}

test('what one person typed is not saved as another who logged in since, but when it is theirs again', async () => {
  const asked = serve({ is: LIN, wish: LI });
  showGate();
  const saving = send('/api/v1/records/partner', { method: 'POST', body: {} });
  expect(await screen.findByText(SAYS)).toBeTruthy();
  logIn();
  expect((await saving).status).toBe(200);
  expect(asked).toEqual([
    'POST partner u1',
    'GET session -',
    'POST login -',
    'GET session -',
    'GET session u1',
    'POST partner u1',
  ]);
  expect(screen.queryByText(SAYS)).toBeNull();
});

test('who is logged in instead stays so where the password was wrong', async () => {
  const asked = serve({ is: LIN, wish: LI });
  const right = globalThis.fetch;
  const instead: (string | null)[] = [];
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    if (!path.endsWith('/login')) return right(path, init);
    instead.push(new Headers(init.headers).get('X-Instead'));
    return Promise.resolve(Response.json({ errors: [] }, { status: 400 }));
  });
  showGate();
  void send('/api/v1/records/partner', { method: 'POST', body: {} });
  expect(await screen.findByText(SAYS)).toBeTruthy();
  logIn();
  expect(await screen.findByText(/用户名或密码不对/)).toBeTruthy();
  expect(instead).toEqual(['1']);
  expect(asked.filter((one) => one.startsWith('DELETE'))).toEqual([]);
});

test('who logs in again in one window need not in the others', async () => {
  const now: Parameters<typeof serve>[0] = { is: null, wish: LI };
  serve(now);
  showGate();
  const saving = send('/api/v1/records/partner', { method: 'POST', body: {} });
  expect(await screen.findByText(/登录已过期|重新登录/)).toBeTruthy();
  now.is = LI;
  window.dispatchEvent(new StorageEvent('storage', { key: LOGGED_IN, newValue: '1' }));
  expect((await saving).status).toBe(200);
});

test('another window says that somebody else has logged in; who logs in here as another learns it', async () => {
  const asked = serve({ is: LIN, wish: LIN });
  showGate();
  window.dispatchEvent(new StorageEvent('storage', { key: PERSON, newValue: 'u2' }));
  expect(await screen.findByText(SAYS)).toBeTruthy();
  logIn();
  expect(await screen.findByText('这个浏览器里现在登录的是林。')).toBeTruthy();
  expect(asked.filter((one) => one.endsWith(' u1'))).toEqual(['GET session u1']);
});
