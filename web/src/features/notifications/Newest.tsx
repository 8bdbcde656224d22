/** What the bell opens: the newest, and the way to all of them. */
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

import { useIsLive } from '@/lib/live';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { NotificationList } from './NotificationList';
import { useMark, useNewest } from './notifications';

export function Newest({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const { data, error } = useNewest();
  const live = useIsLive();
  const mark = useMark();
  const newest = data?.items[0];
  return (
    <div className="newest">
      {(error ?? mark.error) && <ProblemAlert error={error ?? mark.error} />}
      {!live && (
        <p className="quiet" role="status">
          {t('notifications.notLive')}
        </p>
      )}
      {data?.items.length === 0 && <p className="quiet">{t('notifications.none')}</p>}
      <NotificationList items={data?.items ?? []} onOpen={onClose} />
      <div className="newest-foot">
        <Link to="/notifications" onClick={onClose}>
          {t('notifications.all')}
        </Link>
        <span className="spacer" />
        {newest && data.unread > 0 && (
          <Button
            type="text"
            size="small"
            onClick={() => {
              mark.mutate({ until: newest.id });
            }}
          >
            {t('notifications.read')}
          </Button>
        )}
      </div>
    </div>
  );
}
