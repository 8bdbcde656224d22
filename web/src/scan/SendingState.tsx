/** How it stands with what was scanned: sent, waiting for a connection, or refused. */
import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { isWeak } from '@/lib/safekeeping';
import { ProblemAlert } from '@/ui/ProblemAlert';
import type { Kept } from './queue';
import type { Outbox } from './useSending';
import './scan.css';

interface Props<T extends Kept> {
  outbox: Outbox<T>;
  /** what a refused one is */
  title(one: T): string;
  /** where it was refused, and what it is told more */
  detail?(one: T): ReactNode;
  onMend?(one: T): void;
}

export function SendingState<T extends Kept>({ outbox, title, detail, onMend }: Props<T>) {
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
