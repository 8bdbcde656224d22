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
    tickAlerts:
      'Tick alerts to order what is short, to see to what is too much, to take note, or to put them off.',
    tick: 'Tick proposals to change how much, or to make drafts of orders and transfers.',
    makeDrafts: 'Make drafts ({{count}})',
    quantity: 'Quantity',
    change: 'Change',
    again: 'Work out anew',
    working: 'Being worked out; you are told when it is done.',
    made: 'Drafts made: {{count}}',
    draft: '{{label}}, lines: {{count}}',
    mine: 'My alerts',
    places: 'Warehouses I look after',
    placesHelp: 'You hear of these only; none means all',
    allPlaces: 'All warehouses',
    mail: 'Alerts by mail',
    mailDaily: 'Once a day',
    mailOnce: 'At once',
    mailNo: 'Not at all',
    mailFailed: 'The last letter was not taken: {{said}}',
    mailNoServer: 'The company has no mail server in its settings yet: no mail is sent.',
    mailNoAddress: 'You have no address yet; an administrator enters it with the members.',
    tooMuch: 'Too much…',
    bring: 'Bring to warehouses that lack it',
    clear: 'Clearance price: {{off}}% off',
  },
};
