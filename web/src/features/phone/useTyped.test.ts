import { act, renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';

import { useTyped } from './useTyped';

test('what was typed of goods is there again after a reload, and only of them', () => {
  const { result, unmount } = renderHook(() => useTyped('/phone/receive/1 p1', ''));
  act(() => {
    result.current.type({ batch: 'J99' });
  });
  act(() => {
    result.current.type({ text: '3' });
  });
  unmount();

  expect(renderHook(() => useTyped('/phone/receive/1 p2', 'J1')).result.current).toMatchObject({
    text: '1',
    batch: 'J1',
  });
  const again = renderHook(() => useTyped('/phone/receive/1 p1', ''));
  expect(again.result.current).toMatchObject({ text: '3', batch: 'J99' });
  again.result.current.forget();
  expect(renderHook(() => useTyped('/phone/receive/1 p1', '')).result.current.text).toBe('1');
});
