import { IDBDatabase, IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type * as safekeeping from './safekeeping';

type Safe = typeof safekeeping;

const DRAFT = 'huolang.draft:u1:1:sales_order:new:w1';
const BASKET = 'huolang.phone.1.u1.order';
const WAITS = 'huolang.phone.1.u1#000000001#p1';

/** A page that was opened just now, in the same browser as the others of the test. */
async function page(): Promise<Safe> {
  vi.resetModules();
  const safe = await import('./safekeeping');
  await safe.openKept();
  return safe;
}

function written(safe: Safe, name: string): Promise<void> {
  return vi.waitFor(() => {
    if (!safe.isWritten(name)) throw new Error('not yet');
  });
}

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.stubGlobal('IDBKeyRange', IDBKeyRange);
});

afterEach(() => {
  localStorage.clear();
  // The pages of other tests have no disk.
  vi.resetModules();
});

test('what was kept is there for the next page, and is called safe only when it is on the disk', async () => {
  const asked = vi.spyOn(IDBDatabase.prototype, 'transaction');
  const safe = await page();

  safe.keep(DRAFT, 'six lines');
  expect(safe.kept(DRAFT)).toBe('six lines');
  expect(safe.isWritten(DRAFT)).toBe(false);
  await written(safe, DRAFT);

  expect(asked).toHaveBeenLastCalledWith('kept', 'readwrite', { durability: 'strict' });
  expect((await page()).kept(DRAFT)).toBe('six lines');
  expect(Object.keys(localStorage)).toEqual([]);
});

test('a basket that is confirmed and what waits to be sent change together or not at all', async () => {
  const safe = await page();
  safe.keep(BASKET, 'six');
  await written(safe, BASKET);
  const asked = vi.spyOn(IDBDatabase.prototype, 'transaction');

  safe.keep(WAITS, 'six on their way');
  safe.keep(BASKET, null);
  await written(safe, BASKET);

  expect(asked.mock.calls.filter(([, mode]) => mode === 'readwrite')).toHaveLength(1);
  const after = await page();
  expect([after.kept(BASKET), after.kept(WAITS)]).toEqual([null, 'six on their way']);
});

test('what could not be written is not called safe, stays in the page, and is tried again', async () => {
  const safe = await page();
  const full = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  safe.keep(WAITS, 'six');
  await vi.waitFor(() => {
    expect(safe.isFailed(WAITS)).toBe(true);
  });
  expect(safe.kept(WAITS)).toBe('six');

  full.mockRestore();
  safe.keep(WAITS, 'seven');
  await written(safe, WAITS);

  expect((await page()).kept(WAITS)).toBe('seven');
});

test('what an earlier release left in localStorage is moved over', async () => {
  localStorage.setItem(DRAFT, 'of last week');
  localStorage.setItem('huolang.company', '3');

  const safe = await page();
  expect(safe.kept(DRAFT)).toBe('of last week');
  await written(safe, DRAFT);

  expect(Object.keys(localStorage)).toEqual(['huolang.company']);
  expect((await page()).kept(DRAFT)).toBe('of last week');
});

test('what is kept while a page ends is there for the next, even if the disk never answered', async () => {
  const safe = await page();
  safe.keep(DRAFT, 'before');
  safe.keep(BASKET, 'six');
  await written(safe, BASKET);
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
    throw new DOMException('the page is gone', 'InvalidStateError');
  });
  window.dispatchEvent(new Event('pagehide'));
  safe.keep(DRAFT, 'the last key');
  safe.keep(BASKET, null);
  vi.restoreAllMocks();

  const after = await page();

  expect([after.kept(DRAFT), after.kept(BASKET)]).toEqual(['the last key', null]);
  await written(after, DRAFT);
  await written(after, BASKET);
  expect(Object.keys(localStorage)).toEqual([]);
});

test('another window hears of what was kept, and looks up the drafts that are left', async () => {
  const one = await page();
  const other = await page();
  const heard = vi.fn();
  other.watchKept(heard);

  one.keep(WAITS, 'six');
  one.keep(DRAFT, 'lines');
  await vi.waitFor(() => {
    expect(heard).toHaveBeenCalledWith([WAITS]);
  });
  expect(other.kept(WAITS)).toBe('six');
  await other.lookAgain('huolang.draft:');
  expect(other.keptNames('huolang.draft:u1:')).toEqual([DRAFT]);
});

test('without a database localStorage is used, and it is said that this is weak', async () => {
  vi.stubGlobal('indexedDB', undefined);

  const safe = await page();
  safe.keep(DRAFT, 'lines');

  expect(safe.isWeak()).toBe(true);
  expect(localStorage.getItem(DRAFT)).toBe('lines');
  expect(safe.isWritten(DRAFT)).toBe(true);
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  safe.keep(DRAFT, 'more lines');
  expect([safe.isFailed(DRAFT), safe.kept(DRAFT)]).toEqual([true, 'more lines']);
});

test('of two windows that want what a third left, one gets it, and the other is told', async () => {
  const gone = await page();
  gone.keep(DRAFT, 'six lines');
  await written(gone, DRAFT);
  const [one, other] = [await page(), await page()];
  const told: string[] = [];
  other.watchKept((names) => told.push(...names));
  const take = (safe: Safe, mine: string) =>
    safe.moveKept(
      DRAFT,
      (found) =>
        new Map([
          [DRAFT, null],
          [mine, found],
        ]),
    );

  const taken = await Promise.all([take(one, `${DRAFT}:one`), take(other, `${DRAFT}:other`)]);

  expect(taken).toEqual([true, false]);
  expect([other.kept(DRAFT), told.includes(DRAFT)]).toEqual([null, true]);
  const after = await page();
  expect(after.keptNames(DRAFT)).toEqual([`${DRAFT}:one`]);
  expect(after.kept(`${DRAFT}:one`)).toBe('six lines');
});

test('what one window took of the work of another that is gone is no longer offered by the rest', async () => {
  const gone = await page();
  gone.keep(DRAFT, 'six lines');
  await written(gone, DRAFT);
  const [one, other] = [await page(), await page()];

  one.keep(DRAFT, null);

  await vi.waitFor(() => {
    expect(other.kept(DRAFT)).toBeNull();
  });
});
