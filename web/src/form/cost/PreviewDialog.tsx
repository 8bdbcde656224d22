/** Says what an action would change in the cost of others, before it is done. */
import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';

import type { Form } from '../form';
import AheadTold from './AheadTold';
import type { Asked } from './useForeseen';

export default function PreviewDialog({ form, asked }: { form: Form; asked: Asked }) {
  const { t } = useTranslation();
  const label = form.actions.find(({ name }) => name === asked.action)?.label ?? asked.action;
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
      <AheadTold told={asked.told} />
    </Modal>
  );
}
