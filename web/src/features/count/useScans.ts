/** What a scan does on a count sheet: a place, goods, a piece of those that are being counted. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { parseSerials } from '@/form/lines/serials';
import { agree, complain } from '@/scan/feedback';
import type { Said } from '@/scan/SaidLine';
import { same } from '@/scan/codes';
import { meaningOf, type Meaning } from '../phone/phone';
import type { Place } from '../phone/places';
import { placeOf, usePlaces } from '../phone/usePlaces';
import { find, hereOf, sampleOf } from './finding';
import type { About } from './HowMany';
import type { SheetLine } from './queue';

interface Parts {
  lines: readonly SheetLine[];
  /** of which places are named; empty: there are none */
  warehouse: string;
  place: string;
  onPlace(code: string): void;
  /** what is being counted now */
  about: About | null;
  onAbout(about: About): void;
  onPiece(about: About, serial: string, sure: boolean): void;
}

export interface Doubted {
  text: string;
  name: string;
  about: About;
  serial: string;
}

/** For so long nobody waits for the server: what it would say it says when it is sent. */
const PATIENCE = 4_000;
/** So few figures are a quantity sooner than the number of a piece. */
const FIGURE = /^\d{1,4}([.,]\d+)?$/;

async function meant(code: string): Promise<Meaning | null> {
  const late = new AbortController();
  const timer = setTimeout(() => {
    late.abort();
  }, PATIENCE);
  try {
    return await meaningOf(code, '', late.signal);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

const nameOf = ({ sample, code }: About) => (sample ? `${sample.code} ${sample.name}` : code);

export function useScans({ lines, warehouse, place, onPlace, about, onAbout, onPiece }: Parts) {
  const { t } = useTranslation();
  const [said, setSaid] = useState<Said | null>(null);
  const [doubted, setDoubted] = useState<Doubted | null>(null);
  const places = usePlaces(warehouse ? [warehouse] : [], true);

  const refuse = (text: string) => {
    complain();
    setSaid({ kind: 'bad', text });
  };
  const stand = (code: string) => {
    onPlace(code);
    setSaid({ kind: 'good', text: t('phone.at', { place: code }) });
    agree();
  };
  const standAt = (at: Place) => {
    const wrong = places.whyNot(at);
    if (wrong === null) stand(at.code);
    else refuse(wrong);
  };
  /** A place of this warehouse; or in words why nobody counts there. */
  const reach = async (typed: string) => {
    setDoubted(null);
    const here = lines.find((one) => one.location_code && same(one.location_code, typed));
    const at = places.known(typed);
    if (here?.location_code) stand(here.location_code);
    else if (at) standAt(at);
    else await ask(typed);
  };
  /** A place that this device does not know. */
  const ask = async (typed: string) => {
    const found = await meant(typed);
    const at = found && placeOf(found);
    if (!found)
      stand(typed); // the server says of each tally whether it is one
    else if (!at) refuse(t('phone.noSuchPlace', { code: typed }));
    else standAt(at);
  };
  const doubt = (of: About, serial: string, text: string) => {
    complain();
    setSaid(null);
    setDoubted({ about: of, serial, text, name: nameOf(of) });
  };
  /** Other goods are meant, unless it is the number of a piece of those before. */
  const turn = (next: About, text: string) => {
    const before = about?.sample?.serialized ? about : null;
    if (before && before.sample?.product === next.sample?.product) {
      refuse(t('phone.scanNumbers', { name: nameOf(before) }));
      return;
    }
    setSaid(null);
    onAbout(next);
    if (!before) return;
    const words = { code: text, name: nameOf(next) };
    const what = t(next.batch ? 'phone.isBatch' : 'phone.isCode', words);
    setDoubted({ about: before, serial: text, text: what, name: nameOf(before) });
  };
  /** What the server says that a code means, which the sheet does not know. */
  const aboutOf = (found: Meaning, text: string): { next: About; serial: string } | null => {
    const listed = (product: string) => lines.find((one) => one.product === product);
    const goods = found.goods.find((one) => listed(one.product)) ?? found.goods[0];
    if (!goods) return null;
    const sample = listed(goods.product) ?? sampleOf(goods);
    const its = hereOf(lines, sample, place);
    const { factor, batch, serial } = goods;
    return { next: { code: text, sample, lines: its, factor, batch }, serial };
  };
  const look = async (text: string) => {
    const found = await meant(text);
    const at = found && placeOf(found);
    if (at && warehouse) {
      standAt(at);
      return;
    }
    const other = found && aboutOf(found, text);
    if (other) {
      onAbout(other.next);
      setSaid(null);
      if (other.serial) onPiece(other.next, other.serial, false);
    } else if (found) refuse(t('phone.unknown', { code: text }));
    else {
      complain();
      onAbout({ code: text, sample: null, lines: [], factor: '1' });
    }
  };
  /** It is the number of a piece, unless it means something else. */
  const piece = async (of: About, serial: string) => {
    const found = await meant(serial);
    const own = found?.goods.some((one) => one.product === of.sample?.product && one.serial);
    const at = found && !own ? placeOf(found) : null;
    const called = found && { ...found, goods: found.goods.filter((one) => !one.serial) };
    const other = called && !own ? aboutOf(called, serial) : null;
    if (at && warehouse) standAt(at);
    else if (at) doubt(of, serial, t('phone.isPlace', { code: serial, place: at.code }));
    else if (other) turn(other.next, serial);
    else if (!own && FIGURE.test(serial)) doubt(of, serial, t('counting.isFigure', { serial }));
    else onPiece(of, serial, false);
  };
  const pieces = (of: About, text: string) => {
    const serials = parseSerials(text);
    const [only = text] = serials;
    if (serials.length < 2) void piece(of, only);
    else for (const one of serials) onPiece(of, one, false);
  };
  const scan = (typed: string) => {
    const text = typed.trim();
    const at = places.known(text);
    setDoubted(null);
    const what = find(lines, text, place);
    if (what.kind === 'location') stand(what.code);
    else if (what.kind === 'goods') {
      const { sample, lines: here, factor, batch } = what;
      turn({ code: text, sample, lines: here, factor, batch }, text);
    } else if (at) standAt(at);
    else if (about?.sample?.serialized) pieces(about, text);
    else void look(text);
  };
  /** What is no piece at first sight is one after all, or it is none. */
  const judge = (isPiece: boolean) => {
    setDoubted(null);
    if (!doubted || !isPiece) return;
    onAbout(doubted.about);
    onPiece(doubted.about, doubted.serial, true);
  };
  const isPlace = (text: string) => places.known(text) !== null;
  const forget = () => {
    setDoubted(null);
    setSaid(null);
  };
  return { scan, reach, judge, isPlace, said, doubted, forget };
}
