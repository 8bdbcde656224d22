/** 查库存: scan or search; how much of it lies where, of which batch, and how much is available. */
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { findRecords } from '@/form/records';
import { text } from '@/form/lines/product';
import type { RecordData } from '@/form/form';
import { complain } from '@/scan/feedback';
import { ScanBox } from '@/scan/ScanBox';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { Waiting } from '@/ui/Waiting';
import type { Goods } from './basket';
import { GoodsCard } from './GoodsCard';
import { meaningOf } from './phone';
import { Shelf } from './Shelf';
import { SaidLine } from './states';
import '@/scan/scan.css';
import './phone.css';

interface Seen {
  goods: Goods | null;
  serial: string;
  /** a location, and its code */
  place: { id: string; code: string } | null;
  /** products that a search found */
  found: RecordData[];
}

const NOTHING: Seen = { goods: null, serial: '', place: null, found: [] };
const FIELDS = ['code', 'name', 'specification', 'kind'];

async function see(code: string): Promise<Seen> {
  const { goods, location, place } = await meaningOf(code);
  const [first] = goods;
  if (first) return { ...NOTHING, goods: first, serial: first.serial };
  if (location && place) return { ...NOTHING, place: { id: place, code: location } };
  return {
    ...NOTHING,
    found: await findRecords('product', { q: code, fields: FIELDS, limit: 30 }),
  };
}

export function LookPage() {
  const { t } = useTranslation();
  const [asked, setAsked] = useState('');
  const look = useMutation({
    mutationFn: see,
    networkMode: 'always',
    onSuccess: ({ goods, place, found }) => {
      if (!goods && !place && found.length === 0) complain();
    },
    onError: complain,
  });
  const seen = look.data ?? NOTHING;
  const nothing = look.isSuccess && !seen.goods && !seen.place && seen.found.length === 0;
  const ask = (code: string) => {
    setAsked(code);
    look.mutate(code);
  };
  return (
    <div className="page scan-page">
      <div className="scan-head">
        <h1>{t('phone.look')}</h1>
        <Link to="/phone">{t('phone.title')}</Link>
      </div>
      <section className="scan-entry" aria-label={t('phone.look')}>
        <ScanBox label={t('phone.findGoods')} onCode={ask} />
        {nothing && <SaidLine said={{ kind: 'bad', text: t('phone.unknown', { code: asked }) }} />}
      </section>
      {look.error && (
        <ProblemAlert
          error={look.error}
          onRetry={() => {
            ask(asked);
          }}
        />
      )}
      {look.isPending && <Waiting />}
      {seen.goods && <GoodsCard key={seen.goods.product} goods={seen.goods} serial={seen.serial} />}
      {seen.place && (
        <Shelf key={seen.place.id} id={seen.place.id} code={seen.place.code} onAsk={ask} />
      )}
      <ul className="scan-rows" hidden={seen.found.length === 0}>
        {seen.found.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              className="scan-row"
              onClick={() => {
                ask(text(one['code']));
              }}
            >
              <span>
                {text(one['code'])} {text(one['name'])}{' '}
                <span className="quiet">{text(one['specification'])}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
