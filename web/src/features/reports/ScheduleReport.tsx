/** 定时发送: what is looked at is sent by mail, again and again. */
import { Link } from '@tanstack/react-router';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useSetting } from '@/form/setting';
import { showInstant, todayIn } from '@/lib/dates';
import { useSession } from '@/lib/session';
import { kept, proposed, wordsFor } from './pinning';
import type { Question, Report, View } from './reports';
import { ScheduleForm } from './ScheduleForm';
import { useAddSchedule, type Schedule } from './schedules';
import { hasFixedDays, periodsOf } from './scheduled';
import './schedules.css';

interface Props {
  report: Report;
  view: View;
  question: Question;
  /** the shown columns, where somebody chose them */
  columns: string | null;
}

function Done({ made, onClose }: { made: Schedule; onClose(): void }) {
  const { t } = useTranslation();
  const zone = useSetting().zone;
  return (
    <Modal
      open
      width={480}
      title={t('schedules.done')}
      okText={t('schedules.close')}
      cancelButtonProps={{ style: { display: 'none' } }}
      onOk={onClose}
      onCancel={onClose}
    >
      <p role="status">
        {t('schedules.nextIs', { at: made.next ? showInstant(made.next, zone) : '—' })}
      </p>
      <p>
        <Link to="/report-schedules" onClick={onClose}>
          {t('schedules.title')}
        </Link>
      </p>
    </Modal>
  );
}

function Scheduling({ report, view, question, columns, onClose }: Props & { onClose(): void }) {
  const { t } = useTranslation();
  const today = todayIn(useSetting().zone);
  const me = useSession().user.id;
  const add = useAddSchedule();
  const [word, setWord] = useState(() => proposed(report, question, today));
  const asked = kept(report, question, word, today);
  const named = report.views.length > 1 ? `${report.label} · ${view.label}` : report.label;
  if (add.data) return <Done made={add.data.data} {...{ onClose }} />;
  return (
    <ScheduleForm
      title={t('schedules.new')}
      report={report.name}
      begin={{ name: named, rhythm: 'daily', day: 0, hour: 8, recipients: [me] }}
      periods={periodsOf(wordsFor(report, question), question)}
      word={word}
      onWord={setWord}
      fixed={hasFixedDays(report, asked)}
      error={add.error}
      busy={add.isPending}
      onSave={(draft) => {
        const chosen: Question = columns ? { ...asked, columns } : asked;
        add.mutate({ ...draft, report: report.name, asked: chosen });
      }}
      onClose={onClose}
    />
  );
}

export function ScheduleReport(props: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        onClick={() => {
          setOpen(true);
        }}
      >
        {t('schedules.send')}
      </Button>
      {open && (
        <Scheduling
          {...props}
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </>
  );
}
