import { act, renderHook, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { Item } from './basket';
import { STAYS } from './tried';
import type { Basket } from './useBasket';
import { useTrying } from './useTrying';

const sent = vi.fn<(items: Item[]) => object | null>();
const complained = vi.fn();

beforeEach(() => {
  sent.mockReset();
  complained.mockReset();
  vi.stubGlobal('fetch', (_path: string, { body }: { body: string }) => {
    const { items } = JSON.parse(body) as { items: Item[] };
    const told = sent(items);
    return told ? Promise.resolve(Response.json(told)) : Promise.reject(new TypeError('offline'));
  });
  Object.defineProperty(navigator, 'vibrate', { value: complained, configurable: true });
});
afterEach(() => {
  vi.unstubAllGlobals();
  Reflect.deleteProperty(navigator, 'vibrate');
});

const item = (id: string, serials: string[]): Item => ({
  ...{ id, source: 'l1', quantity: String(serials.length), batch: '', expires_on: null },
  ...{ location: '', serials },
});

function begin(first: Partial<Basket> = {}) {
  let basket: Basket = { items: [], errors: {}, more: null, ...first };
  const parts = {
    path: '/try',
    body: (items: readonly Item[]) => ({ items }),
    allowed: true,
    now: () => basket,
    keep: (next: Partial<Basket>) => {
      basket = { ...basket, ...next };
    },
  };
  const onBack = vi.fn();
  const { result } = renderHook(() => useTrying({ ...parts, onBack }));
  return { result, onBack, basket: () => basket };
}

const inStock = (field: string) => ({ code: 'line.serial_in_stock', message: '已经在库', field });
const answer = (...errors: object[]) => ({ errors });

test('a piece that the server would refuse is taken back at the scan, with a sound', async () => {
  sent.mockReturnValueOnce(answer());
  sent.mockReturnValueOnce(answer(inStock('lines.0.serials.1')));
  sent.mockReturnValueOnce(answer());
  const { result, onBack, basket } = begin();

  act(() => {
    result.current.scan([item('i1', ['S1'])]);
  });
  await waitFor(() => {
    expect(sent).toHaveBeenCalledTimes(1);
  });
  expect(onBack).not.toHaveBeenCalled();
  act(() => {
    result.current.scan([item('i1', ['S1', 'S2'])]);
  });

  await waitFor(() => {
    expect(result.current.refused).toEqual(['已经在库']);
  });
  expect(basket().items).toEqual([item('i1', ['S1'])]);
  expect(complained).toHaveBeenCalledTimes(1);
  expect(onBack).toHaveBeenCalledTimes(1);
  await waitFor(() => {
    expect(sent).toHaveBeenCalledTimes(3);
  });
  act(() => {
    result.current.read();
  });
  expect(result.current.refused).toEqual([]);
});

test('without a network all stays; once there is one, it is said of the scans of before', async () => {
  sent.mockReturnValueOnce(null);
  sent.mockReturnValueOnce(answer(inStock('lines.0.serials.0')));
  sent.mockReturnValue(answer());
  const { result, basket } = begin();

  act(() => {
    result.current.scan([item('i1', ['S1'])]);
  });
  await waitFor(() => {
    expect(sent).toHaveBeenCalledTimes(1);
  });
  expect(basket().items).toEqual([item('i1', ['S1'])]);
  expect(complained).not.toHaveBeenCalled();
  act(() => {
    result.current.scan([item('i1', ['S1', 'S2'])]);
  });

  await waitFor(() => {
    expect(basket().items).toEqual([item('i1', ['S2'])]);
  });
});

test('what was put back to be mended stays where it is refused, until the server agrees', async () => {
  const before = [item('i1', ['S1', 'S2'])];
  sent.mockReturnValueOnce(answer(inStock('lines.0.serials.0')));
  sent.mockReturnValueOnce(answer());

  const { result, basket } = begin({ items: before, errors: { [STAYS]: '存了 29 天' } });

  await waitFor(() => {
    expect(basket().errors).toEqual({ 'i1#S1': '已经在库', [STAYS]: '存了 29 天' });
  });
  expect(basket().items).toEqual(before);
  act(() => {
    result.current.change([item('i1', ['S2'])]);
  });
  await waitFor(() => {
    expect(basket().errors).toEqual({ [STAYS]: '存了 29 天' });
  });
  expect(sent.mock.calls.at(-1)?.[0]).toMatchObject([{ serials: ['S2'] }]);
});

test('a bundle of which not all is scanned yet takes nothing back; what is wrong then is', async () => {
  const unfinished = { code: 'convert.not_whole_bundles', message: '凑不成整套' };
  sent.mockReturnValueOnce(answer({ ...unfinished, field: 'lines.0.base_quantity' }));
  sent.mockReturnValueOnce(answer(inStock('lines.0.serials.0')));
  sent.mockReturnValue(answer());
  const { result, basket } = begin();

  act(() => {
    result.current.scan([item('i1', ['S1'])]);
  });
  await waitFor(() => {
    expect(basket().errors).toEqual({ i1: '凑不成整套' });
  });
  expect(basket().items).toEqual([item('i1', ['S1'])]);
  expect(complained).not.toHaveBeenCalled();
  act(() => {
    result.current.scan([item('i1', ['S1']), item('i2', ['S2'])]);
  });

  await waitFor(() => {
    expect(basket().items).toEqual([item('i2', ['S2'])]);
  });
});
