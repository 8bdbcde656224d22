/**
 * Leaving a page with unsaved work: stay, come back to it later, or drop it. Whose page keeps its
 * tab is not asked: the tab says that something is unsaved, and the work is there when it is shown
 * again. They are asked when they close it.
 */
import { useBlocker } from '@tanstack/react-router';
import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';

import { isClosing, stopClosing } from '@/lib/workTabs';
import { useOneColumn } from '@/ui/narrow';

interface Props {
  dirty: boolean;
  onDrop(): void;
}

export function LeaveGuard({ dirty, onDrop }: Props) {
  const { t } = useTranslation();
  const asksAlways = useOneColumn();
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      dirty && current.pathname !== next.pathname && (asksAlways || isClosing(current.pathname)),
    // A reload or a closed tab loses nothing: the work is kept on this computer.
    enableBeforeUnload: false,
    withResolver: true,
  });
  if (blocker.status !== 'blocked') return null;
  const stay = () => {
    stopClosing();
    blocker.reset();
  };
  return (
    <Modal
      open
      title={t('leave.title')}
      onCancel={stay}
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
        <Button key="stay" type="primary" onClick={stay}>
          {t('leave.stay')}
        </Button>,
      ]}
    >
      <p>{t('leave.explain')}</p>
    </Modal>
  );
}
