import type { planning as Chinese } from '../zh-Hans/planning';

/** Alerts and replenishment. */
export const planning: typeof Chinese = {
  planning: {
    choose: 'Choose {{what}}',
    chooseAll: 'Choose all',
    order: 'Order ({{count}})',
    note: 'Take note',
    putOff: 'Put off until…',
    tomorrow: 'Tomorrow',
    week: 'In a week',
    month: 'In 30 days',
    tickAlerts: 'Tick alerts to order what is short, to take note, or to put them off.',
    tick: 'Tick proposals to change how much, or to make drafts of orders and transfers.',
    makeDrafts: 'Make drafts ({{count}})',
    quantity: 'Quantity',
    change: 'Change',
    again: 'Work out anew',
    working: 'Being worked out; you are told when it is done.',
    made: 'Drafts made: {{count}}',
    draft: '{{label}}, lines: {{count}}',
  },
};
