import { expect, test } from 'vitest';

import { keep } from '@/lib/safekeeping';
import { unsentOf } from './unsent';

test('what a person did not send yet is counted, of whatever work and company', () => {
  for (const name of [
    'huolang.phone.1.u1#000000001#a',
    'huolang.phone.2.u1#000000001#b',
    'huolang.count.1.u1.c1#000000001#c',
    'huolang.phone.1.u1.transfer', // a basket that nobody confirmed
    'huolang.phone.1.u2#000000001#d',
    'huolang.count.1.u10.u1#000000001#e',
  ]) {
    keep(name, '{}');
  }
  expect(['u1', 'u2', 'u3'].map(unsentOf)).toEqual([3, 1, 0]);
});
