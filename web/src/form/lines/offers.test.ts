import { expect, test } from 'vitest';

import { Decimal } from '@/lib/decimal';
import { firstDay } from './offers';

const coming = [
  { on: '2026-12-01', quantity: '20' },
  { on: '2026-12-05', quantity: '30.5' },
];

test('the day by which enough has come, or none', () => {
  expect(firstDay(new Decimal('0.5'), coming)).toBe('2026-12-01');
  expect(firstDay(new Decimal('20'), coming)).toBe('2026-12-01');
  expect(firstDay(new Decimal('20.000001'), coming)).toBe('2026-12-05');
  expect(firstDay(new Decimal('50.5'), coming)).toBe('2026-12-05');
  expect(firstDay(new Decimal('50.6'), coming)).toBeNull();
  expect(firstDay(new Decimal('1'), [])).toBeNull();
});
