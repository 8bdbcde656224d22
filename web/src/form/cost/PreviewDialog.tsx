/** Says what an action would change in the cost of others, before it is done. */
import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';

import { showNumber } from '@/lib/decimal';
import type { Form } from '../form';
import { EffectsSentence, EffectsTable } from './EffectsTable';
import type { Asked } from './useForeseen';
import './cost.css';

export default function PreviewDialog({ form, asked }: { form: Form; asked: Asked }) {
  const { t } = useTranslation();
  const label = form.actions.find(({ name }) => name === asked.action)?.label ?? asked.action;
  const { summary, items, deferred, more_than: most } = asked.told;
  return (
    <Modal
      open
      title={t('cost.ahead', { action: label })}
      width="min(1100px, 100vw)"
      okText={t('cost.goOn', { action: label })}
      cancelText={t('record.leaveIt')}
      onOk={() => {
        asked.answer(true);
      }}
      onCancel={() => {
        asked.answer(false);
      }}
    >
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
    </Modal>
  );
}
