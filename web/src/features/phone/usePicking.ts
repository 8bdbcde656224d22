/** What a scan does on a sheet: it counts, asks how much, moves on to a place, or is refused. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Decimal, decimal, showNumber } from '@/lib/decimal';
import { todayIn } from '@/lib/dates';
import { may, useSession } from '@/lib/session';
import { agree, complain } from '@/scan/feedback';
import type { About, Amounts } from './Amount';
import { batchesLeft, firstGood, wrongWith, type BatchLeft } from './batches';
import {
  find,
  leftOf,
  put,
  same,
  type Item,
  type Sheet,
  type SheetLine,
  type Wish,
} from './basket';
import { over } from './days';
import { meaningOf } from './phone';
import { linesAt, type Place } from './places';
import { placeOf, usePlaces } from './usePlaces';

export interface Said {
  kind: 'good' | 'bad';
  text: string;
}

interface Asking {
  lines: SheetLine[];
  about: About;
}

interface Parts {
  sheet: Pick<Sheet, 'target' | 'lines'>;
  /** warehouses in which places are named */
  houses: readonly string[];
  /** where what moves on is put */
  into?: string;
  /** as they are when it is asked */
  items(): Item[];
  sent: Item[];
  keep(items: Item[]): void;
  /** says what a code means that the sheet does not know; by default it is refused */
  onUnknown?(code: string): void;
}

/** Goods leave from where they lie. */
const LEAVING = ['sales_delivery', 'stock_transfer'];
const ZERO = new Decimal(0);
const called = ({ code, name }: { code: string; name: string }) => `${code} ${name}`;

export type Picking = ReturnType<typeof usePicking>;

export function usePicking({ sheet, houses, into, items, sent, keep, onUnknown }: Parts) {
  const { t } = useTranslation();
  const session = useSession();
  const [place, setPlace] = useState<Place | null>(null);
  const [asking, setAsking] = useState<Asking | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const [used, setUsed] = useState<Record<string, string>>({});
  const today = todayIn(session.company.time_zone);
  const leaving = LEAVING.includes(sheet.target);
  const places = usePlaces(houses, !leaving);
  const any = sheet.target !== 'sales_delivery' || may(session, 'sales_delivery', 'sell_expired');

  const refuse = (text: string) => {
    complain();
    setSaid({ kind: 'bad', text });
  };
  /** What is scanned next is of this place; or it is refused. */
  const stand = (at: Place | string): boolean => {
    const wrong = typeof at === 'string' ? at : places.whyNot(at);
    if (wrong !== null || typeof at === 'string') {
      refuse(wrong ?? '');
      return false;
    }
    setPlace(at);
    setSaid({ kind: 'good', text: t(leaving ? 'phone.at' : 'phone.putNow', { place: at.code }) });
    agree();
    return true;
  };
  const notGood = (goods: SheetLine, one: BatchLeft) =>
    t(wrongWith(one, today), { name: called(goods), batch: one.batch, day: one.expires_on });
  const batchesOf = (lines: readonly SheetLine[]) => {
    if (!leaving) return null;
    const sources = lines.map((one) => one.source);
    return batchesLeft(lines[0]?.lying ?? [], sources, [...items(), ...sent]);
  };
  const ask = (lines: SheetLine[], factor = '1', unit = '', of = '') => {
    const [first] = lines;
    if (!first) return;
    const batches = batchesOf(lines);
    const lefts = lines.map((line) => leftOf(line, items(), sent).open);
    const open = lefts.reduce((all, one) => all.plus(one.gt(0) ? one : 0), ZERO);
    const batch = first.batch || of || (batches ? firstGood(batches) : (used[first.product] ?? ''));
    const there = batches?.find((one) => same(one.batch, of));
    if (of && batches && !(there?.good || (there && any))) {
      refuse(there ? notGood(first, there) : t('phone.batchNotHere', { name: called(first), of }));
      return;
    }
    setSaid(null);
    setAsking({
      lines,
      about: {
        ...{ goods: first, factor, unit: unit || first.unit, batches, batch, open },
        fixed: batches === null && first.batch !== '',
      },
    });
  };
  /** Whether it was taken. */
  const take = (lines: SheetLine[], wish: Wish): boolean => {
    const [first] = lines;
    if (!first) return false;
    const name = called(first);
    const there = batchesOf(lines)?.find((one) => same(one.batch, wish.batch ?? ''));
    if (wish.batch && there && !there.good && !any) {
      refuse(notGood(first, there));
      return false;
    }
    if (there && (decimal(there.left) ?? ZERO).lt(decimal(wish.quantity) ?? 0)) {
      const left = `${showNumber(there.left)} ${first.unit}`;
      refuse(t('phone.batchTooMany', { name, batch: there.batch, left }));
      return false;
    }
    const at = wish.serial && leaving ? null : place; // a piece leaves from where it lies
    const reached = linesAt(lines, at);
    if (at && reached.length === 0) {
      refuse(t('phone.goodsElsewhere', { name, warehouse: first.warehouse, place: at.code }));
      return false;
    }
    const named = wish.serial && leaving ? { location: '' } : at ? { location: at.code } : {};
    const outcome = put(reached, items(), sent, { ...named, ...(into ? { into } : {}), ...wish });
    if (outcome.refused === 'twice') {
      refuse(t('phone.twice', { serial: wish.serial ?? '' }));
      return false;
    }
    if (outcome.refused) {
      const left = `${showNumber(outcome.left)} ${first.unit}`;
      refuse(t('phone.tooMany', { name, left }));
      return false;
    }
    agree();
    keep(outcome.items);
    if (wish.batch) setUsed({ ...used, [first.product]: wish.batch });
    const quantity = `${showNumber(wish.quantity)} ${first.unit}`;
    const more = [wish.batch, wish.serial].filter(Boolean).join(' ');
    setSaid({ kind: 'good', text: `${name} ${more} +${quantity}` });
    return true;
  };

  /** What the sheet does not know may be a location, or goods that do not belong here. */
  const look = async (code: string) => {
    const found = await meaningOf(code).catch(() => null);
    if (!found) {
      refuse(t('phone.cannotAsk', { code }));
      return;
    }
    const at = placeOf(found);
    if (at) {
      stand(at);
      return;
    }
    const [goods] = found.goods;
    const of = sheet.lines.filter((one) => one.product === goods?.product);
    if (goods?.batch && of.length > 0) {
      ask(of, '1', '', goods.batch);
      return;
    }
    refuse(goods ? t('phone.strange', { name: called(goods) }) : t('phone.unknown', { code }));
  };
  const piece = async (of: Asking, serial: string) => {
    const [first] = of.lines;
    if (!first) return;
    // What we sell has a number that is known; without a network the server says so later.
    const found = leaving ? await meaningOf(serial).catch(() => null) : null;
    if (found && !found.goods.some((one) => one.product === first.product && one.serial)) {
      refuse(t('phone.noSuchPiece', { name: called(first), serial }));
      return;
    }
    take(of.lines, { quantity: '1', serial });
  };
  const scan = (code: string, lines: SheetLine[] = sheet.lines) => {
    const found = find(lines, code);
    if (found.kind === 'location') {
      stand({ ...found, state: 'good' });
      return;
    }
    if (found.kind === 'unknown') {
      const at = places.known(code);
      if (at) stand(at);
      else if (asking?.about.goods.serialized) void piece(asking, code.trim());
      else if (onUnknown) onUnknown(code.trim());
      else void look(code.trim());
      return;
    }
    const [first] = found.lines;
    if (!first) return;
    if (found.serial) {
      take(found.lines, { quantity: '1', serial: found.serial });
      return;
    }
    if (found.batch) {
      ask(found.lines, '1', '', found.batch);
      return;
    }
    const again = used[first.product];
    const rest = batchesOf(found.lines)?.find((one) => one.batch === again);
    const enough = !rest || (decimal(rest.left) ?? ZERO).gte(decimal(found.factor) ?? 1);
    if (first.serialized || (first.batched && !first.batch && !(again && enough))) {
      const unit = first.barcodes.find((one) => same(one.code, code.trim()))?.unit ?? '';
      ask(found.lines, found.factor, unit);
      return;
    }
    setAsking(null);
    take(found.lines, {
      quantity: found.factor,
      ...(first.batched && !first.batch && again ? { batch: again } : {}),
    });
  };
  const say = (amounts: Amounts) => {
    if (!asking || !take(asking.lines, amounts)) return;
    setAsking(null);
    // It may come, for it may have to go back; but nobody should learn of it only on the shelf.
    const { goods } = asking.about;
    const day = leaving ? '' : over(amounts, goods.shelf_life, today);
    if (day) refuse(t('phone.comesExpired', { name: called(goods), batch: amounts.batch, day }));
  };
  const leave = () => {
    setAsking(null);
  };
  const reach = async (code: string) => stand(await places.reach(code));
  /** Another place for something of the line, or in words why not. */
  const placeFor = async (line: SheetLine, code: string): Promise<Place | string> => {
    const at = await places.reach(code, [line.warehouse_id]);
    if (typeof at === 'string') complain();
    else agree();
    return at;
  };
  /** Are goods put there? Otherwise it is refused. */
  const fits = (at: Place, where: readonly string[]): boolean => {
    const wrong = places.whyNot(at, where, true);
    if (wrong !== null) refuse(wrong);
    return wrong === null;
  };
  const moves = { fits, reach, placeFor, stand, leaving };
  return { place, setPlace, asking, said, setSaid, ask, scan, say, leave, take, refuse, ...moves };
}
