/** 收货、发货: one document; scan what came or what was taken, and confirm. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { nameOf } from '@/form/form';
import { todayIn } from '@/lib/dates';
import { may, useSession } from '@/lib/session';
import { newId } from '@/scan/ids';
import type { ScanHandle } from '@/scan/ScanBox';
import { ButtonLink } from '@/ui/ButtonLink';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { Waiting } from '@/ui/Waiting';
import { Amount } from './Amount';
import {
  bodyOf,
  dropped,
  moved,
  strayed,
  takenOf,
  type Item,
  type Sheet,
  type SheetLine,
} from './basket';
import { onTheWay, useParcels } from './parcels';
import { sheetQuery, type Work } from './phone';
import { housesOf } from './places';
import { Rows, type Placing } from './Rows';
import { Strayed } from './Strayed';
import { ScanEntry } from './ScanEntry';
import { Arrivals, Parcels, TakenBack, WholeError } from './states';
import { useBasket } from './useBasket';
import { usePicking } from './usePicking';
import { useTrying } from './useTrying';
import '@/scan/scan.css';
import './phone.css';

interface Props {
  work: Work;
  form: string;
  id: string;
}

export function TaskPage({ work, form, id }: Props) {
  const sheet = useQuery(sheetQuery(form, id));
  if (sheet.data) return <Task key={id} work={work} sheet={sheet.data} />;
  return (
    <div className="page scan-page">
      {sheet.error ? (
        <ProblemAlert error={sheet.error} onRetry={() => void sheet.refetch()} />
      ) : (
        <Waiting />
      )}
    </div>
  );
}

function Task({ work, sheet }: { work: Work; sheet: Sheet }) {
  const { t } = useTranslation();
  const session = useSession();
  const client = useQueryClient();
  const { form, id, lines, target } = sheet;
  const task = `${form}.${id}`;
  const page = `/phone/${work}/${form}/${id}`;
  const { basket, keep, now } = useBasket(task);
  const { items, errors } = basket;
  const { outbox, arrived } = useParcels();
  const sent = onTheWay(outbox.all, task);
  const [placing, setPlacing] = useState<Placing | null>(null);
  const box = useRef<ScanHandle>(null);
  const allowed = may(session, target, 'add') && may(session, target, 'confirm');
  const bodyFor = (some: readonly Item[]) => {
    return { date: todayIn(session.company.time_zone), lines: bodyOf(some) };
  };
  const path = `/api/v1/handling/${form}/${id}/try`;
  const onBack = () => {
    pick.setSaid(null);
  };
  const onNews = () => void client.invalidateQueries({ queryKey: ['handling', form, id] });
  const trying = useTrying({ path, body: bodyFor, allowed, now, keep, onBack, onNews });
  const pick = usePicking({
    sheet,
    houses: housesOf(lines),
    items: () => now().items,
    sent,
    keep: trying.scan,
  });
  const { asking } = pick;
  const serialized = asking?.about.goods.serialized ?? false;
  const typing = asking !== null && !serialized; // of pieces each counts once it is scanned
  const partner = sheet.partner ? nameOf(sheet.partner) : '';
  const touched = lines.filter((line) => takenOf(line.source, items).gt(0)).length;

  const confirm = () => {
    const body = bodyFor(items);
    outbox.change((queue) => {
      queue.add({
        id: newId(),
        path: `/api/v1/records/${form}/${id}/convert/${target}?then=confirm`,
        body,
        called: [sheet.number, partner].filter(Boolean).join(' '),
        target,
        task,
        page,
        items,
        more: null,
        errors: {},
        refused: null,
        at: new Date().toISOString(),
      });
    });
    keep({ items: [], errors: {} });
    trying.forget();
    setPlacing(null);
    pick.leave();
    pick.setSaid(null);
  };
  const drop = (item: Item, serial = '') => {
    trying.change(dropped(items, item.id, serial));
    setPlacing(null);
    box.current?.focus();
  };
  const place = async (code: string) => {
    const item = now().items.find((one) => one.id === placing?.id);
    const line = lines.find((one) => one.source === item?.source);
    const at = item && line ? await pick.placeFor(line, code) : null;
    if (item && typeof at === 'string') {
      setPlacing({ id: item.id, wrong: at });
      return;
    }
    if (item && at && typeof at !== 'string') {
      const { items: before, errors: told } = now();
      const rest = Object.fromEntries(Object.entries(told).filter(([id]) => id !== item.id));
      trying.change(moved(before, item.id, at.code), rest);
    }
    setPlacing(null);
    box.current?.focus();
  };
  const choose = (line: SheetLine) => {
    pick.ask([line]);
    window.scrollTo({ top: 0 });
  };

  return (
    <div className="page scan-page">
      <div className="scan-head">
        <h1>{sheet.number}</h1>
        <Link to="/phone/$work" params={{ work }}>
          {t(work === 'receive' ? 'phone.receive' : 'phone.deliver')}
        </Link>
        <span className="quiet">
          {[partner, sheet.warehouse, sheet.date].filter(Boolean).join(' · ')}
        </span>
        {sheet.remark && <span>{sheet.remark}</span>}
      </div>
      <Parcels outbox={outbox} />
      <Arrivals arrived={arrived} />
      {lines.length === 0 && <Nothing work={work} />}
      {allowed && lines.length > 0 && (
        <ScanEntry
          box={box}
          pick={pick}
          located={lines.some((line) => line.located)}
          serialized={serialized}
          onCode={placing && ((code) => void place(code))}
        />
      )}
      <TakenBack trying={trying} />
      {asking && (
        <Amount
          key={asking.lines.map((one) => one.source).join() + asking.about.factor}
          about={asking.about}
          pieces={items
            .filter((one) => asking.lines.some((line) => line.source === one.source))
            .flatMap((one) => one.serials)}
          onSay={(amounts) => {
            pick.say(amounts);
            box.current?.focus();
          }}
          onLost={
            target === 'transfer_receipt'
              ? (part) => {
                  pick.lose(part);
                  box.current?.focus();
                }
              : null
          }
          onLeave={() => {
            pick.leave();
            box.current?.focus();
          }}
        />
      )}
      <WholeError errors={errors} />
      <Rows
        lines={lines}
        warehouse={sheet.warehouse}
        items={items}
        sent={sent}
        errors={errors}
        onChoose={choose}
        onDrop={drop}
        placing={placing}
        onPlacing={setPlacing}
        onPlace={(code) => void place(code)}
      />
      <Strayed items={strayed(lines, items)} errors={errors} onDrop={drop} />
      {allowed && lines.length > 0 && (
        <div className="phone-confirm">
          {typing && items.length > 0 && <p className="quiet">{t('phone.unfinished')}</p>}
          <Button
            block
            size="large"
            type="primary"
            disabled={items.length === 0 || typing}
            onClick={confirm}
          >
            {t(work === 'receive' ? 'phone.confirmReceipt' : 'phone.confirmDelivery', {
              done: touched,
              lines: lines.length,
            })}
          </Button>
        </div>
      )}
      <div className="scan-foot">
        <Link to="/records/$form/$id" params={{ form, id }}>
          {t('phone.document')}
        </Link>
      </div>
    </div>
  );
}

function Nothing({ work }: { work: Work }) {
  const { t } = useTranslation();
  return (
    <div className="scan-foot">
      <span>{t(work === 'receive' ? 'phone.allReceived' : 'phone.allDelivered')}</span>
      <ButtonLink to="/phone/$work" params={{ work }}>
        {t('phone.next')}
      </ButtonLink>
    </div>
  );
}
