/** The address of a record that does not exist yet: `/records/sales_order/new`. */
export const NEW = 'new';

/** The id in an address; null for a new record. */
export function idAt(part: string): string | null {
  return part === NEW ? null : part;
}
