/** How what a page is asked stands in its address: as people can read and send it. */

/** Plain text on both sides of the `=`. */
export type Search = Record<string, string>;

export function parseSearch(text: string): Search {
  return Object.fromEntries(new URLSearchParams(text));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (typeof value === 'string' && value) parts.set(name, value);
  }
  const text = parts.toString().replaceAll('%2C', ',');
  return text ? `?${text}` : '';
}

export const anySearch = (search: Record<string, unknown>): Search => search as Search;
