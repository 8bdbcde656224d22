/** A search begun in a cell, and what it may end in. Pure. */
import { cellTexts, type Candidate, type Column } from './columns';
import type { Row } from './rows';

export interface Search {
  key: string;
  name: string;
  text: string;
  /** null: not asked yet */
  found: readonly Candidate[] | null;
  highlight: number;
  open: boolean;
  busy: boolean;
  /** the arrows were used: Enter takes what they point at, exact match or not */
  pointed: boolean;
  /** opened to look at the list, nothing typed */
  browsing: boolean;
}

export function shownName(row: Row, column: Column): string {
  return cellTexts.lookup.show(row.values[column.name], column);
}

export function onlyOne(found: readonly Candidate[]): Candidate | null {
  const exact = found.filter((candidate) => candidate.exact);
  if (exact.length === 1) return exact[0] ?? null;
  return found.length === 1 ? (found[0] ?? null) : null;
}

export const forever = new AbortController().signal;

export async function quietly<T>(work: Promise<T> | undefined): Promise<T | null> {
  return (await work?.catch(() => null)) ?? null;
}

export function begun(row: Row, column: Column, text: string): Search {
  return {
    key: row.key,
    name: column.name,
    text,
    found: null,
    highlight: -1,
    open: false,
    busy: false,
    pointed: false,
    browsing: false,
  };
}
