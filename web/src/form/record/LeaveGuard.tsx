/** Leaving a page with unsaved work: stay, come back to it later, or drop it. */
import { useBlocker } from '@tanstack/react-router';
import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';

interface Props {
  dirty: boolean;
  onDrop(): void;
}

export function LeaveGuard({ dirty, onDrop }: Props) {
  const { t } = useTranslation();
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => dirty && current.pathname !== next.pathname,
    // A reload or a closed tab loses nothing: the work is kept on this computer.
    enableBeforeUnload: false,
    withResolver: true,
  });
  if (blocker.status !== 'blocked') return null;
  return (
    <Modal
      open
      title={t('leave.title')}
      onCancel={blocker.reset}
      footer={[
        <Button
          key="drop"
          danger
          onClick={() => {
            onDrop();
            blocker.proceed();
          }}
        >
          {t('leave.drop')}
        </Button>,
        <Button key="later" onClick={blocker.proceed}>
          {t('leave.later')}
        </Button>,
        <Button key="stay" type="primary" onClick={blocker.reset}>
          {t('leave.stay')}
        </Button>,
      ]}
    >
      <p>{t('leave.explain')}</p>
    </Modal>
  );
}
