/** 盘点复核: what was counted against the books; recounts, reasons, and the approval. */
import { Link } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useSetting } from '@/form/setting';
import { showNumber } from '@/lib/decimal';
import { DataTable } from '@/ui/DataTable';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { StateTag } from '@/ui/StateTag';
import { Waiting } from '@/ui/Waiting';
import { PAGE, useReview, type Only, type Review, type ReviewLine } from './count';
import { ReviewActs } from './ReviewActs';
import { useReviewColumns } from './reviewColumns';
import '@/scan/scan.css';
import './count.css';

export function ReviewPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const [only, setOnly] = useState<Only>('differences');
  const [page, setPage] = useState(0);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const review = useReview(id, only, page);
  const columns = useReviewColumns(review.data);
  if (!review.data) {
    return (
      <div className="page">
        {review.error ? (
          <ProblemAlert error={review.error} onRetry={() => void review.refetch()} />
        ) : (
          <Waiting />
        )}
      </div>
    );
  }
  const { task, lines, total, may_approve } = review.data;
  const show = (next: Only) => {
    setOnly(next);
    setPage(0);
    setTicked(new Set());
  };
  return (
    <div className="page">
      <div className="page-head">
        <h1>
          {t('counting.reviewOf', { number: task.number })}{' '}
          <span className="quiet">{task.warehouse_name}</span>{' '}
          <StateTag tone={task.state === 'closed' ? 'success' : 'info'}>
            {task.state_label}
          </StateTag>
        </h1>
        <Link to="/records/$form/$id" params={{ form: 'count_plan', id }}>
          {t('counting.toPlan')}
        </Link>
      </div>
      <Sums review={review.data} />
      {may_approve && (
        <ReviewActs
          id={id}
          review={review.data}
          ticked={ticked}
          onDone={() => {
            setTicked(new Set());
          }}
        />
      )}
      <Segmented<Only>
        value={only}
        onChange={show}
        options={[
          { value: 'differences', label: t('counting.differences') },
          { value: 'open', label: t('counting.open') },
          { value: 'recount', label: t('counting.recounts') },
          { value: 'all', label: t('counting.all') },
        ]}
      />
      <DataTable<ReviewLine>
        label={t('counting.review')}
        columns={columns}
        rows={lines}
        rowKey={(line) => line.id}
        busy={review.isFetching}
        choice={
          may_approve
            ? {
                chosen: ticked,
                onChange: setTicked,
                allLabel: t('counting.tickAll'),
                label: (line) => t('counting.tick', { what: line.name }),
              }
            : undefined
        }
        card={(line) => ({
          title: `${line.code} ${line.name}`,
          particulars: [
            line.location_code,
            line.batch,
            `${t('counting.book')} ${showNumber(line.book_quantity)}`,
            line.counted ? `${t('counting.counted')} ${showNumber(line.counted)}` : '',
            line.must_accept ? t('counting.mustAccept') : '',
            ...line.elsewhere,
          ]
            .filter((part) => part)
            .join(' · '),
          figure: line.difference ? showNumber(line.difference) : '',
        })}
        empty={<p className="empty quiet">{t('counting.nothingShown')}</p>}
      />
      {total > PAGE && (
        <Segmented
          value={page}
          onChange={setPage}
          options={Array.from({ length: Math.ceil(total / PAGE) }, (_none, n) => ({
            value: n,
            label: `${String(n * PAGE + 1)}–${String(Math.min((n + 1) * PAGE, total))}`,
          }))}
        />
      )}
    </div>
  );
}

function Sums({ review }: { review: Review }) {
  const { t } = useTranslation();
  const { digits } = useSetting();
  const { sums, counts } = review;
  return (
    <p className="count-sums">
      {t('counting.sums', {
        lines: sums.lines,
        counted: sums.counted,
        open: sums.open,
        differences: sums.differences,
      })}{' '}
      {sums.gain !== undefined && sums.gain !== null && (
        <>
          {t('counting.gain', { value: showNumber(sums.gain, digits) })}{' '}
          {t('counting.loss', { value: showNumber(sums.loss, digits) })}{' '}
        </>
      )}
      {sums.moved > 0 && <>{t('counting.movedLines', { count: sums.moved })} </>}
      {counts.map((one) => (
        <Link key={one.id} to="/records/$form/$id" params={{ form: 'stock_count', id: one.id }}>
          {one.number}
        </Link>
      ))}
    </p>
  );
}
