import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, expect, test, vi } from 'vitest';

import { purchaseOrder } from '@/testing/forms';

afterEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  vi.resetModules();
});

/** A window that was opened just now, in the same browser as the others of the test. */
async function openWindow() {
  vi.resetModules();
  sessionStorage.clear();
  const safe = await import('@/lib/safekeeping');
  await safe.openKept();
  (await import('@/lib/windows')).windowId();
  return { safe, ...(await import('./localDraft')), ...(await import('./editor')) };
}

test('who takes over the work of a closed window has what that window sent last, too', async () => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.stubGlobal('IDBKeyRange', IDBKeyRange);
  const here = await openWindow();
  const gone = await openWindow();
  const place = { user: 'u1', company: '1', form: 'purchase_order', id: null };
  const rules = gone.rulesOf(purchaseOrder, true);
  const state = gone.load(purchaseOrder, null, rules, '2026-01-15');
  gone.keepDraft(place, '1', state, rules);
  const sent = { key: 'k1', then: null, body: { remark: '一' } };
  gone.keepLost(place, sent, { version: '1', state, rules });
  await vi.waitFor(() => {
    expect(gone.safe.keptNames('huolang.').every(gone.safe.isWritten)).toBe(true);
  });
  // It says nothing any more.
  vi.spyOn(BroadcastChannel.prototype, 'postMessage').mockImplementation(() => undefined);

  const left = await here.findLeft(place, '1');
  expect(left).not.toBeNull();
  if (left) await here.takeLeft(left, place, '1');

  expect(here.findLost(place, '1')).toMatchObject(sent);
  expect(here.safe.keptNames('huolang.wish:')).toHaveLength(1);
});

test('a window whose work another took over is told, and only that one', async () => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.stubGlobal('IDBKeyRange', IDBKeyRange);
  const busy = await openWindow();
  const place = { user: 'u1', company: '1', form: 'purchase_order', id: null };
  const rules = busy.rulesOf(purchaseOrder, true);
  const state = busy.load(purchaseOrder, null, rules, '2026-01-15');
  busy.keepDraft(place, '1', state, rules);
  const [name = ''] = busy.safe.keptNames('huolang.draft:');
  await vi.waitFor(() => {
    expect(busy.safe.isWritten(name)).toBe(true);
  });
  const [told, toldOther] = [vi.fn(), vi.fn()];
  busy.whenDraftTaken(place, told);
  const other = await openWindow();
  other.whenDraftTaken(place, toldOther);
  const draft = other.safe.kept(name);
  expect(draft).not.toBeNull();

  await other.takeLeft({ name, draft: JSON.parse(draft ?? '') as never }, place, '1');

  await vi.waitFor(() => {
    expect(told).toHaveBeenCalledTimes(1);
  });
  expect(busy.findDraft(place, '1')).toBeNull();
  expect(toldOther).not.toHaveBeenCalled();
});
