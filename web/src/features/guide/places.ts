/** The pages of the guide, in the order in which they are read, and which one belongs to a screen. */

export const PAGES = [
  'first-day',
  'documents',
  'buying',
  'selling',
  'stock',
  'counting',
  'phone',
  'money',
] as const;

export type GuidePage = (typeof PAGES)[number];

export function isPage(name: string): name is GuidePage {
  return (PAGES as readonly string[]).includes(name);
}

const BY_FORM: Record<string, GuidePage> = {
  stock_count: 'counting',
  count_plan: 'counting',
  customer_payment: 'money',
  supplier_payment: 'money',
  opening_balance: 'money',
  product: 'stock',
  batch: 'stock',
  style: 'stock',
  attribute: 'stock',
  product_category: 'stock',
  brand: 'stock',
  unit: 'stock',
  warehouse: 'stock',
  location: 'stock',
  serial_number: 'stock',
  partner: 'selling',
  price_level: 'selling',
  price_list: 'selling',
  supplier_price_list: 'buying',
  reject_reason: 'buying',
};
const BY_MODULE: Record<string, GuidePage> = {
  purchasing: 'buying',
  sales: 'selling',
  inventory: 'stock',
  finance: 'money',
};
const BY_ROOM: Record<string, GuidePage> = {
  stock: 'stock',
  phone: 'phone',
  count: 'counting',
  owed: 'money',
  periods: 'money',
  proof: 'stock',
  jobs: 'documents',
};

/** What the guide says of the screen at `path`; `moduleOf` knows where a form or report stands. */
export function guideOf(path: string, moduleOf: (name: string) => string | undefined): GuidePage {
  const [, room = '', name = '', record] = path.split('/');
  if (room === 'records' && record === 'import') return 'documents';
  if (room === 'records' && record === 'new' && BY_FORM[name] === undefined) return 'documents';
  if (room === 'records' || room === 'reports') {
    return BY_FORM[name] ?? BY_MODULE[moduleOf(name) ?? ''] ?? 'first-day';
  }
  return BY_ROOM[room] ?? 'first-day';
}
