/** How it stands with what was scanned: sent, waiting for a connection, or refused. */
import { Alert, Button, Popconfirm } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { isWeak } from '@/lib/safekeeping';
import { ProblemAlert } from '@/ui/ProblemAlert';
import type { Kept, Queue } from './queue';
import type { Outbox } from './useSending';
import './scan.css';

interface Props<T extends Kept> {
  outbox: Outbox<T>;
  /** what a refused one is */
  title(one: T): string;
  /** where it was refused, and what it is told more */
  detail?(one: T): ReactNode;
  onMend?(one: T): void;
  /** what else may be done with a refused one */
  acts?(one: T, change: Outbox<T>['change']): ReactNode;
}

export function SendingState<T extends Kept>({ outbox, title, detail, onMend, acts }: Props<T>) {
  const { t } = useTranslation();
  const { all, lost, problem, unsafe, unwritten, change } = outbox;
  const refused = all.filter((one) => one.refused !== null);
  const waiting = all.length - refused.length;
  const safe = waiting - unwritten - unsafe;
  return (
    <div className="scan-queue" role="status" aria-live="polite">
      {lost && safe > 0 && (
        <Alert type="warning" showIcon title={t('scan.offline', { count: safe })} />
      )}
      {lost && unwritten > 0 && <p className="quiet">{t('scan.writing', { count: unwritten })}</p>}
      {problem !== null && <ProblemAlert error={problem} />}
      {unsafe > 0 && <Alert type="error" showIcon title={t('scan.unsafe')} />}
      {waiting > 0 && isWeak() && <Alert type="warning" showIcon title={t('scan.weak')} />}
      {refused.length > 1 && <AllOf refused={refused} change={change} />}
      {refused.map((one) => (
        <Alert
          key={one.id}
          type="error"
          showIcon
          title={title(one)}
          description={
            <>
              {detail?.(one) ?? one.refused}
              <span className="scan-foot">
                {onMend && (
                  <Button
                    type="primary"
                    onClick={() => {
                      onMend(one);
                    }}
                  >
                    {t('scan.mend')}
                  </Button>
                )}
                {acts?.(one, change)}
                <Button
                  onClick={() => {
                    change((queue) => {
                      queue.again(one.id);
                    });
                  }}
                >
                  {t('scan.again')}
                </Button>
                <Button
                  onClick={() => {
                    change((queue) => {
                      queue.drop(one.id);
                    });
                  }}
                >
                  {t('scan.drop')}
                </Button>
              </span>
            </>
          }
        />
      ))}
    </div>
  );
}

/** What a bad sheet or a count that is over refused is not cleared away one by one. */
function AllOf<T extends Kept>({ refused, change }: Pick<Outbox<T>, 'change'> & { refused: T[] }) {
  const { t } = useTranslation();
  const count = refused.length;
  const each = (how: (queue: Queue<T>, id: string) => void) => {
    change((queue) => {
      for (const { id } of refused) how(queue, id);
    });
  };
  return (
    <div className="scan-foot">
      <span>{t('scan.refused', { count })}</span>
      <Button
        onClick={() => {
          each((queue, id) => {
            queue.again(id);
          });
        }}
      >
        {t('scan.againAll')}
      </Button>
      <Popconfirm
        title={t('scan.dropAllAsk', { count })}
        onConfirm={() => {
          each((queue, id) => {
            queue.drop(id);
          });
        }}
      >
        <Button>{t('scan.dropAll')}</Button>
      </Popconfirm>
    </div>
  );
}
