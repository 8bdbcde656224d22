/** Of which batch goods are: chosen among those that lie there, or read off what comes in. */
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { showNumber } from '@/lib/decimal';
import type { BatchLeft } from './batches';
import { lastDay } from './days';

/** What was typed of a batch that comes in: days as ISO, the supplier's number of it. */
export interface Said {
  made: string;
  until: string;
  theirs: string;
}
export const NOTHING_SAID: Said = { made: '', until: '', theirs: '' };

interface Props {
  batches: BatchLeft[] | null;
  value: string;
  /** what comes is of this batch only */
  fixed: boolean;
  days: Said;
  unit: string;
  /** for how many days its goods are good */
  lasts: number | null;
  /** it is asked for first */
  begins: boolean;
  onValue(batch: string): void;
  onDays(days: Said): void;
  onNext(): void;
}

export function Batch(props: Props) {
  const { batches, value, fixed } = props;
  const { t } = useTranslation();
  if (fixed) {
    return (
      <span>
        {t('phone.batch')} <b>{value}</b>
      </span>
    );
  }
  if (batches === null) return <Coming {...props} />;
  if (batches.length === 0) return <span className="quiet">{t('phone.noBatches')}</span>;
  return <Lying {...props} batches={batches} />;
}

function Coming({ value, days, lasts, begins, onValue, onDays, onNext }: Props) {
  const { t } = useTranslation();
  const [more, setMore] = useState(days.theirs !== '');
  const derived = lastDay(days.made, lasts);
  return (
    <>
      <Input
        size="large"
        autoFocus={begins}
        value={value}
        autoComplete="off"
        enterKeyHint="next"
        aria-label={t('phone.batch')}
        placeholder={t('phone.batch')}
        onChange={(event) => {
          onValue(event.target.value);
        }}
        onPressEnter={onNext}
      />
      {lasts !== null && <span className="quiet">{t('phone.lasts', { count: lasts })}</span>}
      <div className="phone-days">
        <label>
          {t('phone.made')}
          <Input
            size="large"
            type="date"
            value={days.made}
            onChange={(event) => {
              onDays({ ...days, made: event.target.value });
            }}
          />
        </label>
        <label>
          {t('phone.until')}
          <Input
            size="large"
            type="date"
            value={days.until || derived}
            onChange={(event) => {
              onDays({ ...days, until: event.target.value });
            }}
          />
        </label>
      </div>
      {more ? (
        <Input
          size="large"
          autoFocus
          value={days.theirs}
          autoComplete="off"
          enterKeyHint="next"
          maxLength={64}
          aria-label={t('phone.theirs')}
          placeholder={t('phone.theirs')}
          onChange={(event) => {
            onDays({ ...days, theirs: event.target.value });
          }}
          onPressEnter={onNext}
        />
      ) : (
        <Button
          className="phone-more"
          type="link"
          onClick={() => {
            setMore(true);
          }}
        >
          {t('phone.addTheirs')}
        </Button>
      )}
    </>
  );
}

function Lying({ batches, value, unit, onValue }: Props & { batches: BatchLeft[] }) {
  const { t } = useTranslation();
  return (
    <div className="scan-batches" role="radiogroup" aria-label={t('phone.batch')}>
      {batches.map((one) => (
        <Button
          key={one.batch}
          role="radio"
          aria-checked={one.batch === value}
          type={one.batch === value ? 'primary' : 'default'}
          className="phone-batch"
          onClick={() => {
            onValue(one.batch);
          }}
        >
          <b>{one.batch}</b>
          <small>
            {[
              one.good ? one.expires_on : t('phone.notGood', { day: one.expires_on ?? '' }),
              one.location,
              `${showNumber(one.left)} ${unit}`,
            ]
              .filter(Boolean)
              .join(' · ')}
          </small>
        </Button>
      ))}
    </div>
  );
}
