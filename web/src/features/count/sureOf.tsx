import { Button } from 'antd';
import i18next from 'i18next';

import type { Outbox } from '@/scan/useSending';
import { isDoubted, type Queued } from './queue';

/** What the server took for no piece, because something else is called so, is one after all. */
export function sureOf(one: Queued, change: Outbox<Queued>['change']) {
  if (!isDoubted(one)) return null;
  return (
    <Button
      onClick={() => {
        change((queue) => {
          queue.again(one.id, { sure: true, why: '' });
        });
      }}
    >
      {i18next.t('scan.isPiece', { name: one.called })}
    </Button>
  );
}
