/** What pages of several modules say. */
import type { common as Chinese } from '../zh-Hans/common';

export const common: typeof Chinese = {
  settings: {
    cancel: 'Cancel',
  },
  cost: {
    show: 'Show where the cost comes from',
  },
  counting: {
    enter: 'Count and review',
  },
  lines: {
    batchUntil: 'Best before {{day}}',
    serials: 'Serial numbers',
    available: '{{quantity}} available',
  },
  grid: {
    searching: 'Searching…',
    nothingFound: 'Nothing found',
  },
  list: {
    count: '{{total}} in all',
    columns: 'Columns',
    columnsHint: 'Drag, or press Alt+↑↓, to change the order; Alt+←→ for the width',
    columnsAll: 'Show all columns',
    columnsReset: 'As it was by itself',
    sum: 'Total',
    sumInForce: 'Total in force',
    search: 'Search {{words}}',
    filters: 'Filters',
    moreFilters: 'More filters',
    fewerFilters: 'Fewer filters',
    from: '{{label}} from',
    to: '{{label}} to',
    clear: 'Clear filters',
    unfold: 'More',
    fold: 'Less',
    more: 'Loading more…',
  },
  files: {
    export: 'Export',
    pdf: 'Download PDF',
    excel: 'Excel (.xlsx)',
  },
  form: {
    find: 'Code or name',
    unfound: 'No single record fits “{{text}}”: choose one from the list',
    yes: 'Yes',
    no: 'No',
  },
  record: {
    save: 'Save',
    leaveIt: 'Leave it',
    moreOnward: 'More steps',
  },
  history: {
    system: 'System',
  },
  stock: {
    product: 'Product',
    warehouse: 'Warehouse',
    onHand: 'On hand',
    available: 'Available',
    value: 'Value',
    unitCost: 'Unit cost',
    occurredAt: 'When',
    document: 'Document',
    quantity: 'Quantity',
    onHandAfter: 'On hand after',
    cost: 'Cost',
  },
};
