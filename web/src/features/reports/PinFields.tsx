/** What a pinned report is called and what it shows. */
import { Input, Segmented } from 'antd';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { Field, wrongs } from '@/ui/Field';
import { ProblemAlert } from '@/ui/ProblemAlert';
import type { Shows } from '@/lib/pins';
import './pins.css';

const LONGEST_TITLE = 40;

export interface Wanted {
  title: string;
  shows: Shows;
}

interface Props {
  wanted: Wanted;
  /** what it is called without a title */
  label: string;
  hasChart: boolean;
  error: unknown;
  /** between them and the buttons */
  children: ReactNode;
  onChange(wanted: Wanted): void;
  onDone(): void;
}

/** For `afterOpenChange` of what they open in: the keys go there, and back to what opened it. */
export function focusTitle(open: boolean, opener: HTMLElement | null): void {
  const title = document.querySelector<HTMLElement>('.pin-fields input');
  const at = document.activeElement;
  if (open) title?.focus({ preventScroll: true });
  else if (!at || at === document.body || at.closest('.ant-popover'))
    opener?.focus({ preventScroll: true });
}

export function PinFields({ wanted, label, hasChart, error, children, onChange, onDone }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const { at, rest } = wrongs(error, ['title']);
  return (
    <form
      className="fields pin-fields"
      onSubmit={(event) => {
        event.preventDefault();
        onDone();
      }}
    >
      {Boolean(error) && !at['title'] && <ProblemAlert {...{ error, rest }} />}
      <Field label={t('pins.title')} wrong={at['title']}>
        {(its) => (
          <Input
            {...its}
            maxLength={LONGEST_TITLE}
            placeholder={label}
            value={wanted.title}
            onChange={(event) => {
              onChange({ ...wanted, title: event.target.value });
            }}
          />
        )}
      </Field>
      <div className="field">
        <span id={id}>{t('pins.shows')}</span>
        <Segmented
          block
          aria-labelledby={id}
          value={wanted.shows}
          options={[
            { value: 'figures', label: t('pins.figures') },
            { value: 'chart', label: t('pins.chart'), disabled: !hasChart },
            { value: 'rows', label: t('pins.rows') },
          ]}
          onChange={(shows) => {
            onChange({ ...wanted, shows: shows as Shows });
          }}
        />
      </div>
      {children}
    </form>
  );
}
