/** What a code means that the sheet does not know: the server is asked. */
import type { TFunction } from 'i18next';

import { called, type SheetLine, type Wish } from './basket';
import { meaningOf } from './phone';
import type { Place } from './places';
import { placeOf } from './usePlaces';

interface Parts {
  t: TFunction;
  /** of the sheet */
  lines: readonly SheetLine[];
  leaving: boolean;
  refuse(text: string): void;
  stand(at: Place): boolean;
  ask(lines: SheetLine[], factor: string, unit: string, batch: string): void;
  take(lines: SheetLine[], wish: Wish): boolean;
}

export function lookingUp({ t, lines, leaving, refuse, stand, ask, take }: Parts) {
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
    const of = lines.filter((one) => one.product === goods?.product);
    if (goods?.batch && of.length > 0) {
      ask(of, '1', '', goods.batch);
      return;
    }
    refuse(goods ? t('phone.strange', { name: called(goods) }) : t('phone.unknown', { code }));
  };
  /** It is taken for the number of a piece of the goods that are asked for. */
  const piece = async (of: SheetLine[], serial: string) => {
    const [first] = of;
    if (!first) return;
    // What we sell has a number that is known; without a network the server says so later.
    const found = leaving ? await meaningOf(serial).catch(() => null) : null;
    if (found && !found.goods.some((one) => one.product === first.product && one.serial)) {
      refuse(t('phone.noSuchPiece', { name: called(first), serial }));
      return;
    }
    take(of, { quantity: '1', serial });
  };
  return { look, piece };
}
