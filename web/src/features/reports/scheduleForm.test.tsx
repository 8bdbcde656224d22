import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';

import { needWords } from '@/i18n';
import { showInside } from '@/testing/inside';
import { answers, begin, json, posts } from '@/testing/recordPage';
import { ScheduleReport } from './ScheduleReport';
import type { Report, View } from './reports';

beforeEach(begin);

const view: View = {
  name: 'product',
  label: '按商品',
  columns: [],
  sort: 'net',
  drill: null,
  converts: null,
};

const day = { kind: 'day' as const, to: null, filter: [], options: [], views: [] };

const sales: Report = {
  name: 'sales',
  label: '销售统计',
  question: '',
  module: 'sales',
  may_export: true,
  views: [view],
  filters: [
    { ...day, name: 'since', label: '开始', default: 'month' },
    { ...day, name: 'until', label: '结束', default: 'today' },
  ],
  periods: [{ value: 'last_month', label: '上月' }],
};

const people = [
  { id: 'u1', name: '李', reachable: true },
  { id: 'u2', name: '王', reachable: false },
];

test('days that stay the same are warned of until a word takes their place, and so is who has no address', async () => {
  await needWords('schedules', 'reports', 'common');
  answers.push(({ method, path }) => {
    if (path.includes('/recipients/sales')) return json({ items: people, sends: true });
    return method === 'POST' ? json({ id: 's1', next: '2026-02-01T00:00:00Z' }, 201) : undefined;
  });
  const question = { view: 'product', since: '2025-03-05', until: '2025-03-09' };
  await showInside(
    <ScheduleReport report={sales} view={view} question={question} columns="net" />,
    { still: true },
  );
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: '定时发送' }));

  expect(await screen.findByText(/日期是固定的/)).toBeTruthy();
  await user.click(screen.getByLabelText('期间'));
  await user.click(await screen.findByTitle('上月'));
  expect(screen.queryByText(/日期是固定的/)).toBeNull();
  await user.click(screen.getByLabelText('收件人'));
  await user.click(await screen.findByTitle('王'));
  expect(await screen.findByText('王 还没有邮箱，收不到。')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: /保\s*存/ }));

  expect(await screen.findByText('下次 2026-02-01 08:00')).toBeTruthy();
  expect(posts()[0]?.body).toEqual({
    name: '销售统计',
    report: 'sales',
    rhythm: 'daily',
    day: 0,
    hour: 8,
    recipients: ['u1', 'u2'],
    asked: { view: 'product', period: 'last_month', columns: 'net' },
  });
});
