/** Is what was not sent yet left on this device? */
import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';

import type { Leaving } from './leaving';

export function LeaveUnsent({ count, answer }: Leaving) {
  const { t } = useTranslation();
  return (
    <Modal
      open
      title={t('app.logOutUnsent', { count })}
      okText={t('app.logOut')}
      cancelText={t('app.stay')}
      onOk={() => {
        answer(true);
      }}
      onCancel={() => {
        answer(false);
      }}
    >
      {t('app.logOutUnsentHelp')}
    </Modal>
  );
}
