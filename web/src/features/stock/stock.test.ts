import { expect, test } from 'vitest';

import { isInstant, isPast, tabOf } from './stock';

test('a day is no instant, and nothing asked is now', () => {
  expect(isInstant('2026-04-05')).toBe(false);
  expect(isInstant('2026-04-05T18:00:00+08:00')).toBe(true);
  expect(isPast({ as_of: '', known_at: '' })).toBe(false);
  expect(isPast({ as_of: '2026-04-05', known_at: '' })).toBe(true);
  expect(isPast({ known_at: '2026-04-05' })).toBe(true);
});

test('of a past moment nobody knows promises and locations', () => {
  expect(tabOf('promises', true)).toBe('entries');
  expect(tabOf('locations', true)).toBe('entries');
  expect(tabOf('batches', true)).toBe('batches');
  expect(tabOf('promises', false)).toBe('promises');
});
