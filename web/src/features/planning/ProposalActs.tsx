/** What is done with proposals that are ticked: change how much, make drafts; or work all out anew. */
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { send } from '@/lib/api';
import { sentencesOf } from '@/lib/problem';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { DraftsMade } from './DraftsMade';
import { useAfresh, useDrafts } from './drafts';
import { useNeverWorkedOut, useWorkingOut } from './workedOut';

interface Props {
  ids: readonly string[];
  onDone(): void;
}

const PATH = '/api/v1/replenishment';

/** How much of the one that is ticked. */
function HowMuch({ id }: { id: string }) {
  const { t } = useTranslation();
  const afresh = useAfresh();
  const [text, setText] = useState('');
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      send(`${PATH}/proposals/${id}`, { method: 'PATCH', body: { quantity: text.trim() } }),
    onSuccess: async () => {
      setText('');
      await afresh();
    },
  });
  return (
    <>
      <Input
        style={{ width: 120 }}
        inputMode="decimal"
        aria-label={t('planning.quantity')}
        placeholder={t('planning.quantity')}
        value={text}
        {...(error && { status: 'error' as const })}
        onChange={(event) => {
          setText(event.target.value);
        }}
        onPressEnter={() => {
          if (text.trim()) mutate();
        }}
      />
      <Button
        disabled={!text.trim()}
        loading={isPending}
        onClick={() => {
          mutate();
        }}
      >
        {t('planning.change')}
      </Button>
      {error && <ProblemAlert error={error} />}
    </>
  );
}

export function ProposalActs({ ids, onDone }: Props) {
  const { t } = useTranslation();
  const ordering = useDrafts(onDone);
  const never = useNeverWorkedOut();
  const { ask, working, done, said, error } = useWorkingOut();
  const wrong = ordering.error ?? error;
  const [only, ...more] = ids;
  const hint = never ? 'planning.never' : 'planning.tick';
  const tick = ids.length === 0 && t(done ? 'planning.workedOut' : hint);
  return (
    <>
      <div className="report-acts">
        <Button
          type="primary"
          disabled={ids.length === 0}
          loading={ordering.isPending}
          onClick={() => {
            ordering.mutate({ path: `${PATH}/orders`, ids });
          }}
        >
          {t('planning.makeDrafts', { count: ids.length })}
        </Button>
        {only !== undefined && more.length === 0 && <HowMuch key={only} id={only} />}
        <Button
          loading={working}
          onClick={() => {
            ask();
          }}
        >
          {t('planning.again')}
        </Button>
        <span className="quiet" role="status">
          {working ? t('planning.working') : tick}
        </span>
      </div>
      {said && <Alert type="error" showIcon title={t('planning.notWorked', { said })} />}
      {wrong && <ProblemAlert error={wrong} rest={sentencesOf(wrong)} />}
      <DraftsMade made={ordering.data?.data} />
    </>
  );
}
