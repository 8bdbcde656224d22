/** What the steps of setting up a company are called, on home and in the wizard. */
export const STEP_TITLES = {
  company: 'steps.company',
  warehouse: 'steps.warehouse',
  people: 'steps.people',
  product: 'steps.product',
  partner: 'steps.partner',
  stock: 'steps.stock',
  sale: 'steps.sale',
} as const;
