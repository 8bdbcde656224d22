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
  called,
  leftOf,
  put,
  same,
  type Item,
  type Sheet,
  type SheetLine,
  type Wish,
} from './basket';
import { over } from './days';
import { find, type FoundGoods } from './finding';
import { lookingUp } from './lookingUp';
import { linesAt, type Place } from './places';
import { usePlaces } from './usePlaces';

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

export type Picking = ReturnType<typeof usePicking>;

export function usePicking({ sheet, houses, into, items, sent, keep, onUnknown }: Parts) {
  const { t } = useTranslation();
  const session = useSession();
  const [place, setPlace] = useState<Place | null>(null);
  const [asking, setAsking] = useState<Asking | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const [choice, setChoice] = useState<FoundGoods[]>([]);
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

  const { look, piece } = lookingUp({ t, lines: sheet.lines, leaving, refuse, stand, ask, take });
  /** Somebody meant these goods. */
  const mean = ({ lines, factor, unit, serial, batch }: FoundGoods) => {
    const [first] = lines;
    if (!first) return;
    setChoice([]);
    if (serial) {
      take(lines, { quantity: '1', serial });
      return;
    }
    if (batch) {
      ask(lines, '1', '', batch);
      return;
    }
    const again = used[first.product];
    const rest = batchesOf(lines)?.find((one) => one.batch === again);
    const enough = !rest || (decimal(rest.left) ?? ZERO).gte(decimal(factor) ?? 1);
    if (first.serialized || (first.batched && !first.batch && !(again && enough))) {
      ask(lines, factor, unit);
      return;
    }
    setAsking(null);
    const of = first.batched && !first.batch && again ? { batch: again } : {};
    take(lines, { quantity: factor, ...of });
  };
  /** One of them is meant; if it may be several, people say which. */
  const among = (options: FoundGoods[]) => {
    const [only, second] = options;
    if (only && !second) mean(only);
    else {
      complain();
      setSaid(null);
      setChoice(options);
    }
  };
  const scan = (code: string) => {
    setChoice([]);
    const found = find(sheet.lines, code);
    if (found.kind === 'goods') mean(found);
    else if (found.kind === 'several') among(found.options);
    else if (found.kind === 'location') stand({ ...found, state: 'good' });
    else {
      const at = places.known(code);
      if (at) stand(at);
      else if (asking?.about.goods.serialized) void piece(asking.lines, code.trim());
      else if (onUnknown) onUnknown(code.trim());
      else void look(code.trim());
    }
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
  const scans = { scan, among, choice, mean };
  return {
    place,
    setPlace,
    asking,
    said,
    setSaid,
    ask,
    say,
    leave,
    take,
    refuse,
    ...moves,
    ...scans,
  };
}
