/** Receivable, payable and periods. */
import type { money as Chinese } from '../zh-Hans/money';

export const money: typeof Chinese = {
  owed: {
    search: 'Search partners: code, name, pinyin initials',
    partner: 'Partner',
    showItems: 'Show documents',
    items: 'Open items',
    date: 'Date',
    document: 'Document',
    kind: 'Kind',
    net: 'Net',
    tax: 'Tax',
    total: 'Gross',
    left: 'Open',
    nothingFits: 'No partner fits. Try something else.',
    empty: 'Nothing is owed.',
  },
  periods: {
    help: 'A closed month accepts no entry. Months close in order; the last closed one can be opened again.',
    month: 'Month',
    state: 'State',
    open: 'Open',
    closed: 'Closed',
    close: 'Close',
    reopen: 'Open again',
    closing: '{{month}} accepts no entry from now on.',
    covers: '{{months}} without documents are closed with it.',
    comma: ', ',
    andBefore: 'Nor does any month before it.',
    reopening: '{{month}} accepts entries again; earlier months stay closed.',
    reopeningFirst: '{{month}} and all months before it accept entries again.',
    unused: 'no documents',
    empty: 'No month has entries yet.',
  },
};
