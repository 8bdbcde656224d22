/** How it stands with what was counted: sent, waiting for a connection, or refused. */
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';

import { showNumber } from '@/lib/decimal';
import { ProblemAlert } from '@/ui/ProblemAlert';
import type { Queue, Queued } from './queue';

interface Props {
  queue: readonly Queued[];
  lost: boolean;
  problem: unknown;
  unsafe: boolean;
  onChange(how: (queue: Queue) => void): void;
}

export function QueueState({ queue, lost, problem, unsafe, onChange }: Props) {
  const { t } = useTranslation();
  const refused = queue.filter((one) => one.refused !== null);
  const waiting = queue.length - refused.length;
  return (
    <div className="count-queue" role="status" aria-live="polite">
      {lost && waiting > 0 && (
        <Alert type="warning" showIcon title={t('counting.offline', { count: waiting })} />
      )}
      {problem !== null && <ProblemAlert error={problem} />}
      {unsafe && <Alert type="error" showIcon title={t('counting.unsafe')} />}
      {refused.map((one) => (
        <Alert
          key={one.id}
          type="error"
          showIcon
          title={`${one.called} ${one.serial || one.batch} ${showNumber(one.quantity)}`}
          description={one.refused}
          action={
            <span className="count-batches">
              <Button
                size="small"
                onClick={() => {
                  onChange((all) => {
                    all.again(one.id);
                  });
                }}
              >
                {t('counting.again')}
              </Button>
              <Button
                size="small"
                onClick={() => {
                  onChange((all) => {
                    all.drop(one.id);
                  });
                }}
              >
                {t('counting.drop')}
              </Button>
            </span>
          }
        />
      ))}
    </div>
  );
}
