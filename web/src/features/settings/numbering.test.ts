import { expect, test } from 'vitest';

import { preview } from './numbering';

test.each([
  ['XSCK-{YYYYMMDD}-{0000}', 'XSCK-20261126-0001'],
  ['销{YY}{MM}{000}', '销2611001'],
  ['A/{YYYYMMDD}/{000@never}', 'A/20261126/001'],
  ['HT{000000}', 'HT000001'],
])('the first number of %s', (pattern, number) => {
  expect(preview(pattern, '2026-11-26')).toBe(number);
});

test.each(['', 'XSCK', 'X{HH}{0000}', '{0000}-X', 'X{YYYY{0000}', 'XS-YYYYMM-{0000}'])(
  '%s means nothing',
  (pattern) => {
    expect(preview(pattern, '2026-11-26')).toBeNull();
  },
);
