/** 调拨: goods go from one warehouse to another, scanned one after the other. */
import { Link } from '@tanstack/react-router';
import { Button, Switch } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { todayIn } from '@/lib/dates';
import { may, useSession } from '@/lib/session';
import { newId } from '@/scan/ids';
import { agree } from '@/scan/feedback';
import type { ScanHandle } from '@/scan/ScanBox';
import { Amount } from './Amount';
import { onTheWay, useParcels, type Parcel } from './parcels';
import type { Item } from './basket';
import { mayTransfer, meaningOf } from './phone';
import { Moved } from './Moved';
import type { Place } from './places';
import { ScanEntry } from './ScanEntry';
import { Arrivals, Parcels, TakenBack, WholeError } from './states';
import { lineOf, NOWHERE, optionsOf, transferOf, type Way } from './transfer';
import { useBasket } from './useBasket';
import { usePicking } from './usePicking';
import { useTrying } from './useTrying';
import { placeOf } from './usePlaces';
import { Ways } from './Ways';
import '@/scan/scan.css';
import './phone.css';

const TASK = 'transfer';
const AGAIN = 5_000;

export function TransferPage() {
  const { t } = useTranslation();
  const session = useSession();
  const { basket, keep, now } = useBasket<Way>(TASK);
  const way = basket.more ?? NOWHERE;
  const { items, errors } = basket;
  const { outbox, arrived } = useParcels();
  const box = useRef<ScanHandle>(null);
  const sees = may(session, 'stock', 'view');
  const from = (parcel: Parcel) => (parcel.more as Way | null)?.warehouse === way.warehouse;
  const sent = onTheWay(outbox.all.filter(from), TASK);
  const lines = Object.values(way.goods).map((goods) => lineOf(goods, sees, way.warehouse));
  const [put, setPut] = useState<Place | null>(null);
  const into = put && !way.in_steps && put.warehouse === way.into ? put.code : '';
  const placed = lines.some((line) => line.lying.some((spot) => spot.location));
  const ready = way.warehouse !== '' && way.into !== '';

  const bodyFor = (some: readonly Item[]) =>
    transferOf(way, some, todayIn(session.company.time_zone));
  const trying = useTrying({
    path: '/api/v1/handling/stock_transfer/try',
    body: bodyFor,
    allowed: ready && mayTransfer(session),
    now,
    keep,
    onBack: () => {
      pick.setSaid(null);
    },
  });
  const pick = usePicking({
    sheet: { target: 'stock_transfer', lines },
    houses: way.warehouse ? [way.warehouse] : [],
    into,
    items: () => now().items,
    sent,
    keep: trying.scan,
    onUnknown: (code) => void ask(code),
  });
  const change = (how: (way: Way) => Partial<Way>) => {
    const before = now().more ?? NOWHERE;
    keep({ more: { ...before, ...how(before) } });
  };
  const answers = useRef(false);
  /** Without a network the code waits until somebody can say what it means. */
  const ask = async (code: string, again = false): Promise<void> => {
    const found = await meaningOf(code, way.warehouse).catch(() => null);
    answers.current = found !== null;
    if (!found) {
      if (again) return;
      change(({ pending }) => ({ pending: [...pending, code] }));
      pick.setSaid({ kind: 'good', text: t('phone.askLater', { code }) });
      return;
    }
    if (again) {
      change(({ pending: [first, ...rest] }) => (first === code ? { pending: rest } : {}));
    }
    const at = placeOf(found);
    if (at) {
      // In two steps the goods are put away when they arrive.
      if (at.warehouse !== way.into || way.in_steps) pick.stand(at);
      else if (pick.fits(at, [way.into])) {
        setPut(at);
        pick.setSaid({ kind: 'good', text: t('phone.putNow', { place: at.code }) });
        agree();
      }
      return;
    }
    if (found.goods.length === 0) {
      pick.refuse(t('phone.unknown', { code }));
      return;
    }
    const meant = optionsOf(code, found.goods, (one) => lineOf(one, sees, way.warehouse));
    const cards = new Set(meant.flatMap(({ lines: [line] }) => line?.product ?? []));
    const goods = found.goods.filter(({ product }) => cards.has(product));
    change((before) => ({
      goods: { ...before.goods, ...Object.fromEntries(goods.map((one) => [one.product, one])) },
    }));
    pick.among(meant);
  };
  const [next] = way.pending;
  const left = way.pending.length;
  const latest = useRef(ask);
  useEffect(() => {
    latest.current = ask;
  });
  useEffect(() => {
    if (next === undefined) return undefined;
    const again = () => void latest.current(next, true);
    if (answers.current) again(); // the one before was answered: there is a network
    window.addEventListener('online', again);
    const timer = setInterval(again, AGAIN);
    return () => {
      window.removeEventListener('online', again);
      clearInterval(timer);
    };
  }, [next, left]);

  const confirm = () => {
    outbox.change((queue) => {
      queue.add({
        id: newId(),
        path: '/api/v1/records/stock_transfer?then=confirm',
        body: bodyFor(items),
        called: t('phone.transfer'),
        target: 'stock_transfer',
        task: TASK,
        page: '/phone/transfer',
        items,
        more: way,
        errors: {},
        refused: null,
        at: new Date().toISOString(),
      });
    });
    keep({ items: [], errors: {}, more: { ...way, goods: {}, pending: [] } });
    trying.forget();
    pick.leave();
    pick.setSaid(null);
  };
  const { asking } = pick;
  const typing = asking !== null && !asking.about.goods.serialized;
  return (
    <div className="page scan-page">
      <div className="scan-head">
        <h1>{t('phone.transfer')}</h1>
        <Link to="/phone">{t('phone.title')}</Link>
      </div>
      <Parcels outbox={outbox} />
      <Arrivals arrived={arrived} />
      <Ways
        way={way}
        fixed={items.length > 0 || way.pending.length > 0}
        onChange={(more) => {
          const elsewhere = more.into !== way.into;
          keep({ more, items: elsewhere ? items.map((one) => ({ ...one, into: '' })) : items });
          box.current?.focus();
        }}
      />
      <label className="scan-each">
        <Switch
          checked={way.in_steps}
          onChange={(in_steps) => {
            change(() => ({ in_steps }));
          }}
        />{' '}
        {t('phone.inSteps')}
      </label>
      {ready && (
        <ScanEntry
          box={box}
          pick={pick}
          located={pick.place !== null || placed}
          serialized={Boolean(asking?.about.goods.serialized)}
        />
      )}
      <TakenBack trying={trying} />
      {into && (
        <div className="scan-foot">
          <span>{t('phone.putNow', { place: into })}</span>
          <Button
            onClick={() => {
              setPut(null);
            }}
          >
            {t('phone.takeBack')}
          </Button>
        </div>
      )}
      {asking && (
        <Amount
          key={asking.about.goods.product + asking.about.factor}
          about={asking.about}
          pieces={items
            .filter((one) => one.source === asking.about.goods.product)
            .flatMap((one) => one.serials)}
          onSay={(amounts) => {
            pick.say(amounts);
            box.current?.focus();
          }}
          onLeave={pick.leave}
        />
      )}
      <WholeError errors={errors} />
      <Moved
        way={way}
        items={items}
        errors={errors}
        onItems={trying.change}
        onPending={(pending) => {
          change(() => ({ pending }));
        }}
      />
      <div className="phone-confirm">
        {typing && items.length > 0 && <p className="quiet">{t('phone.unfinished')}</p>}
        <Button
          block
          size="large"
          type="primary"
          disabled={!ready || items.length === 0 || typing || way.pending.length > 0}
          onClick={confirm}
        >
          {t(way.in_steps ? 'phone.confirmSending' : 'phone.confirmTransfer', {
            lines: items.length,
          })}
        </Button>
      </div>
    </div>
  );
}
