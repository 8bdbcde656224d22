import { expect, it } from 'vitest';

import cases from './periods.cases.json';
import { daysOf, said } from './periods';
import { complete, type Report } from './reports';

it.each(cases)('$word on $today is what the server says', ({ word, today, since, until }) => {
  expect(daysOf(word, today)).toEqual([since, until]);
});

it('a word stays a word: its days are shown, and not said', () => {
  const day = { kind: 'day', to: null, filter: [], options: [], default: 'month', views: [] };
  const report = {
    periods: [{ value: 'last_month', label: '上月' }],
    filters: [
      { ...day, name: 'since', label: '开始' },
      { ...day, name: 'until', label: '结束' },
    ],
    views: [{ name: 'product', columns: [], sort: '' }],
  } as unknown as Report;
  const asked = complete(report, { period: 'last_month', since: '2020-01-01' }, '2024-03-31');
  expect(asked).toEqual({
    view: 'product',
    period: 'last_month',
    since: '2024-02-01',
    until: '2024-02-29',
  });
  expect(said(asked)).toEqual({ view: 'product', period: 'last_month' });
  expect(complete(report, { period: 'ever' }, '2024-03-31')['period']).toBeUndefined();
});

it('a report begins with a word where it has one for its days, until somebody says days', () => {
  const day = { kind: 'day', to: null, filter: [], options: [], views: [] };
  const report = {
    periods: [
      { value: 'month', label: '本月' },
      { value: 'today', label: '今天' },
    ],
    filters: [
      { ...day, name: 'since', label: '开始', default: 'month' },
      { ...day, name: 'until', label: '结束', default: 'today' },
    ],
    views: [{ name: 'product', columns: [], sort: '' }],
  } as unknown as Report;

  const begun = said(complete(report, {}, '2024-03-31'));
  const days = said(complete(report, { since: '2024-03-02' }, '2024-03-31'));

  expect(begun).toEqual({ view: 'product', period: 'month' });
  expect(days).toEqual({ view: 'product', since: '2024-03-02', until: '2024-03-31' });
});
