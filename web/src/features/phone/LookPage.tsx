/** 查库存: scan or search; how much of it lies where, of which batch, and how much is available. */
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { findRecords } from '@/form/records';
import { text } from '@/form/lines/product';
import type { RecordData } from '@/form/form';
import { useSession, type Session } from '@/lib/session';
import { agree, complain } from '@/scan/feedback';
import { numbered, printedAt, type Hit } from '@/scan/printed';
import { SaidLine } from '@/scan/SaidLine';
import { ScanBox } from '@/scan/ScanBox';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { Waiting } from '@/ui/Waiting';
import type { Meant } from './basket';
import { GoodsCard } from './GoodsCard';
import { meaningOf } from './phone';
import { Shelf } from './Shelf';
import '@/scan/scan.css';
import './phone.css';

interface Seen {
  goods: Meant | null;
  /** several goods have a piece or a batch of this number */
  alike: Meant[];
  /** a location, and its code */
  place: { id: string; code: string } | null;
  /** documents of this number */
  papers: Pick<Hit, 'form' | 'form_label' | 'id' | 'title' | 'date'>[];
  /** products that a search found */
  found: RecordData[];
}

const NOTHING: Seen = { goods: null, alike: [], place: null, papers: [], found: [] };
const FIELDS = ['code', 'name', 'specification', 'kind'];

async function see(code: string, session: Session): Promise<Seen> {
  const printed = printedAt(code, session);
  if (printed) {
    return { ...NOTHING, papers: [{ ...printed, form_label: '', title: code, date: null }] };
  }
  const { goods, location, place } = await meaningOf(code);
  const [first, second] = goods;
  if (second) return { ...NOTHING, alike: goods };
  if (first) return { ...NOTHING, goods: first };
  if (location && place) return { ...NOTHING, place: { id: place, code: location } };
  const papers = await numbered(code);
  if (papers.length > 0) return { ...NOTHING, papers };
  const asked = { q: code, fields: FIELDS, limit: 30 };
  return { ...NOTHING, found: await findRecords('product', asked) };
}

function isNothing({ goods, alike, place, papers, found }: Seen): boolean {
  return !goods && !place && alike.length + papers.length + found.length === 0;
}

export function LookPage() {
  const { t } = useTranslation();
  const session = useSession();
  const navigate = useNavigate();
  const [asked, setAsked] = useState('');
  const [chosen, setChosen] = useState<Meant | null>(null);
  const look = useMutation({
    mutationFn: (code: string) => see(code, session),
    networkMode: 'always',
    onSuccess: (seen) => {
      setChosen(null);
      const [paper, second] = seen.papers;
      if (paper && !second) {
        agree();
        const { form, id } = paper;
        void navigate({ to: '/records/$form/$id', params: { form, id } });
      } else if (isNothing(seen)) complain();
    },
    onError: complain,
  });
  const seen = look.data ?? NOTHING;
  const nothing = look.isSuccess && isNothing(seen);
  const goods = chosen ?? seen.goods;
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
      {goods && <GoodsCard key={goods.product + (goods.part ?? '')} goods={goods} />}
      {seen.alike.length > 0 && !chosen && (
        <ul className="scan-rows" aria-label={t('phone.alike')}>
          {seen.alike.map((one) => (
            <li key={one.product + (one.part ?? '')}>
              <button
                type="button"
                className="scan-row"
                onClick={() => {
                  setChosen(one);
                }}
              >
                <span>
                  {one.code} {one.name} <span className="quiet">{one.specification}</span>
                </span>
                <span className="scan-figure">{one.serial || one.batch}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {seen.place && (
        <Shelf key={seen.place.id} id={seen.place.id} code={seen.place.code} onAsk={ask} />
      )}
      <ul className="scan-rows" hidden={seen.papers.length < 2} aria-label={t('phone.papers')}>
        {seen.papers.map(({ form, form_label: kind, id, title, date }) => (
          <li key={id}>
            <Link className="scan-row" to="/records/$form/$id" params={{ form, id }}>
              <span>
                {kind} {title}
              </span>
              <span className="scan-figure quiet">{date}</span>
            </Link>
          </li>
        ))}
      </ul>
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
