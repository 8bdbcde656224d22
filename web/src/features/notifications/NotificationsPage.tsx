/** 消息: everything this person was told, newest first. */
import { Button, Segmented } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { ProblemAlert } from '@/ui/ProblemAlert';
import { KindsPanel } from './KindsPanel';
import { NotificationList } from './NotificationList';
import { useMark, useNotifications } from './notifications';

export function NotificationsPage({ children }: { children?: ReactNode }) {
  const { t } = useTranslation();
  const [which, setWhich] = useState<'every' | 'unread'>('every');
  const found = useNotifications(which === 'unread');
  const mark = useMark();
  const pages = found.data?.pages ?? [];
  const items = pages.flatMap((page) => page.items);
  const newest = items[0];
  const unread = pages[0]?.unread ?? 0;
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('notifications.title')}</h1>
        <Segmented<'every' | 'unread'>
          value={which}
          options={[
            { value: 'every', label: t('notifications.every') },
            { value: 'unread', label: `${t('notifications.unread')} ${String(unread)}` },
          ]}
          onChange={(value) => {
            setWhich(value);
          }}
        />
        <span className="spacer" />
        {newest && unread > 0 && (
          <Button
            loading={mark.isPending}
            onClick={() => {
              mark.mutate({ until: newest.id });
            }}
          >
            {t('notifications.read')}
          </Button>
        )}
      </div>
      {(found.error ?? mark.error) && <ProblemAlert error={found.error ?? mark.error} />}
      <section className="panel" aria-label={t('notifications.title')}>
        {found.isSuccess && items.length === 0 && (
          <p className="quiet">
            {t(which === 'unread' ? 'notifications.noneUnread' : 'notifications.none')}
          </p>
        )}
        <NotificationList items={items} marks />
        {found.hasNextPage && (
          <Button
            block
            loading={found.isFetchingNextPage}
            onClick={() => void found.fetchNextPage()}
          >
            {t('notifications.more')}
          </Button>
        )}
      </section>
      <KindsPanel />
      {children}
    </div>
  );
}
