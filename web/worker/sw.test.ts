import { readFileSync } from 'node:fs';

import { beforeEach, expect, test, vi } from 'vitest';

import { Caches } from '@/testing/caches';

type Fetched = (request: unknown) => Promise<Response>;

const SOURCE = readFileSync('worker/sw.js', 'utf8');
const OURS = 'https://shop.example';
const PAGE = '<script type="module" src="/assets/index-1.js"></script>';

let caches: Caches;
let fetched: ReturnType<typeof vi.fn<Fetched>>;

/** The worker as it is built, in a browser that is not there. */
function worker(version = '1') {
  const listeners: Record<string, (event: object) => void> = {};
  const self = {
    location: { origin: OURS },
    clients: { claim: () => Promise.resolve() },
    skipWaiting: () => Promise.resolve(),
    addEventListener: (name: string, listener: (event: object) => void) => {
      listeners[name] = listener;
    },
  };
  const built = SOURCE.replace('__VERSION__', version)
    .replace('__ENTRY__', `/assets/index-${version}.js`)
    .replace("['__FILES__']", `['/assets/index-${version}.js']`);
  new Function('self', 'caches', 'fetch', built)(self, caches, fetched);
  const wait = async (name: string) => {
    let done: Promise<unknown> = Promise.resolve();
    listeners[name]?.({ waitUntil: (work: Promise<unknown>) => (done = work) });
    await done;
  };
  return {
    install: () => wait('install'),
    activate: () => wait('activate'),
    /** undefined: it keeps out of it */
    ask(path: string, { mode = 'cors', method = 'GET', origin = OURS } = {}) {
      let answer: Promise<Response> | undefined;
      listeners['fetch']?.({
        request: { url: origin + path, mode, method },
        respondWith: (given: Promise<Response>) => (answer = given),
      });
      return answer;
    },
  };
}

beforeEach(() => {
  caches = new Caches();
  fetched = vi.fn<Fetched>(() => Promise.resolve(new Response(PAGE)));
});

test('answers of the API, other methods and other servers pass by', () => {
  const it = worker();
  expect(it.ask('/api/v1/session')).toBeUndefined();
  expect(it.ask('/api/v1/docs', { mode: 'navigate' })).toBeUndefined();
  expect(it.ask('/_allauth/browser/v1/auth/login', { method: 'POST' })).toBeUndefined();
  expect(it.ask('/assets/a.js', { origin: 'https://other.example' })).toBeUndefined();
});

test('the page is the one of the server, and the kept one only without a network', async () => {
  const it = worker();
  await it.install();
  fetched.mockResolvedValueOnce(new Response('of the server'));
  expect(await (await it.ask('/phone', { mode: 'navigate' }))?.text()).toBe('of the server');
  fetched.mockRejectedValueOnce(new TypeError('Failed to fetch'));
  expect(await (await it.ask('/phone', { mode: 'navigate' }))?.text()).toBe(PAGE);
});

test('after five seconds without an answer the kept page opens', async () => {
  vi.useFakeTimers();
  const it = worker();
  await it.install();
  fetched.mockReturnValueOnce(new Promise(() => undefined));
  const answer = it.ask('/', { mode: 'navigate' });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await (await answer)?.text()).toBe(PAGE);
  vi.useRealTimers();
});

test('a file is fetched once, and a missing one is not kept', async () => {
  const it = worker();
  fetched.mockResolvedValueOnce(new Response('stock'));
  expect(await (await it.ask('/assets/stock.js'))?.text()).toBe('stock');
  expect(await (await it.ask('/assets/stock.js'))?.text()).toBe('stock');
  expect(fetched).toHaveBeenCalledTimes(1);
  fetched.mockResolvedValue(new Response('', { status: 404 }));
  await it.ask('/assets/gone.js');
  await it.ask('/assets/gone.js');
  expect(fetched).toHaveBeenCalledTimes(3);
});

test('a page of another version is not kept under the name of this one', async () => {
  fetched.mockResolvedValue(new Response(PAGE));
  await expect(worker('2').install()).rejects.toThrow('another version');
  expect(await (await caches.open('huolang-app-2')).match('/')).toBeUndefined();
});

test('open pages keep the parts of one earlier version', async () => {
  for (const version of ['1', '2', '3']) {
    fetched.mockResolvedValue(new Response(PAGE.replace('1.js', `${version}.js`)));
    const it = worker(version);
    await it.install();
    await it.activate();
  }
  expect(await caches.keys()).toEqual(['huolang-app-2', 'huolang-app-3']);
});
