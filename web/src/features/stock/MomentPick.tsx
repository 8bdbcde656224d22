/** A past day, which means its end, or a minute of it. */
import { Button, DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useSetting } from '@/form/setting';
import { instantIn, showInstant } from '@/lib/dates';
import { isInstant } from './stock';

const MINUTE = 'YYYY-MM-DD HH:mm';
const DAY = 'YYYY-MM-DD';

interface Props {
  label: string;
  hint: string;
  /** a day, an instant with its zone, or empty */
  value: string;
  onChange(moment: string): void;
}

export function MomentPick({ label, hint, value, onChange }: Props) {
  const { t } = useTranslation();
  const { zone } = useSetting();
  const [asked, setAsked] = useState(false);
  const timed = asked || isInstant(value);
  const shown = showInstant(value, zone);
  const at = dayjs(shown);
  return (
    <DatePicker
      aria-label={label}
      placeholder={label}
      title={hint}
      style={{ width: timed ? 170 : 140 }}
      maxDate={dayjs()}
      format={timed ? MINUTE : DAY}
      showTime={timed ? { format: 'HH:mm' } : false}
      value={value && at.isValid() ? at : null}
      onChange={(next) => {
        if (!next) setAsked(false);
        onChange(next ? (timed ? instantIn(next.format(MINUTE), zone) : next.format(DAY)) : '');
      }}
      renderExtraFooter={() => (
        <Button
          type="link"
          size="small"
          onClick={() => {
            setAsked(!timed);
            if (isInstant(value)) onChange(shown.slice(0, DAY.length));
          }}
        >
          {t(timed ? 'stock.wholeDay' : 'stock.atTime')}
        </Button>
      )}
    />
  );
}
