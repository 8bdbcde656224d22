/** What an action would change in the cost of others, before it is done. */
import { useTranslation } from 'react-i18next';

import { showNumber } from '@/lib/decimal';
import { EffectsSentence, EffectsTable } from './EffectsTable';
import type { Effects } from './effects';
import './cost.css';

export default function AheadTold({ told }: { told: Effects }) {
  const { t } = useTranslation();
  const { summary, items, deferred, more_than: most } = told;
  return (
    <>
      {deferred && (
        <p>
          {most === null
            ? t('cost.joins')
            : t('cost.moreThan', { entries: showNumber(String(most)) })}
        </p>
      )}
      {summary && summary.entries > 0 && <EffectsSentence told={summary} ahead />}
      {items.length > 0 && (
        <div className="cost-ahead">
          <EffectsTable label={t('cost.effects')} rows={items} side="changed" />
        </div>
      )}
      {summary && summary.entries > items.length && (
        <p className="hint">{t('cost.firstOnes', { shown: items.length })}</p>
      )}
    </>
  );
}
