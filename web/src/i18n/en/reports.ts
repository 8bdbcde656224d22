/** Reports. */
import type { reports as Chinese } from '../zh-Hans/reports';

export const reports: typeof Chinese = {
  reports: {
    period: 'Period',
    today: 'Today',
    week: 'This week',
    month: 'This month',
    lastMonth: 'Last month',
    year: 'This year',
    lastYear: 'Last year',
    view: 'View',
    rows: '{{shown}} rows',
    excel: 'Export to Excel',
    print: 'Print / PDF',
    nothing: 'Nothing fits these filters.',
    without: '(none)',
    leads: 'See what is behind it',
    convert: 'Next step',
  },
};
