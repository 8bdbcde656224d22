/** What most people enter all day: where more is offered, this stands in front. */
const EVERYDAY = new Set([
  'sales_order',
  'sales_delivery',
  'sales_return',
  'purchase_order',
  'purchase_receipt',
  'stock_transfer',
  'customer_payment',
  'supplier_payment',
]);
const FEW = 2;

/** Those that stand in front: all, unless more than a few would be left out. */
export function everyday<T extends { form: string }>(offered: readonly T[]): readonly T[] {
  const front = offered.filter(({ form }) => EVERYDAY.has(form));
  return front.length === 0 || offered.length - front.length <= FEW ? offered : front;
}
