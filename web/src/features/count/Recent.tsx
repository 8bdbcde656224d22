/** What this person counted last, to be taken back when it was wrong. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

import { showNumber } from '@/lib/decimal';
import type { Queued } from './queue';

interface Props {
  recent: readonly Queued[];
  onUndo(tally: Queued): void;
}

export function Recent({ recent, onUndo }: Props) {
  const { t } = useTranslation();
  if (recent.length === 0) return null;
  return (
    <section aria-label={t('counting.recent')}>
      <h2>{t('counting.recent')}</h2>
      <ul className="scan-rows">
        {recent.map((one) => (
          <li key={one.id} className="scan-row">
            <span>
              {one.called} <span className="quiet">{one.serial || one.batch}</span>
              <span className="quiet"> {one.location}</span>
            </span>
            <span className="scan-figure">
              {showNumber(one.quantity)} {one.unit}
              <Button
                size="small"
                onClick={() => {
                  onUndo(one);
                }}
              >
                {t('counting.undo')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
