/** Puts what was meant into the basket, or says why it cannot be there. */
import type { TFunction } from 'i18next';

import { decimal, showNumber } from '@/lib/decimal';
import { agree } from '@/scan/feedback';
import { same } from '@/scan/codes';
import { called, number, put, type Item, type SheetLine, type Wish } from './basket';
import type { BatchLeft } from './batches';
import { linesAt, type Place } from './places';

interface Parts {
  t: TFunction;
  leaving: boolean;
  /** what is not good may be taken */
  any: boolean;
  place: Place | null;
  into: string | undefined;
  items(): Item[];
  sent: Item[];
  keep(items: Item[]): void;
  batchesOf(lines: readonly SheetLine[]): BatchLeft[] | null;
  notGood(goods: SheetLine, one: BatchLeft): string;
  refuse(text: string): void;
  onTaken(product: string, wish: Wish, text: string): void;
}

export function taking(parts: Parts) {
  const { t, leaving, any, place, into, items, sent, refuse } = parts;
  const wrongBatch = (first: SheetLine, lines: SheetLine[], wish: Wish): string | null => {
    const there = parts.batchesOf(lines)?.find((one) => same(one.batch, wish.batch ?? ''));
    if (!there) return null;
    if (wish.batch && !there.good && !any) return parts.notGood(first, there);
    if (number(there.left).gte(decimal(wish.quantity) ?? 0)) return null;
    const left = `${showNumber(there.left)} ${first.unit}`;
    return t('phone.batchTooMany', { name: called(first), batch: there.batch, left });
  };
  /** Whether it was taken: a quantity, or each of these pieces; all of them or none. */
  return (lines: SheetLine[], wish: Wish, serials: readonly string[] = []): boolean => {
    const [first] = lines;
    if (!first) return false;
    const name = called(first);
    const wrong = wrongBatch(first, lines, wish);
    if (wrong !== null) {
      refuse(wrong);
      return false;
    }
    const pieces = serials.length > 0 || Boolean(wish.serial);
    const at = pieces && leaving ? null : place; // a piece leaves from where it lies
    const reached = linesAt(lines, at);
    if (at && reached.length === 0) {
      refuse(t('phone.goodsElsewhere', { name, warehouse: first.warehouse, place: at.code }));
      return false;
    }
    const named =
      wish.lost || (pieces && leaving) ? { location: '' } : at ? { location: at.code } : {};
    const about = { ...named, ...(into ? { into } : {}), ...wish };
    const each: Wish[] = serials.map((serial) => ({ ...about, quantity: '1', serial }));
    let next = items();
    for (const [index, one] of (each.length > 0 ? each : [about]).entries()) {
      const outcome = put(reached, next, sent, one);
      if (outcome.refused === 'twice') {
        refuse(t('phone.twice', { serial: one.serial ?? '' }));
        return false;
      }
      if (outcome.refused) {
        const left = number(outcome.left).plus(index).toFixed(); // none of them is taken
        refuse(t('phone.tooMany', { name, left: `${showNumber(left)} ${first.unit}` }));
        return false;
      }
      next = outcome.items;
    }
    agree();
    parts.keep(next);
    const quantity = `${showNumber(wish.quantity)} ${first.unit}`;
    const more = [wish.lost && t('phone.lost'), wish.batch, wish.serial].filter(Boolean).join(' ');
    parts.onTaken(first.product, wish, `${name} ${more} +${quantity}`);
    return true;
  };
}
