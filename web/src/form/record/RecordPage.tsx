/** One record of any form: a document or an entry of the master data. */
import {
  useQuery,
  useQueryClient,
  useSuspenseQuery,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useMemo, useState } from 'react';

import { newKey } from '@/lib/idempotency';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { Waiting } from '@/ui/Waiting';
import type { Form } from '../form';
import { asReference } from '../inputs/offers';
import { activeOnly, findRecords, formQuery, recordQuery } from '../records';
import { GonePage } from './GonePage';
import { RecordEditor } from './RecordEditor';
import { isMissing } from './useGone';
import './record.css';

interface Props {
  name: string;
  /** null: a new one */
  id: string | null;
}

/** Where there is one warehouse only, nobody is asked for it. */
function useFormWith(form: Form, isNew: boolean): Form | null {
  const client = useQueryClient();
  const field = form.fields.find((each) => each.to === 'warehouse' && each.required);
  const only = useQuery({
    queryKey: ['records', 'warehouse', 'only'],
    queryFn: async ({ signal }) => {
      const filter = await activeOnly(client, 'warehouse');
      return findRecords('warehouse', { filter, limit: 2 }, signal);
    },
    enabled: isNew && field !== undefined,
    staleTime: 60_000,
  });
  const [one, another] = only.data ?? [];
  return useMemo(() => {
    if (only.isLoading) return null;
    if (!isNew || !field || !one || another) return form;
    const preset = { ...field, default: asReference(one) };
    return { ...form, fields: form.fields.map((each) => (each === field ? preset : each)) };
  }, [only.isLoading, isNew, form, field, one, another]);
}

/**
 * A page of its own for each record: nothing of the one before stays behind. Only who made a record
 * stays on its page, with the focus and what was typed while it was saved.
 */
function usePageOf(name: string, id: string | null) {
  const [made, setMade] = useState<string | null>(null);
  const [page, setPage] = useState({ name, id, key: newKey() });
  if (page.name !== name || page.id !== id) {
    const stays = page.name === name && page.id === null && id !== null && id === made;
    setPage({ name, id, key: stays ? page.key : newKey() });
  }
  return { key: page.key, onMade: setMade };
}

/** Once it is found to be deleted it stays so, until somebody sees it again. */
function useIsGone(
  page: string,
  { error, isSuccess }: Pick<UseQueryResult, 'error' | 'isSuccess'>,
) {
  const [gone, setGone] = useState<string | null>(null);
  const found = isMissing(error) ? page : isSuccess ? null : gone;
  if (found !== gone) setGone(found);
  return found === page;
}

export function RecordPage({ name, id }: Props) {
  const { data: plain } = useSuspenseQuery(formQuery(name));
  const form = useFormWith(plain, id === null);
  const page = usePageOf(name, id);
  const record = useQuery({ ...recordQuery(name, id ?? ''), enabled: id !== null });
  const isGone = useIsGone(page.key, record);
  const { onMade } = page;
  if (form && id !== null && isGone && !record.data) {
    return <GonePage key={page.key} {...{ form, id, onMade }} />;
  }
  if (!form || (id !== null && !record.data)) {
    return (
      <div className="page">
        {record.error ? (
          <ProblemAlert error={record.error} onRetry={() => void record.refetch()} />
        ) : (
          <Waiting />
        )}
      </div>
    );
  }
  return (
    <RecordEditor
      key={page.key}
      {...{ form, onMade }}
      record={record.data ?? null}
      gone={isGone ? 'meanwhile' : null}
    />
  );
}
