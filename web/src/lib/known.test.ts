import { QueryClient } from '@tanstack/react-query';
import { beforeEach, expect, test, vi } from 'vitest';

import { Caches } from '@/testing/caches';
import { lastKnown, recallKnown } from './known';
import { Problem } from './problem';
import { logOut, sessionQuery } from './session';

const LOST = new Problem(0, 'network', '');
const fetched = vi.fn<() => Promise<Response>>();

beforeEach(() => {
  vi.stubGlobal('caches', new Caches());
  vi.stubGlobal('fetch', fetched);
});

function session(id: string) {
  const user = { id, username: id, name: '' };
  return new Response(JSON.stringify({ user, company: { id: 1 }, menu: [] }));
}

const ask = () => new QueryClient().fetchQuery({ ...sessionQuery, retry: false });

test('without a network the last answer is taken; a refusal is an answer', async () => {
  expect(await lastKnown('sheet', () => Promise.resolve(['LS8']))).toEqual(['LS8']);
  expect(await lastKnown('sheet', () => Promise.reject(LOST))).toEqual(['LS8']);
  await expect(
    lastKnown('sheet', () => Promise.reject(new Problem(403, 'no', ''))),
  ).rejects.toThrow();
  await expect(lastKnown('other', () => Promise.reject(LOST))).rejects.toThrow();
});

test('what is older than a week is not shown any more', async () => {
  await lastKnown('sheet', () => Promise.resolve(1));
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 7 * 24 * 60 * 60_000 + 1);
  expect(await recallKnown('sheet')).toBeNull();
});

test('the session opens the app without a network, and says that it is kept', async () => {
  fetched.mockResolvedValueOnce(session('w1'));
  expect((await ask())?.kept).toBeUndefined();
  fetched.mockRejectedValueOnce(new TypeError('Failed to fetch'));
  expect(await ask()).toMatchObject({ user: { id: 'w1' }, kept: true });
});

test('whoever logs out, is logged out or is another person leaves nothing behind', async () => {
  const leave = [
    () => {
      fetched.mockResolvedValueOnce(new Response(null, { status: 204 }));
      return logOut();
    },
    () => {
      fetched.mockResolvedValueOnce(new Response('{}', { status: 401 }));
      return ask();
    },
    () => {
      fetched.mockResolvedValueOnce(session('w2'));
      return ask();
    },
  ];
  for (const how of leave) {
    fetched.mockResolvedValueOnce(session('w1'));
    await ask();
    await lastKnown('sheet', () => Promise.resolve(['LS8']));
    await how();
    expect(await recallKnown('sheet')).toBeNull();
  }
});
