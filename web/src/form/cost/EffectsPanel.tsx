/** Which entries of others this document changed the cost of, and which others changed its own. */
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

import { download } from '@/lib/api';
import { may, useSession } from '@/lib/session';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { effectsPath, useEffects, type Side } from './effects';
import { EffectsSentence, EffectsTable } from './EffectsTable';
import './cost.css';

interface Props {
  form: string;
  id: string;
}

function OneSide({ form, id, side }: Props & { side: Side }) {
  const { t } = useTranslation();
  const session = useSession();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useEffects(
    form,
    id,
    side,
  );
  const file = useMutation({
    mutationFn: () => download(`${effectsPath(form, id)}.xlsx`, { side }),
  });
  const summary = data?.pages[0]?.summary;
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  const deferred = side === 'changed' && data?.pages[0]?.deferred;
  if (!summary || (summary.entries === 0 && !deferred)) return null;
  const title = side === 'changed' ? t('cost.effects') : t('cost.changedBy');
  return (
    <section>
      <div className="cost-bar">
        <h2>{title}</h2>
        {may(session, 'stock', 'export') && (
          <Button
            size="small"
            loading={file.isPending}
            onClick={() => {
              file.mutate();
            }}
          >
            {t('files.excel')}
          </Button>
        )}
      </div>
      {file.error && <ProblemAlert error={file.error} />}
      {deferred && <p role="status">{t('cost.notYet')}</p>}
      {summary.entries > 0 && (
        <>
          <EffectsSentence told={summary} ahead={false} />
          <EffectsTable
            label={title}
            side={side}
            rows={data.pages.flatMap((page) => page.items)}
            onEnd={hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined}
          />
        </>
      )}
    </section>
  );
}

export default function EffectsPanel({ form, id }: Props) {
  return (
    <>
      <OneSide form={form} id={id} side="changed" />
      <OneSide form={form} id={id} side="changed_by" />
    </>
  );
}
