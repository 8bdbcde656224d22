/** One piece or one batch: where it is, from whom it came, to whom it went, and how it got there. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { fieldOf, isReference, nameOf, type Form, type RecordData } from '@/form/form';
import { formQuery, recordQuery } from '@/form/records';
import { get } from '@/lib/api';
import { todayIn } from '@/lib/dates';
import { showNumber } from '@/lib/decimal';
import { may, useSession } from '@/lib/session';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { StateTag } from '@/ui/StateTag';
import { Waiting } from '@/ui/Waiting';
import { movementOf, type Definition, type Movement, type Row } from './life';

const PIECE = {
  form: 'serial_number',
  report: 'serial_life',
  filter: 'serial',
  facts: [
    ...['status', 'warehouse', 'location', 'supplier', 'receipt', 'received_on', 'customer'],
    ...['delivery', 'delivered_on', 'warranty_until', 'remark'],
  ],
};
const BATCH = {
  form: 'batch',
  report: 'batch_trace',
  filter: 'batch',
  facts: ['produced_on', 'expires_on', 'supplier_batch', 'held', 'remark'],
};
/** Movements told at most; the report tells all. */
const MOST = 50;

interface Props {
  /** of a piece or a batch */
  what: 'piece' | 'batch';
  id: string;
  unit: string;
}

export function Life({ what, id, unit }: Props) {
  const { form, report, filter, facts } = what === 'piece' ? PIECE : BATCH;
  const session = useSession();
  const moves = session.reports.some((one) => one.name === report);
  return (
    <>
      {may(session, form, 'view') && <Facts form={form} id={id} facts={facts} />}
      {moves && <Movements report={report} filter={filter} id={id} unit={unit} />}
    </>
  );
}

function textOf(form: Form, record: RecordData, name: string): string {
  const value = record[name];
  const field = fieldOf(form, name);
  const option = field?.options?.find((one) => one.value === value);
  if (option) return option.label;
  if (isReference(value)) return value.name ?? nameOf(value);
  if (value === true) return field?.label ?? '';
  return typeof value === 'string' ? value : '';
}

/** Days after which something has come to its end. */
const ENDS: Record<string, 'phone.warrantyOver' | 'phone.expired'> = {
  warranty_until: 'phone.warrantyOver',
  expires_on: 'phone.expired',
};

function Facts({ form: name, id, facts }: { form: string; id: string; facts: string[] }) {
  const { t } = useTranslation();
  const session = useSession();
  const form = useQuery(formQuery(name)).data;
  const { data, error, isPending } = useQuery({ ...recordQuery(name, id), networkMode: 'always' });
  if (error) return <ProblemAlert error={error} />;
  if (isPending || !form) return <Waiting />;
  const today = todayIn(session.company.time_zone);
  const told = facts.flatMap((fact) => {
    const text = textOf(form, data, fact);
    return text ? [{ fact, text, label: fieldOf(form, fact)?.label ?? '' }] : [];
  });
  return (
    <dl className="phone-facts" aria-label={t('phone.life')}>
      {told.map(({ fact, text, label }) => {
        const over = ENDS[fact];
        return (
          <div key={fact}>
            <dt>{label}</dt>
            <dd>
              {text} {over && text < today && <StateTag tone="danger">{t(over)}</StateTag>}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

interface Asked {
  report: string;
  filter: string;
  id: string;
  unit: string;
}

function Movements({ report, filter, id, unit }: Asked) {
  const { t } = useTranslation();
  const address = `/api/v1/reports/${report}`;
  const definition = useQuery({
    queryKey: ['report', report, 'definition'],
    queryFn: ({ signal }) => get<Definition>(`${address}/definition`, undefined, signal),
    staleTime: 5 * 60_000,
  });
  const rows = useQuery({
    queryKey: ['report', report, 'phone', id],
    queryFn: ({ signal }) => {
      const asked = { view: 'entry', [filter]: id, sort: '-day', limit: MOST };
      return get<{ items: Row[] }>(address, asked, signal);
    },
    staleTime: 0,
    networkMode: 'always',
  });
  if (rows.error) return <ProblemAlert error={rows.error} />;
  if (!rows.data || !definition.data) return <Waiting />;
  const told = rows.data.items.map((row) => movementOf(row, definition.data));
  return (
    <>
      <h2>{t('phone.movements')}</h2>
      {told.length === 0 && <p className="quiet">{t('phone.noMovements')}</p>}
      <ul className="scan-rows" aria-label={t('phone.movements')}>
        {told.map((one, index) => (
          <Moved key={String(index)} move={one} unit={unit} />
        ))}
      </ul>
    </>
  );
}

function Moved({ move, unit }: { move: Movement; unit: string }) {
  const { day, way, document, about, quantity } = move;
  return (
    <li className="scan-row">
      <span>
        <b>{way}</b>{' '}
        {document && (
          <Link to="/records/$form/$id" params={{ form: document.form, id: document.id }}>
            {document.number}
          </Link>
        )}
        <br />
        <span className="quiet">{about}</span>
      </span>
      <span className="phone-figures">
        {quantity && (
          <span>
            {showNumber(quantity)} {unit}
          </span>
        )}
        <span className="quiet">{day}</span>
      </span>
    </li>
  );
}
