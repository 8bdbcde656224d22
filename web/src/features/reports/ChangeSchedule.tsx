/** A schedule changed: its name, when, to whom, and which word stands for its days. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { wordsFor } from './pinning';
import { definitionQuery, viewOf, type Question } from './reports';
import { hasFixedDays, periodsOf } from './scheduled';
import { ScheduleForm } from './ScheduleForm';
import { useChangeSchedule, type Schedule } from './schedules';

interface Props {
  schedule: Schedule;
  onClose(): void;
}

const DAYS = new Set(['since', 'until', 'period']);

export function ChangeSchedule({ schedule, onClose }: Props) {
  const { t } = useTranslation();
  const report = useQuery(definitionQuery(schedule.report)).data;
  const change = useChangeSchedule();
  const before: Question = schedule.asked;
  const [word, setWord] = useState(before['period'] ?? '');
  const view = report && viewOf(report, before)?.name;
  const words = report && view ? wordsFor(report, { ...before, view }) : [];
  const rest = Object.entries(before).filter(([name]) => !DAYS.has(name));
  const asked: Question = word ? { ...Object.fromEntries(rest), period: word } : before;
  const isOther = word !== (before['period'] ?? '') && word !== '';
  return (
    <ScheduleForm
      title={t('schedules.change')}
      report={schedule.report}
      begin={{
        name: schedule.name,
        rhythm: schedule.rhythm,
        day: schedule.day,
        hour: schedule.hour,
        recipients: schedule.recipients.map((one) => one.id),
      }}
      readers={schedule.recipients}
      periods={word || before['since'] ? periodsOf(words, before) : []}
      word={word}
      onWord={setWord}
      fixed={report ? hasFixedDays(report, asked) : schedule.fixed_days}
      error={change.error}
      busy={change.isPending}
      onSave={(draft) => {
        const body = { id: schedule.id, ...draft, ...(isOther ? { asked } : {}) };
        change.mutate(body, { onSuccess: onClose });
      }}
      onClose={onClose}
    />
  );
}
