import { expect, test } from 'vitest';

import { kept, proposed, wordsFor } from './pinning';
import type { Report } from './reports';

const day = (name: string, begins: string) => ({ name, kind: 'day', default: begins, views: [] });
const words = ['month', 'last_month', 'today'].map((value) => ({ value, label: value }));
const views = [{ name: 'partner', columns: [{ name: 'net', shown: true }] }];
const report = (filters: unknown[], periods = words) =>
  ({ name: 'r', filters, views, periods }) as unknown as Report;
const sales = report([day('since', 'month'), day('until', 'today')]);
const stock = report([day('until', 'today')], []);
const TODAY = '2026-11-28';

test('days that a word means today are kept as the word, others as they are', () => {
  const month = { view: 'partner', since: '2026-11-01', until: TODAY, sort: '-net' };
  expect(proposed(sales, month, TODAY)).toBe('month');
  expect(kept(sales, month, 'month', TODAY)).toEqual({
    view: 'partner',
    period: 'month',
    sort: '-net',
  });
  expect(kept(sales, month, '', TODAY)).toEqual(month);
  const spring = { view: 'partner', since: '2026-03-01', until: '2026-05-31' };
  expect(proposed(sales, spring, TODAY)).toBe('');
  expect(kept(sales, { ...spring, period: 'last_month' }, '', TODAY)).toEqual(spring);
  expect(proposed(sales, { ...spring, period: 'last_month' }, TODAY)).toBe('last_month');
});

test('what is asked as of today is asked as of the day on which it is looked at', () => {
  const today = { view: 'partner', until: TODAY };
  expect(wordsFor(stock, today)).toEqual([]);
  expect(kept(stock, today, '', TODAY)).toEqual({ view: 'partner' });
  const then = { view: 'partner', until: '2026-10-31' };
  expect(kept(stock, then, '', TODAY)).toEqual(then);
});
