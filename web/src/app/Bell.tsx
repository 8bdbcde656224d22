/** The bell: how much this person was told and has not read, live. */
import { BellOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { Button, Popover } from 'antd';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import {
  NOTIFICATIONS,
  useMark,
  useNewest,
  type Notification,
} from '@/features/notifications/notifications';
import { follow, spaced } from '@/lib/live';
import { useOneColumn } from '@/ui/narrow';
import { withWords } from '@/i18n';

const Newest = lazy(
  withWords(
    async () => ({ default: (await import('@/features/notifications/Newest')).Newest }),
    'overlays',
  ),
);

const MOST_SHOWN = 99;
const BETWEEN = 10_000;

/** Asks again for what a hint says is new: notifications at once, figures of home now and then. */
function useHints(): void {
  const client = useQueryClient();
  useEffect(() => {
    const figures = spaced(() => {
      void client.invalidateQueries({ queryKey: ['records', 'home'] });
    }, BETWEEN);
    return follow((topic) => {
      if (topic === 'records') figures();
      else void client.invalidateQueries({ queryKey: NOTIFICATIONS });
    });
  }, [client]);
}

/** What speaks of the page that is looked at has been seen. */
function useSeenHere(items: readonly Notification[]): void {
  const here = useRouterState({ select: (state) => state.location.href });
  const { mutate } = useMark();
  const ids = items.filter((one) => !one.read && one.path === here).map((one) => one.id);
  const named = ids.join(',');
  useEffect(() => {
    if (named) mutate({ ids: named.split(','), read: true });
  }, [named, mutate]);
}

const NONE: readonly Notification[] = [];

export function Bell() {
  const { t } = useTranslation();
  const oneColumn = useOneColumn();
  const [open, setOpen] = useState(false);
  useHints();
  const { data } = useNewest();
  useSeenHere(data?.items ?? NONE);
  const count = data?.unread ?? 0;
  const label = t('notifications.bell', { count });
  return (
    <>
      <span className="sr-only" role="status">
        {count > 0 ? label : ''}
      </span>
      <Popover
        trigger="click"
        placement={oneColumn ? 'bottom' : 'bottomRight'}
        destroyOnHidden
        title={t('notifications.title')}
        open={open}
        onOpenChange={setOpen}
        content={
          <Suspense fallback={null}>
            <Newest
              onClose={() => {
                setOpen(false);
              }}
            />
          </Suspense>
        }
      >
        <Button type="text" className="bell" icon={<BellOutlined />} aria-label={label}>
          {count > 0 && (
            <b className="bell-count" aria-hidden="true">
              {count > MOST_SHOWN ? `${String(MOST_SHOWN)}+` : count}
            </b>
          )}
        </Button>
      </Popover>
    </>
  );
}
