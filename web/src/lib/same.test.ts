import { renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';

import { useSame } from './same';

test('a list that holds the same things is the same list', () => {
  const [a, b] = [{ name: 'a' }, { name: 'b' }];
  const { result, rerender } = renderHook(({ list }) => useSame(list), {
    initialProps: { list: [a, b] },
  });
  const first = result.current;

  rerender({ list: [a, b] });
  expect(result.current).toBe(first);

  rerender({ list: [b] });
  expect(result.current).toEqual([b]);
  const shorter = result.current;
  rerender({ list: [b] });
  expect(result.current).toBe(shorter);
});
