/** Notifications one below the other; each leads to what it speaks of, and is then read. */
import { useRouter } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

import { useSetting } from '@/form/setting';
import { showInstant } from '@/lib/dates';
import { useMark, type Notification } from './notifications';
import './notifications.css';

interface Props {
  items: readonly Notification[];
  /** with a button that marks each */
  marks?: boolean;
  onOpen?(): void;
}

export function NotificationList({ items, marks = false, onOpen }: Props) {
  const { t } = useTranslation();
  const router = useRouter();
  const { zone } = useSetting();
  const mark = useMark();
  const open = (one: Notification) => {
    if (!one.read) mark.mutate({ ids: [one.id], read: true });
    onOpen?.();
    router.history.push(one.path);
  };
  return (
    <ul className="notifications">
      {items.map((one) => (
        <li key={one.id} className={one.read ? '' : 'is-unread'}>
          <a
            href={one.path}
            onClick={(event) => {
              if (event.ctrlKey || event.metaKey || event.shiftKey) return;
              event.preventDefault();
              open(one);
            }}
          >
            {!one.read && <span className="sr-only">{t('notifications.isUnread')}</span>}
            <span>{one.text}</span>
            <time dateTime={one.at} className="quiet">
              {showInstant(one.at, zone)}
            </time>
          </a>
          {marks && (
            <Button
              type="text"
              size="small"
              onClick={() => {
                mark.mutate({ ids: [one.id], read: !one.read });
              }}
            >
              {t(one.read ? 'notifications.markUnread' : 'notifications.markRead')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
