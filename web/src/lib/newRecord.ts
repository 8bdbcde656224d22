/** The address of a record that does not exist yet: `/records/sales_order/new`. */
export const NEW = 'new';

/** The id in an address; null for a new record. */
export function idAt(part: string): string | null {
  return part === NEW ? null : part;
}

/**
 * Which page stands at a path. Records of one form share theirs, so that a new one stays where it is
 * when it gets its own address; every other address is a page of its own.
 */
export function pageAt(path: string): string {
  const [, form = '', part] = /^\/records\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
  return part === undefined || part === 'import' ? path : `/records/${form}/${NEW}`;
}
