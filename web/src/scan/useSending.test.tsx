import { act, renderHook, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';

import { Problem } from '@/lib/problem';
import type { Kept } from './queue';
import { useSending } from './useSending';

test('what the server does not understand is refused by name, and holds up nothing else', async () => {
  const sent: string[][] = [];
  const send = vi.fn((some: Kept[]) => {
    const ids = some.map((one) => one.id);
    sent.push(ids);
    if (ids.includes('odd')) {
      const errors = [{ code: 'field.too_long', message: '数量太大', field: 'tallies.2.quantity' }];
      return Promise.reject(new Problem(422, 'request.invalid', '填写有误', errors));
    }
    return Promise.resolve(ids.map((id) => ({ id, state: 'kept', message: '' })));
  });
  const { result } = renderHook(() => useSending({ name: 'test.sending', send }));
  act(() => {
    result.current.change((queue) => {
      for (const id of ['a', 'b', 'odd', 'c']) queue.add({ id, refused: null });
    });
  });

  await waitFor(() => {
    expect(result.current.all).toEqual([{ id: 'odd', refused: '数量太大' }]);
  });
  expect(result.current.problem).toBeNull();
  expect(sent.flat().filter((id) => id === 'odd')).toHaveLength(3); // with all, with half, alone
});
