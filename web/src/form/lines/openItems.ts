/** The lines of a payment: open items of its partner, found by their number or taken all at once. */
import type { Candidate, Lookup } from '@/grid/columns';
import type { CellValue, Values } from '@/grid/rows';
import { get } from '@/lib/api';
import { decimal, Decimal, plainNumber } from '@/lib/decimal';
import type { Form, Table } from '../form';
import { theOne } from './lookups';

export interface OpenItem {
  id: string;
  kind: 'receivable' | 'payable';
  form: string;
  record: string;
  number: string;
  date: string;
  due_on: string | null;
  total: string;
  left: string;
}

/** Which side of a partner's items the lines of this form settle; null where they settle none. */
export function settles(form: Form, table: Table): OpenItem['kind'] | null {
  const item = table.fields.find((field) => field.name === 'item');
  if (item?.kind !== 'line') return null;
  return form.name === 'supplier_payment' ? 'payable' : 'receivable';
}

export async function openItems(
  partner: string,
  kind: OpenItem['kind'],
  signal?: AbortSignal,
): Promise<OpenItem[]> {
  if (!partner) return [];
  const { items } = await get<{ items: OpenItem[] }>(
    '/api/v1/owed/items',
    { partner, kind },
    signal,
  );
  return items;
}

/** What an item brings into its line; all that is left of it is settled, unless `amount` is less. */
export function lineOf(item: OpenItem, amount = item.left): Values {
  return {
    item: { id: item.id, number: item.number },
    number: item.number,
    occurred_on: item.date,
    due_on: item.due_on,
    total: item.total,
    left: item.left,
    amount,
  };
}

/** A stored line knows the item by its id and its number. */
export function asItem(given: Record<string, unknown>): CellValue | undefined {
  const { item, number } = given;
  if (typeof item !== 'string' || typeof number !== 'string') return undefined;
  return { id: item, number };
}

export function itemLookup(partner: string, kind: OpenItem['kind']): Lookup {
  const search = async (typed: string, signal?: AbortSignal): Promise<Candidate[]> => {
    const wanted = typed.trim().toUpperCase();
    const found = await openItems(partner, kind, signal);
    return found
      .filter((item) => item.number.toUpperCase().includes(wanted))
      .slice(0, 50)
      .map((item) => {
        const { item: chosen, ...fill } = lineOf(item);
        return {
          chosen: chosen as Candidate['chosen'],
          exact: item.number.toUpperCase() === wanted,
          hint: `${item.date} · ${item.left}`,
          fill,
        };
      });
  };
  return {
    search: (typed, _row, signal) => search(typed, signal),
    async resolve(typed) {
      return Promise.all(typed.map(async (each) => theOne(await search(each).catch(() => []))));
    },
  };
}

function isCredit(item: OpenItem): boolean {
  return decimal(item.left)?.lt(0) === true;
}

const PAID_BEFORE = ['customer_payment', 'supplier_payment', 'opening_balance'];

/** 预收付: money that was paid before there was anything to pay for. */
export function isAdvance(item: OpenItem): boolean {
  return isCredit(item) && PAID_BEFORE.includes(item.form);
}

function lesser(one: Decimal, other: Decimal): Decimal {
  return one.lt(other) ? one : other;
}

/** Lines that settle what is owed against what is credited, oldest first, without any money. */
export function offset(items: readonly OpenItem[]): Values[] {
  const nothing = new Decimal(0);
  const credits = items.filter(isCredit);
  const owed = items.filter((item) => !isCredit(item));
  const sum = (some: readonly OpenItem[]) =>
    some.reduce((all, item) => all.plus(decimal(item.left) ?? 0), nothing).abs();
  const both = lesser(sum(credits), sum(owed));
  const lines: Values[] = [];
  for (const side of [credits, owed]) {
    let rest = both;
    for (const item of side) {
      const left = decimal(item.left);
      if (!left || rest.lte(0)) continue;
      const part = lesser(left.abs(), rest);
      lines.push(lineOf(item, plainNumber(left.lt(0) ? part.neg() : part)));
      rest = rest.minus(part);
    }
  }
  return lines;
}

/**
 * Lines for the items, oldest first: credits whole, then as far as `money` reaches; all of them
 * when no money is given. What was paid in advance is used up only where somebody chooses so
 * (`advances`), or where money goes back.
 */
export function spread(
  given: readonly OpenItem[],
  money: Decimal | null,
  advances = false,
): Values[] {
  const all = advances || money?.lt(0) === true;
  const items = all ? given : given.filter((item) => !isAdvance(item));
  if (money === null) return items.map((item) => lineOf(item));
  const credits = items.filter(isCredit);
  let rest = credits.reduce((sum, item) => sum.minus(decimal(item.left) ?? 0), money);
  const lines = credits.map((item) => lineOf(item));
  for (const item of items) {
    const left = decimal(item.left);
    if (isCredit(item) || !left || rest.lte(0)) continue;
    const part = left.lt(rest) ? left : rest;
    lines.push(lineOf(item, plainNumber(part)));
    rest = rest.minus(part);
  }
  return lines;
}
