/** What a scan does on a sheet: it counts, asks how much, moves on to a place, or is refused. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Decimal } from '@/lib/decimal';
import { todayIn } from '@/lib/dates';
import { may, useSession } from '@/lib/session';
import { agree, complain } from '@/scan/feedback';
import type { Said } from '@/scan/SaidLine';
import { same } from '@/scan/codes';
import type { About, Amounts } from './Amount';
import {
  batchAgain,
  batchesLeft,
  firstGood,
  liesElsewhere,
  wrongWith,
  type BatchLeft,
} from './batches';
import { called, leftOf, type Item, type Sheet, type SheetLine, type Wish } from './basket';
import { over } from './days';
import { byBatch, find, type FoundGoods } from './finding';
import { lookingUp, type Doubted } from './lookingUp';
import type { Place } from './places';
import { taking } from './taking';
import { usePlaces } from './usePlaces';

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
const upper = (text: string) => text.toUpperCase();

export type Picking = ReturnType<typeof usePicking>;

export function usePicking({ sheet, houses, into, items, sent, keep, onUnknown }: Parts) {
  const { t } = useTranslation();
  const session = useSession();
  const [place, setPlace] = useState<Place | null>(null);
  const [asking, setAsking] = useState<Asking | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const [choice, setChoice] = useState<FoundGoods[]>([]);
  const [doubted, setDoubted] = useState<Doubted | null>(null);
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
    if (leaving && !asking?.about.goods.serialized) setAsking(null); // of other batches
    setSaid({ kind: 'good', text: t(leaving ? 'phone.at' : 'phone.putNow', { place: at.code }) });
    agree();
    return true;
  };
  const notGood = (goods: SheetLine, one: BatchLeft) =>
    t(wrongWith(one, today), { name: called(goods), batch: one.batch, day: one.expires_on });
  /** Where these goods are taken from; empty: wherever they lie. */
  const placeOf = (lines: readonly SheetLine[]) => (lines[0]?.located && place?.code) || '';
  const batchesOf = (lines: readonly SheetLine[]) => {
    if (!leaving) return null;
    const sources = lines.map((one) => one.source);
    return batchesLeft(lines[0]?.lying ?? [], sources, [...items(), ...sent], placeOf(lines));
  };
  const again = (lines: readonly SheetLine[], factor: string) => {
    const last = used[lines[0]?.product ?? ''] ?? '';
    const scanned = [...items(), ...sent];
    const here = { place: placeOf(lines), factor };
    return batchAgain(last, lines, scanned, batchesOf(lines), here);
  };
  /** By the books they do not lie where somebody stands: nothing is proposed, it would be refused. */
  const notHere = (goods: SheetLine): boolean => {
    const at = placeOf([goods]);
    const places = leaving && goods.batched ? liesElsewhere(goods.lying, at) : null;
    if (!places) return false;
    const told = { name: called(goods), place: at, places: places.join(' ') };
    refuse(t(places.length > 0 ? 'phone.liesElsewhere' : 'phone.liesNowhere', told));
    return true;
  };
  const openOf = (lines: readonly SheetLine[]) => {
    const lefts = lines.map((line) => leftOf(line, items(), sent).open);
    return lefts.reduce((all, one) => all.plus(one.gt(0) ? one : 0), ZERO);
  };
  const ask = (lines: SheetLine[], factor = '1', unit = '', of = '') => {
    const [first] = lines;
    if (!first || notHere(first)) return;
    const batches = batchesOf(lines);
    const open = openOf(lines);
    const batch = first.batch || of || (batches ? firstGood(batches) : again(lines, factor));
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
  const onTaken = (product: string, { batch }: Wish, text: string) => {
    if (batch) setUsed({ ...used, [product]: batch });
    setSaid({ kind: 'good', text });
  };
  const basket = { place, into, items, sent, keep };
  const take = taking({ t, leaving, any, ...basket, batchesOf, notGood, refuse, onTaken });

  const doubt = (one: Doubted) => {
    complain();
    setSaid(null);
    setDoubted(one);
  };
  const acts = { refuse, stand, ask, take, doubt };
  const { look, pieces } = lookingUp({ t, lines: sheet.lines, leaving, ...acts });
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
      ask(lines, factor, unit, batch);
      return;
    }
    const last = again(lines, factor);
    if (first.serialized || (first.batched && !first.batch && !last)) {
      const pieces = first.serialized && asking?.about.goods.product === first.product;
      ask(lines, factor, unit);
      if (pieces) refuse(t('phone.scanNumbers', { name: called(first) }));
      return;
    }
    setAsking(null);
    const of = first.batched && !first.batch ? { batch: last } : {};
    take(lines, { quantity: factor, ...of });
  };
  const isOpen = (line: SheetLine) => leftOf(line, items(), sent).open.gt(0);
  /** One of them is meant; if it may be several, or of several batches, people say which. */
  const among = (some: FoundGoods[]) => {
    const options = some.flatMap((one) => byBatch(one, isOpen));
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
    setDoubted(null);
    const found = find(sheet.lines, code);
    if (found.kind === 'goods') among([found]);
    else if (found.kind === 'several') among(found.options);
    else if (found.kind === 'location') stand({ ...found, state: 'good' });
    else {
      const at = places.known(code);
      if (at) stand(at);
      else if (asking?.about.goods.serialized) void pieces(asking.lines, code.trim());
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
  /** So much of what is still expected was lost on its way; null: all of it. */
  const lose = (part: Decimal | null) => {
    const lines = asking?.lines.filter(isOpen) ?? [];
    const taken = items()
      .concat(sent)
      .flatMap(({ serials }) => serials.map(upper));
    const serials = lines
      .flatMap((one) => one.serials)
      .filter((one) => !taken.includes(upper(one)));
    const quantity = (part ?? openOf(lines)).toFixed();
    if (take(lines, { quantity, lost: true }, serials)) setAsking(null);
  };
  const leave = () => {
    setAsking(null);
    setDoubted(null);
  };
  /** What is no piece at first sight is one after all, or it is none. */
  const judge = (isPiece: boolean) => {
    setDoubted(null);
    if (isPiece) doubted?.take();
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
  const scans = { scan, among, choice, mean, doubted, judge };
  const about = asking && { ...asking.about, open: openOf(asking.lines) }; // as it is by now
  const asked = asking && about && { lines: asking.lines, about };
  const state = { place, setPlace, asking: asked, said, setSaid };
  return { ...state, ask, say, lose, leave, take, refuse, ...moves, ...scans };
}
