import { expect, test } from 'vitest';

import { decimal } from './decimal';

test.each([
  ['1,234.5', '1234.5'],
  ['1，234，567', '1234567'],
  ['￥ 1,000', '1000'],
  ['12 000', '12000'],
  ['-1,000', '-1000'],
])('%s is a number', (text, said) => {
  expect(decimal(text)?.toFixed()).toBe(said);
});

test.each(['12,5', '1,23', '1,2345', '1234,567', '1.5,000', ',5', '(100)', '1e3'])(
  '%s is none: whoever typed it is asked what was meant',
  (text) => {
    expect(decimal(text)).toBeNull();
  },
);
