/** What whoever judges a count may do: ask again, say why, approve. */
import { Button, Checkbox, DatePicker, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Problem } from '@/lib/problem';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { useJudging, useReview, type Review } from './count';
import { Disturbed } from './Disturbed';

interface Props {
  id: string;
  review: Review;
  ticked: ReadonlySet<string>;
  onDone(): void;
}

export function ReviewActs({ id, review, ticked, onDone }: Props) {
  const { t } = useTranslation();
  const judging = useJudging(id);
  const [asking, setAsking] = useState(false);
  const { sums } = review;
  const lines = [...ticked];
  const go = (what: 'recount' | 'lines', body: object) => {
    judging.mutate({ what, body }, { onSuccess: onDone });
  };
  const wrong = judging.error;
  return (
    <>
      <div className="report-acts count-acts">
        <Button
          disabled={lines.length === 0 && sums.recount === 0}
          loading={judging.isPending}
          onClick={() => {
            go('recount', lines.length > 0 ? { lines } : {});
          }}
        >
          {lines.length > 0
            ? t('counting.recountTicked', { count: lines.length })
            : t('counting.recountRule', { count: sums.recount })}
        </Button>
        <Select<string>
          disabled={lines.length === 0}
          placeholder={t('counting.giveReason')}
          aria-label={t('counting.giveReason')}
          value={null}
          style={{ minWidth: 170 }}
          onChange={(reason) => {
            go('lines', { lines, reason });
          }}
          options={[
            { value: 'pending', label: t('counting.pending') },
            { value: 'normal', label: t('counting.normal') },
            { value: 'accident', label: t('counting.accident') },
            { value: 'surplus', label: t('counting.surplus') },
          ]}
        />
        <Button
          type="primary"
          onClick={() => {
            setAsking(true);
          }}
        >
          {t('counting.approve')}
        </Button>
      </div>
      {wrong && !asking && (
        <ProblemAlert
          error={wrong}
          rest={wrong instanceof Problem ? wrong.errors.map((one) => one.message) : []}
        />
      )}
      {asking && (
        <Approval
          id={id}
          review={review}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
    </>
  );
}

function Approval({ id, review, onClose }: { id: string; review: Review; onClose(): void }) {
  const { t } = useTranslation();
  const judging = useJudging(id);
  const [nothing, setNothing] = useState(false);
  const [date, setDate] = useState<string | null>(null);
  const [accepted, setAccepted] = useState<ReadonlySet<string>>(new Set());
  const { sums } = review;
  const disturbed = useReview(id, 'moved', 0, sums.moved > 0).data?.lines ?? [];
  const open = disturbed.filter((line) => !accepted.has(line.id));
  const wrong = judging.error;
  return (
    <Modal
      open
      title={t('counting.approve')}
      okText={t('counting.approve')}
      cancelText={t('counting.leave')}
      confirmLoading={judging.isPending}
      okButtonProps={{ disabled: sums.moved > 0 && (disturbed.length === 0 || open.length > 0) }}
      onCancel={onClose}
      onOk={() => {
        const taken = disturbed.filter((line) => accepted.has(line.id));
        const body = {
          uncounted: nothing ? 'nothing' : 'leave',
          tallies: review.tallies,
          accepted: taken.map(({ id: line, difference }) => ({ line, difference })),
          ...(date ? { date } : {}),
        };
        judging.mutate({ what: 'approve', body }, { onSuccess: onClose });
      }}
    >
      <p>{t('counting.approveHelp', { differences: sums.differences })}</p>
      {disturbed.length > 0 && (
        <Disturbed
          lines={disturbed}
          accepted={accepted}
          onAccept={setAccepted}
          busy={judging.isPending}
          onRecount={() => {
            const body = { lines: open.map((line) => line.id) };
            judging.mutate({ what: 'recount', body }, { onSuccess: onClose });
          }}
        />
      )}
      {sums.open > 0 && (
        <p>
          {t('counting.openLines', { count: sums.open })}
          <br />
          <Checkbox
            checked={nothing}
            onChange={(event) => {
              setNothing(event.target.checked);
            }}
          >
            {t('counting.takeForNothing')}
          </Checkbox>
        </p>
      )}
      <label>
        {t('counting.postOn')}{' '}
        <DatePicker
          placeholder={t('counting.lastTally')}
          onChange={(_value, text) => {
            setDate(typeof text === 'string' && text ? text : null);
          }}
        />
      </label>
      {wrong && (
        <ProblemAlert
          error={wrong}
          rest={wrong instanceof Problem ? wrong.errors.map((one) => one.message) : []}
        />
      )}
    </Modal>
  );
}
