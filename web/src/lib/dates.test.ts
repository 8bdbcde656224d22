import { expect, test } from 'vitest';

import { instantIn, showInstant } from './dates';

test.each([
  ['Asia/Shanghai', '2026-04-05 18:00', '2026-04-05T18:00:00+08:00'],
  ['UTC', '2026-04-05 18:00', '2026-04-05T18:00:00+00:00'],
  ['Asia/Kolkata', '2026-01-01 00:15', '2026-01-01T00:15:00+05:30'],
  ['America/New_York', '2026-03-08 03:30', '2026-03-08T03:30:00-04:00'],
  ['America/New_York', '2026-03-08 01:30', '2026-03-08T01:30:00-05:00'],
])('in %s clocks show %s at %s', (zone, shown, instant) => {
  expect(instantIn(shown, zone)).toBe(instant);
  expect(showInstant(instant, zone)).toBe(shown);
});
