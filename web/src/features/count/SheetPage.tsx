/** 盘点表 on paper: the lines in the order in which one walks past them, and room to write. */
import { useQuery } from '@tanstack/react-query';
import { Button, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { PdfButton } from '@/form/print/PdfButton';
import { showNumber } from '@/lib/decimal';
import { may, useSession } from '@/lib/session';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { Waiting } from '@/ui/Waiting';
import { sheetQuery } from './count';
import '@/scan/scan.css';
import './count.css';
import './sheet.css';

export function SheetPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const session = useSession();
  const sheet = useQuery(sheetQuery(id));
  const [open, setOpen] = useState(false);
  const [blind, setBlind] = useState(false);
  if (!sheet.data) {
    return (
      <div className="page">
        {sheet.error ? (
          <ProblemAlert error={sheet.error} onRetry={() => void sheet.refetch()} />
        ) : (
          <Waiting />
        )}
      </div>
    );
  }
  const { task } = sheet.data;
  const lines = sheet.data.lines.filter((line) => !open || !line.tallied);
  const placed = lines.some((line) => line.location_code);
  const batched = lines.some((line) => line.batch || line.serialized);
  const told = lines.some(
    (line) => line.book_quantity !== undefined && line.book_quantity !== null,
  );
  const booked = told && !blind;
  return (
    <div className="page is-sheet">
      <div className="report-acts no-print">
        <Button
          type="primary"
          onClick={() => {
            window.print();
          }}
        >
          {t('counting.print')}
        </Button>
        {may(session, 'count_plan', 'print') && (
          <PdfButton
            path={`/api/v1/counts/${id}/sheet.pdf`}
            query={{ blind, open }}
            disabled={lines.length === 0}
          />
        )}
        {told && (
          <label>
            <Switch size="small" checked={blind} onChange={setBlind} /> {t('counting.withoutBook')}
          </label>
        )}
        <label>
          <Switch size="small" checked={open} onChange={setOpen} /> {t('counting.onlyOpen')}
        </label>
      </div>
      <article className="count-sheet">
        <h1>{t('counting.sheetTitle', { company: session.company.name })}</h1>
        <p>
          {task.number} · {task.warehouse_name}
          {task.remark && ` · ${task.remark}`}
          {!booked && ` · ${t('counting.blind')}`}
        </p>
        <table>
          <thead>
            <tr>
              <th scope="col">#</th>
              {placed && <th scope="col">{t('counting.place')}</th>}
              <th scope="col">{t('counting.code')}</th>
              <th scope="col">{t('counting.product')}</th>
              {batched && <th scope="col">{t('counting.batchOrSerial')}</th>}
              <th scope="col">{t('counting.unit')}</th>
              {booked && <th scope="col">{t('counting.book')}</th>}
              <th scope="col">{t('counting.counted')}</th>
              <th scope="col">{t('counting.remark')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, index) => (
              <tr key={line.id}>
                <td>{index + 1}</td>
                {placed && <td>{line.location_code}</td>}
                <td>{line.code}</td>
                <td>
                  {line.name} {line.specification}
                </td>
                {batched && <td>{line.batch}</td>}
                <td>{line.unit}</td>
                {booked && <td className="to-right">{showNumber(line.book_quantity)}</td>}
                <td className="is-blank" />
                <td className="is-blank" />
              </tr>
            ))}
          </tbody>
        </table>
        <p className="count-signed">
          <span>{t('counting.countedBy')}</span>
          <span>{t('counting.watchedBy')}</span>
          <span>{t('counting.day')}</span>
        </p>
      </article>
    </div>
  );
}
