/** One schedule: what is sent when, what became of the last letters, and what can be done. */
import { Link } from '@tanstack/react-router';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useSetting } from '@/form/setting';
import { showInstant } from '@/lib/dates';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { StateTag } from '@/ui/StateTag';
import { listed } from '@/ui/words';
import { useRhythms } from './rhythms';
import { useChangeSchedule, useLetters, useSendNow, type Letter, type Schedule } from './schedules';

interface Props {
  schedule: Schedule;
  onChange(): void;
  onDrop(): void;
}

function LetterLine({ letter }: { letter: Letter }) {
  const { t } = useTranslation();
  const zone = useSetting().zone;
  const said = [letter.why_label, letter.said].filter(Boolean).join(t('schedules.because'));
  return (
    <li>
      <span>{showInstant(letter.sent_at ?? letter.slot, zone)}</span>
      <span>{letter.person.name}</span>
      {letter.state === 'sent' && (
        <StateTag tone="success">{t('schedules.sent', { rows: letter.rows ?? 0 })}</StateTag>
      )}
      {letter.state === 'failed' && <StateTag tone="danger">{t('schedules.notSent')}</StateTag>}
      {letter.state === 'waiting' && (
        <StateTag tone="info">{t(letter.why ? 'schedules.again' : 'schedules.sending')}</StateTag>
      )}
      {letter.by_hand && <span className="quiet">{t('schedules.byHand')}</span>}
      {said && <span className={letter.state === 'failed' ? 'bad' : 'quiet'}>{said}</span>}
    </li>
  );
}

function Earlier({ schedule }: { schedule: Schedule }) {
  const { t } = useTranslation();
  const found = useLetters(schedule.id);
  const shown = new Set(schedule.letters.map((one) => one.id));
  const items = (found.data?.items ?? []).filter((one) => !shown.has(one.id));
  if (found.error) return <ProblemAlert error={found.error} />;
  if (!found.isSuccess) return null;
  if (items.length === 0) return <p className="quiet">{t('schedules.noEarlier')}</p>;
  return (
    <ul className="schedule-letters">
      {items.map((one) => (
        <LetterLine key={one.id} letter={one} />
      ))}
    </ul>
  );
}

function Facts({ schedule }: { schedule: Schedule }) {
  const { t } = useTranslation();
  const { said } = useRhythms();
  const zone = useSetting().zone;
  const { letters, facts, recipients } = schedule;
  return (
    <dl className="schedule-facts">
      <dt>{t('schedules.when')}</dt>
      <dd>
        {said(schedule)}
        {schedule.next && (
          <span className="quiet">
            {' '}
            {t('schedules.nextIs', { at: showInstant(schedule.next, zone) })}
          </span>
        )}
      </dd>
      <dt>{t('schedules.recipients')}</dt>
      <dd>{listed(recipients.map((one) => one.name))}</dd>
      {facts.map(({ label, text }) => (
        <Fact key={label} {...{ label, text }} />
      ))}
      <dt>{t('schedules.last')}</dt>
      <dd>
        {letters.length === 0 && t('schedules.never')}
        <ul className="schedule-letters">
          {letters.map((one) => (
            <LetterLine key={one.id} letter={one} />
          ))}
        </ul>
      </dd>
    </dl>
  );
}

function Fact({ label, text }: { label: string; text: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{text}</dd>
    </>
  );
}

export function ScheduleItem({ schedule, onChange, onDrop }: Props) {
  const { t } = useTranslation();
  const change = useChangeSchedule();
  const now = useSendNow();
  const [earlier, setEarlier] = useState(false);
  const { id, name, report, asked, active, problem, fixed_days: fixed } = schedule;
  const error = change.error ?? now.error;
  const shown = [schedule.report_label, schedule.view_label].filter(Boolean).join(' · ');
  return (
    <li className="panel" aria-labelledby={`schedule-${id}`}>
      <div className="schedule-head">
        <h2 id={`schedule-${id}`}>{name}</h2>
        <Link to="/reports/$report" params={{ report }} search={asked}>
          {shown}
        </Link>
        {!active && <StateTag tone="neutral">{t('schedules.paused')}</StateTag>}
      </div>
      {error && <ProblemAlert error={error} />}
      {problem && <Alert type="error" showIcon title={t('schedules.problem', { said: problem })} />}
      <Facts schedule={schedule} />
      {fixed && <p className="warning">{t('schedules.fixedDays')}</p>}
      <div className="schedule-acts">
        <Button onClick={onChange}>{t('schedules.edit')}</Button>
        <Button
          loading={now.isPending}
          onClick={() => {
            now.mutate(schedule);
          }}
        >
          {t('schedules.sendNow')}
        </Button>
        <Button
          loading={change.isPending}
          onClick={() => {
            change.mutate({ id, active: !active });
          }}
        >
          {t(active ? 'schedules.pause' : 'schedules.goOn')}
        </Button>
        <Button onClick={onDrop}>{t('schedules.drop')}</Button>
        <Button
          type="link"
          aria-expanded={earlier}
          onClick={() => {
            setEarlier(!earlier);
          }}
        >
          {t('schedules.earlier')}
        </Button>
      </div>
      {earlier && <Earlier schedule={schedule} />}
    </li>
  );
}
