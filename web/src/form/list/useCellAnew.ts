/** A row that somebody deleted while it was typed into: what is known of it becomes another record. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { once } from '@/lib/once';
import type { Form, RecordData } from '../form';
import { sentValue } from '../record/write';
import { createRecord, forgetLists, recordQuery } from '../records';
import { errorsOf, refused, titleOf, valueOf, type Draft } from './cellDrafts';
import type { CellWork } from './useCellWork';

/** What the list shows of it, what a page of it showed, and what was typed. */
function bodyOf(form: Form, known: RecordData, { values }: Draft): Record<string, unknown> {
  const all = { ...known, ...values };
  return Object.fromEntries(
    form.fields
      .filter(({ name, readonly }) => !readonly && ![null, ''].includes(valueOf(all, name) as null))
      .map((field) => [field.name, sentValue(field, valueOf(all, field.name))]),
  );
}

export function useCellAnew(form: Form, { draftOf, keep }: CellWork) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [made, setMade] = useState<{ id: string; title: string } | null>(null);
  const [busy, setBusy] = useState(false);

  const saveAsNew = useCallback(
    async (id: string): Promise<void> => {
      const draft = draftOf(id);
      if (!draft?.gone) return;
      const seen = client.getQueryData<RecordData>(recordQuery(form.name, id).queryKey);
      const body = bodyOf(form, { ...seen, ...draft.gone }, draft);
      setBusy(true);
      try {
        const { data } = await once(`anew ${form.name} ${id}`, body, (key) =>
          createRecord(form.name, { body, key }),
        );
        keep(id, null);
        setMade({ id: data.id, title: titleOf(form, data) });
        void forgetLists(client);
      } catch (error) {
        keep(id, refused(draft, draftOf(id), errorsOf(error, form, t('problem.network'))));
      } finally {
        setBusy(false);
      }
    },
    [client, form, draftOf, keep, t],
  );
  return useMemo(() => ({ made, anewBusy: busy, saveAsNew }), [made, busy, saveAsNew]);
}
