/** When a report is sent, to whom, and about which days. */
import { Alert, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useSession } from '@/lib/session';
import { Field, wrongs } from '@/ui/Field';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { listed } from '@/ui/words';
import { useRhythms } from './rhythms';
import { useRecipients, type Draft } from './schedules';

interface Props {
  title: string;
  report: string;
  begin: Draft;
  /** who is sent it so far */
  readers?: readonly { id: string; name: string }[];
  /** what stands in the place of the two days: words, and the days themselves */
  periods: readonly { value: string; label: string }[];
  word: string;
  onWord(word: string): void;
  /** days that stay the same each time */
  fixed: boolean;
  error: unknown;
  busy: boolean;
  onSave(draft: Draft): void;
  onClose(): void;
}

const FIELDS = ['name', 'rhythm', 'day', 'hour', 'recipients', 'period'];
const LONGEST_NAME = 60;
const MOST_READERS = 20;

export function ScheduleForm(props: Props) {
  const { title, report, begin, periods, word, fixed, error, busy, onSave, onClose } = props;
  const { readers = [] } = props;
  const { t } = useTranslation();
  const me = useSession().user.id;
  const { kinds, days, hours } = useRhythms();
  const found = useRecipients(report);
  const [draft, setDraft] = useState(begin);
  const set = (more: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...more }));
  };
  const { at: wrong, rest } = wrongs(error, FIELDS);
  const people = found.data?.items ?? [];
  const lost = readers.filter(({ id }) => !people.some((one) => one.id === id));
  const mute = people.filter((one) => draft.recipients.includes(one.id) && !one.reachable);
  const ready = draft.name.trim() !== '' && draft.recipients.length > 0;
  const save = () => {
    onSave({ ...draft, name: draft.name.trim() });
  };
  const which = days(draft.rhythm);
  return (
    <Modal
      open
      width={480}
      title={title}
      okText={t('schedules.keep')}
      cancelText={t('settings.cancel')}
      okButtonProps={{ loading: busy, disabled: !ready }}
      onOk={save}
      onCancel={onClose}
    >
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !busy) save();
        }}
      >
        {Boolean(error) && (rest.length > 0 || Object.keys(wrong).length === 0) && (
          <ProblemAlert error={error} rest={rest} />
        )}
        {found.error && <ProblemAlert error={found.error} />}
        {found.data?.sends === false && (
          <Alert type="warning" showIcon title={t('schedules.noServer')} />
        )}
        <Field label={t('schedules.name')} wrong={wrong['name']}>
          {(its) => (
            <Input
              {...its}
              maxLength={LONGEST_NAME}
              value={draft.name}
              onChange={(event) => {
                set({ name: event.target.value });
              }}
            />
          )}
        </Field>
        <div className="schedule-when">
          <Field label={t('schedules.rhythm')} wrong={wrong['rhythm']}>
            {(its) => (
              <Select
                {...its}
                value={draft.rhythm}
                options={kinds}
                onChange={(rhythm) => {
                  set({ rhythm, day: days(rhythm).length > 0 ? 1 : 0 });
                }}
              />
            )}
          </Field>
          {which.length > 0 && (
            <Field label={t('schedules.day')} wrong={wrong['day']}>
              {(its) => (
                <Select
                  {...its}
                  value={draft.day}
                  options={which}
                  onChange={(day) => {
                    set({ day });
                  }}
                />
              )}
            </Field>
          )}
          <Field label={t('schedules.hour')} wrong={wrong['hour']}>
            {(its) => (
              <Select
                {...its}
                value={draft.hour}
                options={hours}
                onChange={(hour) => {
                  set({ hour });
                }}
              />
            )}
          </Field>
        </div>
        {draft.rhythm === 'monthly' && draft.day > 28 && (
          <p className="quiet">{t('schedules.shortMonth')}</p>
        )}
        {periods.length > 0 && (
          <Field label={t('reports.period')} wrong={wrong['period']}>
            {(its) => (
              <Select {...its} value={word} options={[...periods]} onChange={props.onWord} />
            )}
          </Field>
        )}
        {fixed && (
          <Alert
            type="warning"
            showIcon
            title={t('schedules.fixedDays')}
            description={periods.length > 0 ? t('schedules.takeAWord') : undefined}
          />
        )}
        <Field
          label={t('schedules.recipients')}
          wrong={wrong['recipients']}
          help={
            mute.length > 0
              ? t('schedules.noAddress', { names: listed(mute.map((one) => one.name)) })
              : t('schedules.recipientsHelp')
          }
          warns={mute.length > 0}
        >
          {(its) => (
            <Select
              {...its}
              mode="multiple"
              maxCount={MOST_READERS}
              loading={found.isPending}
              value={found.isPending ? [] : draft.recipients}
              showSearch={{ optionFilterProp: 'label' }}
              options={[
                ...people.map((one) => ({
                  value: one.id,
                  label: one.id === me ? t('schedules.me', { name: one.name }) : one.name,
                })),
                ...lost.map((one) => ({
                  value: one.id,
                  label: t('schedules.lost', { name: one.name }),
                })),
              ]}
              onChange={(recipients: string[]) => {
                set({ recipients });
              }}
            />
          )}
        </Field>
        <button type="submit" hidden />
      </form>
    </Modal>
  );
}
