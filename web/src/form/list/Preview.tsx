/** A record beside the list: what it says, at a glance. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useSession } from '@/lib/session';
import { Picture } from '@/ui/Picture';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { Waiting } from '@/ui/Waiting';
import {
  isReference,
  type Field,
  type Form,
  type RecordData,
  type SubRow,
  type Table,
} from '../form';
import { kindViews, showValue, type Setting } from '../kinds';
import { usePictures } from '../pictures';
import { Chain } from '../record/Chain';
import { sectionsOf } from '../record/HeaderForm';
import { Totals } from '../record/Totals';
import { recordQuery } from '../records';
import { StateCell } from './card';
import '../record/record.css';

/** So long somebody stays on a row before it is asked for. */
const STAY = 120;
const MOST_LINES = 30;
/** What of a line is looked for first. */
const LINE_FIELDS = ['product', 'quantity', 'unit', 'unit_price', 'amount', 'total'];

function useSettled(value: string): string {
  const [settled, settle] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => {
      settle(value);
    }, STAY);
    return () => {
      clearTimeout(timer);
    };
  }, [value]);
  return settled;
}

interface Props {
  form: Form;
  id: string;
  setting: Setting;
  onClose(): void;
}

export default function Preview({ form, id, setting, onClose }: Props) {
  const { t } = useTranslation();
  const { company } = useSession();
  const settled = useSettled(id);
  const { data: record, error, refetch } = useQuery(recordQuery(form.name, settled));
  const ids = useMemo(() => [settled], [settled]);
  const picture = usePictures(form, ids).get(settled);
  const title = String(record?.[form.title_field] || '') || t('record.noNumber');
  return (
    <aside className="preview" aria-label={t('preview.title')} aria-busy={!record && !error}>
      <header>
        {picture && <Picture className="thumb" path={picture} name="" />}
        <h2>{record ? title : form.label}</h2>
        {record && <StateCell form={form} value={record.state} />}
        <span className="spacer" />
        <Link to="/records/$form/$id" params={{ form: form.name, id }}>
          {t('preview.open')}
        </Link>
        <Button type="text" size="small" aria-label={t('preview.close')} onClick={onClose}>
          ×
        </Button>
      </header>
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {!record && !error && <Waiting />}
      {record && (
        <div className="preview-body">
          <Chain form={form.name} id={record.id} own={record.number ?? title} />
          <Fields {...{ form, record, setting }} />
          {form.tables.map((table) => (
            <Lines key={table.name} {...{ table, record, setting }} />
          ))}
          <Totals form={form} figures={record} currency={company.currency} setting={setting} />
        </div>
      )}
    </aside>
  );
}

function text(field: Field, value: unknown, setting: Setting, yes: string): string {
  if (field.kind === 'boolean') return value === true ? yes : '';
  return showValue(value, field, setting);
}

interface Shown {
  record: RecordData;
  setting: Setting;
}

/** What is filled in, by sections. */
function Fields({ form, record, setting }: Shown & { form: Form }) {
  const { t } = useTranslation();
  return sectionsOf(form).map(({ label, fields }) => {
    const filled = fields.flatMap((field) => {
      const value = record[field.name];
      const shown = text(field, value, setting, t('form.yes')) || record.inherited?.[field.name];
      return shown ? [{ field, value, shown }] : [];
    });
    if (filled.length === 0) return null;
    return (
      <section key={label}>
        {label && <h3>{label}</h3>}
        <dl>
          {filled.map(({ field, value, shown }) => (
            <div key={field.name}>
              <dt>{field.label}</dt>
              <dd>
                {isReference(value) && field.to ? (
                  <Link to="/records/$form/$id" params={{ form: field.to, id: value.id }}>
                    {shown}
                  </Link>
                ) : (
                  shown
                )}
              </dd>
            </div>
          ))}
        </dl>
      </section>
    );
  });
}

function columnsOf(table: Table, rows: readonly SubRow[]): Field[] {
  const known = table.columns.flatMap(
    (name) => table.fields.find((field) => field.name === name) ?? [],
  );
  const wanted = known.filter(({ name }) => LINE_FIELDS.includes(name));
  const filled = known.filter(({ name }) =>
    rows.some((row) => ![null, undefined, '', false].includes(row[name] as string | null)),
  );
  return wanted.length > 1 ? wanted.filter((one) => filled.includes(one)) : filled.slice(0, 5);
}

function Lines({ table, record, setting }: Shown & { table: Table }) {
  const { t } = useTranslation();
  const given = record[table.name];
  const rows = Array.isArray(given) ? (given as SubRow[]) : [];
  if (rows.length === 0) return null;
  const columns = columnsOf(table, rows);
  return (
    <section>
      <h3>{t('preview.lines', { label: table.label, count: rows.length })}</h3>
      <div className="preview-lines" tabIndex={0} role="group" aria-label={table.label}>
        <table>
          <thead>
            <tr>
              {columns.map((field) => (
                <th key={field.name} scope="col" className={`to-${kindViews[field.kind].align}`}>
                  {field.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, MOST_LINES).map((row) => (
              <tr key={row.id}>
                {columns.map((field) => (
                  <td key={field.name} className={`to-${kindViews[field.kind].align}`}>
                    {text(field, row[field.name], setting, '✓')}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > MOST_LINES && (
        <p className="quiet">{t('preview.more', { count: rows.length - MOST_LINES })}</p>
      )}
    </section>
  );
}
