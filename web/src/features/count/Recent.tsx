/** What this person counted last, to be taken back when it was wrong. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

import { showNumber } from '@/lib/decimal';
import { mineOf, type Queued, type SheetLine } from './queue';

interface Props {
  recent: readonly Queued[];
  lines: readonly SheetLine[];
  queue: readonly Queued[];
  onUndo(tally: Queued): void;
}

export function Recent({ recent, lines, queue, onUndo }: Props) {
  const { t } = useTranslation();
  const soFar = (of: Queued) => {
    const line = lines.find(({ id }) => id === of.line);
    return line ? mineOf(line, queue) : null;
  };
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
              {one.instead && t('counting.to')} {showNumber(one.quantity)} {one.unit}
              {soFar(one) !== null && (
                <span className="quiet">
                  {t('counting.total', { quantity: showNumber(soFar(one)) })}
                </span>
              )}
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
