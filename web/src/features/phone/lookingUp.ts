/** What a code means that the sheet does not know: the server is asked. */
import type { TFunction } from 'i18next';

import { parseSerials } from '@/form/lines/serials';
import { same } from '@/scan/codes';
import { called, type SheetLine, type Wish } from './basket';
import { ofBatch } from './finding';
import { meaningOf } from './phone';
import type { Place } from './places';
import { placeOf } from './usePlaces';

/** What was scanned among pieces and may be none: why, and what takes it for one. */
export interface Doubted {
  text: string;
  name: string;
  take(): void;
}

interface Parts {
  t: TFunction;
  /** of the sheet */
  lines: readonly SheetLine[];
  leaving: boolean;
  refuse(text: string): void;
  stand(at: Place): boolean;
  ask(lines: SheetLine[], factor: string, unit: string, batch: string): void;
  take(lines: SheetLine[], wish: Wish, serials?: readonly string[]): boolean;
  doubt(doubted: Doubted): void;
}

export function lookingUp({ t, lines, leaving, refuse, stand, ask, take, doubt }: Parts) {
  /** It may be a location, or goods that do not belong here. */
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
    const here = found.goods.find(({ batch, product }) => {
      return batch && ofBatch(lines, product, batch).length > 0;
    });
    if (here) {
      ask(ofBatch(lines, here.product, here.batch), '1', '', here.batch);
      return;
    }
    if (goods?.batch && lines.some((one) => one.product === goods.product)) {
      refuse(t('phone.batchNotHere', { name: called(goods), of: goods.batch }));
      return;
    }
    refuse(goods ? t('phone.strange', { name: called(goods) }) : t('phone.unknown', { code }));
  };
  const piece = (of: SheetLine[], serial: string) => {
    take(of, { quantity: '1', serial });
  };
  /** What comes in has a number that nobody knows yet; what is called otherwise is none. */
  const coming = async (of: SheetLine[], serial: string) => {
    const product = of[0]?.product;
    const found = await meaningOf(serial).catch(() => null);
    const own = found?.goods.some((one) => one.product === product && one.serial);
    const at = found && !own ? placeOf(found) : null;
    const other = own ? undefined : found?.goods.find((one) => !one.serial);
    if (at) stand(at);
    else if (!other) piece(of, serial);
    else if (other.barcodes.some((one) => same(one.code, serial))) {
      refuse(t('phone.isBarcode', { code: serial, name: called(other) }));
    } else {
      const what = { code: serial, name: called(other) };
      doubt({
        text: t(other.batch ? 'phone.isBatch' : 'phone.isCode', what),
        name: of[0] ? called(of[0]) : '',
        take: () => {
          piece(of, serial);
        },
      });
    }
  };
  /** It is taken for the number of a piece of the goods that are asked for, or for several. */
  const pieces = async (of: SheetLine[], text: string) => {
    const [first] = of;
    const serials = parseSerials(text);
    const [serial = text] = serials;
    if (!first) return;
    if (serials.length > 1) {
      take(of, { quantity: String(serials.length) }, serials);
      return;
    }
    if (!leaving) {
      await coming(of, serial);
      return;
    }
    // What we sell has a number that is known; without a network the server says so later.
    const found = await meaningOf(serial).catch(() => null);
    if (found && !found.goods.some((one) => one.product === first.product && one.serial)) {
      refuse(t('phone.noSuchPiece', { name: called(first), serial }));
      return;
    }
    piece(of, serial);
  };
  return { look, pieces };
}
