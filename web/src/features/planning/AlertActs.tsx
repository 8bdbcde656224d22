/** What is done with alerts that are ticked: order what is short, take note, or put off. */
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';

import { useSetting } from '@/form/setting';
import { send } from '@/lib/api';
import { todayIn } from '@/lib/dates';
import { once, SOON } from '@/lib/once';
import { sentencesOf } from '@/lib/problem';
import { may, useSession } from '@/lib/session';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { PressedMenu } from '@/ui/PressedMenu';
import { DraftsMade } from './DraftsMade';
import { useAfresh, useDrafts } from './drafts';

interface Props {
  ids: readonly string[];
  /** nothing is ticked any more */
  onDone(): void;
}

interface Act {
  act: 'acknowledge' | 'snooze';
  until?: string;
}

export function AlertActs({ ids, onDone }: Props) {
  const { t } = useTranslation();
  const { zone } = useSetting();
  const session = useSession();
  const afresh = useAfresh();
  const ordering = useDrafts(onDone);
  const { mutate, isPending, error } = useMutation({
    mutationFn: ({ act, ...more }: Act) => {
      const path = `/api/v1/alerts/${act}`;
      const body = { ids, ...more };
      const mark = (key: string) => send(path, { method: 'POST', body, idempotencyKey: key });
      return once(path, body, mark, SOON);
    },
    onSuccess: async () => {
      onDone();
      await afresh();
    },
  });
  const later = [
    { key: '1', label: t('planning.tomorrow') },
    { key: '7', label: t('planning.week') },
    { key: '30', label: t('planning.month') },
  ];
  const tooMuch = [
    ...(may(session, 'replenishment', 'edit')
      ? [{ key: 'bring', label: t('planning.bring') }]
      : []),
    ...(may(session, 'purchase_return', 'add') && may(session, 'purchase_receipt', 'view')
      ? [{ key: 'return', label: t('planning.giveBack') }]
      : []),
    ...(may(session, 'price_list', 'add')
      ? [10, 20, 30, 50].map((off) => ({ key: String(off), label: t('planning.clear', { off }) }))
      : []),
  ];
  const nothing = ids.length === 0 || isPending;
  const wrong = error ?? ordering.error;
  return (
    <>
      <div className="report-acts">
        {may(session, 'replenishment', 'edit') && (
          <Button
            type="primary"
            disabled={nothing}
            loading={ordering.isPending}
            onClick={() => {
              ordering.mutate({ path: '/api/v1/alerts/order', ids });
            }}
          >
            {t('planning.order', { count: ids.length })}
          </Button>
        )}
        <PressedMenu
          disabled={nothing}
          menu={{
            items: tooMuch,
            onClick: ({ key }) => {
              const percent = Number(key);
              ordering.mutate(
                percent
                  ? { path: '/api/v1/alerts/clear', ids, percent }
                  : { path: `/api/v1/alerts/${key}`, ids },
              );
            },
          }}
        >
          <Button disabled={nothing}>{t('planning.tooMuch')}</Button>
        </PressedMenu>
        <Button
          disabled={nothing}
          onClick={() => {
            mutate({ act: 'acknowledge' });
          }}
        >
          {t('planning.note')}
        </Button>
        <PressedMenu
          disabled={nothing}
          menu={{
            items: later,
            onClick: ({ key }) => {
              const until = dayjs(todayIn(zone)).add(Number(key), 'day').format('YYYY-MM-DD');
              mutate({ act: 'snooze', until });
            },
          }}
        >
          <Button disabled={nothing}>{t('planning.putOff')}</Button>
        </PressedMenu>
        {ids.length === 0 && <span className="quiet">{t('planning.tickAlerts')}</span>}
      </div>
      {wrong && <ProblemAlert error={wrong} rest={sentencesOf(wrong)} />}
      <DraftsMade made={ordering.data?.data} />
    </>
  );
}
