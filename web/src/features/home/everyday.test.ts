import { expect, it } from 'vitest';

import { everyday } from './everyday';

const named = (...forms: string[]) => forms.map((form) => ({ form }));

it('puts everyday documents in front of many', () => {
  const offered = named('purchase_order', 'inspection', 'loan', 'sales_delivery', 'revaluation');
  expect(everyday(offered)).toEqual(named('purchase_order', 'sales_delivery'));
});

it('leaves nothing out for a few, nor where no everyday document is offered', () => {
  const few = named('purchase_order', 'inspection', 'loan');
  expect(everyday(few)).toBe(few);
  const own = named('inspection', 'loan', 'revaluation');
  expect(everyday(own)).toBe(own);
});
