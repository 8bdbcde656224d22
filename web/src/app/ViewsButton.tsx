/** The star: views of the page that is shown. */
import { StarFilled, StarOutlined } from '@ant-design/icons';
import { useRouter, useRouterState } from '@tanstack/react-router';
import { Button, Popover } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useViews, viewAt, type View } from '@/features/views/views';
import { hasTab } from '@/lib/workTabs';
import { useOneColumn } from '@/ui/narrow';
import { withWords } from '@/i18n';
import { useTabNames } from './tabs/names';

const ViewsMenu = lazy(
  withWords(
    async () => ({ default: (await import('@/features/views/ViewsMenu')).ViewsMenu }),
    'common',
    'overlays',
  ),
);

const SaveView = lazy(
  withWords(
    async () => ({ default: (await import('@/features/views/SaveView')).SaveView }),
    'common',
    'overlays',
  ),
);

export function ViewsButton() {
  const { t } = useTranslation();
  const router = useRouter();
  const { items } = useViews();
  const nameOf = useTabNames();
  const oneColumn = useOneColumn();
  const [open, setOpen] = useState(false);
  /** undefined: none is being kept or changed; null: a new one */
  const [saved, setSaved] = useState<View | null | undefined>();
  const href = useRouterState({ select: (state) => state.location.href });
  const { pathname: path, search } = new URL(href, window.location.origin);
  const at = { path, search };
  if (!hasTab(path)) return null;
  return (
    <>
      <Popover
        trigger="click"
        placement={oneColumn ? 'bottom' : 'bottomRight'}
        destroyOnHidden
        title={t('views.title')}
        open={open}
        onOpenChange={setOpen}
        content={
          <Suspense fallback={null}>
            <ViewsMenu
              at={at}
              onOpen={(view) => {
                setOpen(false);
                router.history.push(view.path + view.search);
              }}
              onSave={(view) => {
                setOpen(false);
                setSaved(view);
              }}
            />
          </Suspense>
        }
      >
        <Button
          type="text"
          className="views-button"
          icon={viewAt(items, at) ? <StarFilled /> : <StarOutlined />}
          aria-label={t('views.title')}
        />
      </Popover>
      <Suspense fallback={null}>
        {saved !== undefined && (
          <SaveView
            view={saved}
            at={at}
            suggested={nameOf(at)}
            onClose={() => {
              setSaved(undefined);
            }}
          />
        )}
      </Suspense>
    </>
  );
}
