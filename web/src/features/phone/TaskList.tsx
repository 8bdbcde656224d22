/** 收货、发货: the open documents, to be found by number or partner, by scan or touch. */
import { useQueries } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { isReference, nameOf, type Condition, type RecordData } from '@/form/form';
import { findRecords } from '@/form/records';
import { lastKnown } from '@/lib/known';
import { useSession } from '@/lib/session';
import { complain } from '@/scan/feedback';
import { SaidLine } from '@/scan/SaidLine';
import { ScanBox } from '@/scan/ScanBox';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { StateTag } from '@/ui/StateTag';
import { Waiting } from '@/ui/Waiting';
import { halfWidth } from '@/scan/codes';
import { useParcels } from './parcels';
import { sourcesOf, type Source, type Work } from './phone';
import { Arrivals, Parcels } from './states';
import '@/scan/scan.css';
import './phone.css';

const MOST = 200;
const NUMBER = (code: string): Condition => ['number', '=', code];

interface Open {
  source: Source;
  record: RecordData;
}

const word = (value: unknown) => (typeof value === 'string' ? value : '');
const name = (value: unknown) => (isReference(value) ? (value.name ?? nameOf(value)) : '');

function wordsOf({ record }: Open): string {
  const { number, partner, warehouse, into, remark } = record;
  const about = [partner, warehouse, into].map((one) => (isReference(one) ? nameOf(one) : ''));
  return [number, ...about, word(remark)].join(' ').toUpperCase();
}

export function TaskList({ work }: { work: Work }) {
  const { t } = useTranslation();
  const session = useSession();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [missed, setMissed] = useState('');
  const { outbox, arrived } = useParcels();
  const sources = sourcesOf(work, session);
  const answers = useQueries({
    queries: sources.map(({ form, filter, fields }) => ({
      queryKey: ['records', form, 'phone'],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        lastKnown(`open ${form}`, () =>
          findRecords(form, { filter, fields, sort: 'date,number', limit: MOST }, signal),
        ),
      staleTime: 0,
    })),
  });
  const all = answers.flatMap(({ data }, index) => {
    const source = sources[index];
    return source ? (data ?? []).map((record): Open => ({ source, record })) : [];
  });
  const wanted = halfWidth(typed).trim().toUpperCase();
  const shown = wanted ? all.filter((one) => wordsOf(one).includes(wanted)) : all;
  const error = answers.find((one) => one.error)?.error;

  const go = ({ source, record }: Open) =>
    navigate({
      to: '/phone/$work/$form/$id',
      params: { work, form: source.form, id: record.id },
    });
  const scan = async (code: string) => {
    const text = code.toUpperCase();
    const exact = all.filter(({ record }) => record.number?.toUpperCase() === text);
    const found = exact.length > 0 ? exact : all.filter((one) => wordsOf(one).includes(text));
    const [only] = found;
    if (only && found.length === 1) {
      await go(only);
      return;
    }
    setTyped(found.length > 0 ? code : '');
    if (found.length > 0) return;
    // Another may have been confirmed just now, or stand behind the first ones.
    const later = await Promise.all(
      sources.map(async (source) => {
        const { form, filter, fields } = source;
        const asked = { filter: [...filter, NUMBER(code)], fields, limit: 1 };
        const [record] = await findRecords(form, asked).catch(() => []);
        return record ? [{ source, record }] : [];
      }),
    );
    const [one] = later.flat();
    if (one) {
      await go(one);
      return;
    }
    complain();
    setMissed(t('phone.noTask', { code }));
  };
  return (
    <div className="page scan-page">
      <div className="scan-head">
        <h1>{t(work === 'receive' ? 'phone.receive' : 'phone.deliver')}</h1>
        <Link to="/phone">{t('phone.title')}</Link>
      </div>
      <Parcels outbox={outbox} />
      <Arrivals arrived={arrived} />
      <section className="scan-entry" aria-label={t('phone.find')}>
        <ScanBox
          label={t(work === 'receive' ? 'phone.findReceipt' : 'phone.findDelivery')}
          onCode={(code) => void scan(code)}
          onTyped={(text) => {
            setTyped(text);
            if (text) setMissed('');
          }}
        />
        {missed && <SaidLine said={{ kind: 'bad', text: missed }} />}
      </section>
      {error && <ProblemAlert error={error} />}
      {answers.some((one) => one.isPending) && <Waiting />}
      {answers.every((one) => one.isSuccess) && shown.length === 0 && (
        <p className="quiet">
          {t(work === 'receive' ? 'phone.nothingToReceive' : 'phone.nothingToDeliver')}
        </p>
      )}
      {answers.some(({ data }) => data?.length === MOST) && (
        <p className="quiet">{t('phone.firstOnly', { count: MOST })}</p>
      )}
      <ul className="scan-rows">
        {shown.map(({ source, record }) => (
          <li key={record.id}>
            <Link
              className="scan-row"
              to="/phone/$work/$form/$id"
              params={{ work, form: source.form, id: record.id }}
            >
              <span>
                <b>{record.number}</b>{' '}
                {record['progress'] === 'partial' && (
                  <StateTag tone="info">{t('phone.partial')}</StateTag>
                )}
                <br />
                <span>
                  {source.form === 'stock_transfer'
                    ? `${name(record['warehouse'])} → ${name(record['into'])}`
                    : name(record['partner'])}
                </span>
                <span className="quiet"> {word(record['remark'])}</span>
              </span>
              <span className="scan-figure quiet">{word(record['date'])}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
