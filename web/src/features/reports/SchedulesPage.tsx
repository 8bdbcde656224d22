/** 我的定时报表: what is sent by mail, when next, to whom, and what became of the last letters. */
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { ProblemAlert } from '@/ui/ProblemAlert';
import { ChangeSchedule } from './ChangeSchedule';
import { ScheduleItem } from './ScheduleItem';
import { useAddSchedule, useDropSchedule, useSchedules, type Schedule } from './schedules';
import './schedules.css';

function Dropped({ schedule, onUndone }: { schedule: Schedule; onUndone(): void }) {
  const { t } = useTranslation();
  const add = useAddSchedule();
  const { name, report, asked, rhythm, day, hour, active } = schedule;
  const recipients = schedule.recipients.map((one) => one.id);
  return (
    <>
      <Alert
        type="info"
        showIcon
        role="status"
        title={t('schedules.dropped', { name })}
        action={
          <Button
            size="small"
            loading={add.isPending}
            onClick={() => {
              const body = { name, report, asked, rhythm, day, hour, active, recipients };
              add.mutate(body, { onSuccess: onUndone });
            }}
          >
            {t('schedules.undo')}
          </Button>
        }
      />
      {add.error && <ProblemAlert error={add.error} />}
    </>
  );
}

export function SchedulesPage() {
  const { t } = useTranslation();
  const found = useSchedules();
  const drop = useDropSchedule();
  const [changed, setChanged] = useState<Schedule | null>(null);
  const [dropped, setDropped] = useState<Schedule | null>(null);
  const items = found.data?.items ?? [];
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('schedules.title')}</h1>
      </div>
      {found.error && <ProblemAlert error={found.error} onRetry={() => void found.refetch()} />}
      {drop.error && <ProblemAlert error={drop.error} />}
      {found.data?.sends === false && (
        <Alert type="warning" showIcon title={t('schedules.noServer')} />
      )}
      {dropped && (
        <Dropped
          key={dropped.id}
          schedule={dropped}
          onUndone={() => {
            setDropped(null);
          }}
        />
      )}
      {found.isSuccess && items.length === 0 && (
        <div className="empty">
          <p>{t('schedules.none')}</p>
        </div>
      )}
      <ul className="schedules">
        {items.map((one) => (
          <ScheduleItem
            key={one.id}
            schedule={one}
            onChange={() => {
              setChanged(one);
            }}
            onDrop={() => {
              drop.mutate(one, {
                onSuccess: () => {
                  setDropped(one);
                },
              });
            }}
          />
        ))}
      </ul>
      {changed && (
        <ChangeSchedule
          schedule={changed}
          onClose={() => {
            setChanged(null);
          }}
        />
      )}
    </div>
  );
}
