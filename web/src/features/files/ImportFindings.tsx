/** What a check says of a file besides what is wrong. */
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';

import { showNumber } from '@/lib/decimal';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { listed } from '@/ui/words';
import { choicesOf, usePress, type Choices, type Import } from './imports';

/** How many documents the rows are, and which rows nobody said belong together. */
export function Documents({ run }: { run: Import }) {
  const { t } = useTranslation();
  const { records, joined, joined_rows: shown } = run.findings;
  const rows = shown.map(({ first, last }) => t('files.fromTo', { first, last }));
  if (joined > shown.length) rows.push('…');
  return (
    <>
      <p className="quiet">
        {t('files.documents', { count: records, rows: showNumber(run.lines) })}
      </p>
      {joined > 0 && (
        <Alert
          type="info"
          showIcon
          title={
            <>
              {t('files.joined', { count: joined, rows: listed(rows) })}
              <div className="quiet">{t('files.joinedHint')}</div>
            </>
          }
        />
      )}
      <Differing run={run} />
      <ExecutedOrders run={run} />
    </>
  );
}

interface AskedProps {
  run: Import;
  more: Partial<Choices>;
  what: string;
}

/** The offer to import what was refused, and to check again. */
function Offer({ run, more, what }: AskedProps) {
  const press = usePress(run.id);
  return (
    <>
      {press.error && <ProblemAlert error={press.error} />}
      <Button
        size="small"
        loading={press.isPending}
        onClick={() => {
          press.mutate({ ...choicesOf(run), ...more });
        }}
      >
        {what}
      </Button>
    </>
  );
}

/** Documents that come to something else than the file says, and the offer to import them so. */
function Differing({ run }: { run: Import }) {
  const { t } = useTranslation();
  const { differing, differing_rows: shown, differing_sum: sum } = run.findings;
  if (differing === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={
        <>
          {t(run.as_priced ? 'files.differing' : 'files.differingRefused', { count: differing })}
          {differing > 1 && (
            <div>
              {t('files.differingSum', {
                said: showNumber(sum.said),
                comes: showNumber(sum.comes),
              })}
            </div>
          )}
          {!run.as_priced && run.state === 'checked' && (
            <Offer run={run} more={{ as_priced: true }} what={t('files.asPricedAndCheck')} />
          )}
          {shown.map((one) => (
            <div key={one.row} className="quiet">
              {t('files.differs', {
                ...one,
                said: showNumber(one.said),
                comes: showNumber(one.comes),
              })}
            </div>
          ))}
          {differing > shown.length && (
            <div className="quiet">{t('files.moreNotes', { count: differing - shown.length })}</div>
          )}
        </>
      }
    />
  );
}

/** Orders of which something was executed elsewhere, and the offer to import them as open. */
function ExecutedOrders({ run }: { run: Import }) {
  const { t } = useTranslation();
  const { executed, executed_rows: shown } = run.findings;
  if (executed === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={
        <>
          <div>{t('files.executed', { count: executed })}</div>
          <Offer run={run} more={{ as_open: true }} what={t('files.asOpenAndCheck')} />
          {shown.map((one) => (
            <div key={one.row} className="quiet">
              {t('files.executedRow', { ...one })}
            </div>
          ))}
          {executed > shown.length && (
            <div className="quiet">{t('files.moreNotes', { count: executed - shown.length })}</div>
          )}
        </>
      }
    />
  );
}

/** What is said louder: figures or days of the file that nothing takes. */
const LOUD = ['import.no_day', 'import.columns_clash'];

/** How cells were understood that may have been meant otherwise. */
export function Notes({ run }: { run: Import }) {
  const { t } = useTranslation();
  const { notes, more_notes: more } = run.findings;
  if (notes.length === 0) return null;
  return (
    <Alert
      type={notes.some((one) => LOUD.includes(one.code)) ? 'warning' : 'info'}
      showIcon
      title={
        <>
          {t('files.notes')}
          {notes.map((one) => (
            <div
              key={`${String(one.row)} ${one.column} ${one.message}`}
              className={LOUD.includes(one.code) ? undefined : 'quiet'}
            >
              {one.row === 0
                ? one.message
                : t(one.rows > 1 ? 'files.noteOfRows' : 'files.note', {
                    ...one,
                    place: one.column && !one.message.includes(one.column) ? ` ${one.column}` : '',
                  })}
            </div>
          ))}
          {more > 0 && <div className="quiet">{t('files.moreNotes', { count: more })}</div>}
        </>
      }
    />
  );
}

/** Brands, categories and other simple records that are not there, and the offer to make them. */
export function Lacking({ run }: { run: Import }) {
  const { t } = useTranslation();
  if (run.lacking.length === 0) return null;
  const may = run.lacking.some((one) => one.may);
  return (
    <Alert
      type={run.make ? 'info' : 'warning'}
      showIcon
      title={
        <>
          {run.lacking.map((one) => {
            const names = listed([...one.names, ...(one.count > one.names.length ? ['…'] : [])]);
            const word = !run.make ? 'files.lacking' : one.may ? 'files.toMake' : 'files.mayNot';
            return <div key={one.form}>{t(word, { ...one, names })}</div>;
          })}
          {!run.make && may && (
            <Offer run={run} more={{ make: true }} what={t('files.makeAndCheck')} />
          )}
        </>
      }
    />
  );
}

/** Columns of the file that fill nothing. */
export function LeftOut({ run }: { run: Import }) {
  const { t } = useTranslation();
  const names = run.headers.flatMap((header, column) => {
    const key = String(column);
    if (!header || run.matching[key] || run.spread[key]) return [];
    return [run.computed[key] ? t('files.workedOut', { column: header }) : header];
  });
  if (names.length === 0) return null;
  return <p className="quiet">{t('files.leftOut', { columns: listed(names) })}</p>;
}

/** Which documents a check confirmed and took back, and how; what it did not look into. */
export function Tried({ run }: { run: Import }) {
  const { t } = useTranslation();
  const alone = run.tried - run.tried_together;
  const rest = run.created + run.refused - run.tried;
  return (
    <>
      <p className="quiet">{t('files.triedTogether', { count: run.tried_together })}</p>
      {alone > 0 && <p className="quiet">{t('files.triedAlone', { count: alone })}</p>}
      {rest > 0 && <p className="quiet">{t('files.notTried', { count: rest })}</p>}
    </>
  );
}
