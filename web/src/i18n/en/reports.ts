/** Reports. */
import type { reports as Chinese } from '../zh-Hans/reports';

export const reports: typeof Chinese = {
  reports: {
    period: 'Period',
    periodWord: 'Any days',
    view: 'View',
    rows: '{{shown}} rows',
    excel: 'Export to Excel',
    print: 'Print',
    nothing: 'Nothing fits these filters.',
    without: '(none)',
    chartTop: '{{figure}}, the first {{count}}',
    chartSums: 'What the columns come to',
    chartTold: '{{title}}, {{first}} to {{last}}; most on {{at}}: {{most}}',
    chartHide: 'Hide chart',
    chartShow: 'Show chart',
    leads: 'See what is behind it',
    turn: 'Swap rows and columns',
    notCompared: 'No comparison',
    comparedWith: 'Against {{since}} to {{until}}',
    comparedPeriod: 'Compared period',
    convert: 'Next step',
  },
};
