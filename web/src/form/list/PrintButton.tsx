/** Prints what is ticked, or else the list as it is filtered. */
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { ButtonLink } from '@/ui/ButtonLink';
import type { Choice } from '@/ui/choosing';
import type { Form, RecordData } from '../form';
import { hasDeeds } from './BatchButton';
import type { Search } from './filters';

/** As many as the server hands out at once. */
const MOST = 100;

/** What is ticked of a list; nobody ticks where nothing can be done with it. */
export function useChoice(form: Form): Choice<RecordData> | undefined {
  const { t } = useTranslation();
  const [chosen, onChange] = useState<ReadonlySet<string>>(() => new Set());
  const may =
    form.operations.includes('print') ||
    form.conversions.some((one) => one.several) ||
    hasDeeds(form);
  return useMemo(
    () =>
      may
        ? {
            chosen,
            onChange,
            allLabel: t('print.chooseAll'),
            label: (record) => {
              const title = record[form.title_field];
              return t('print.choose', {
                what: typeof title === 'string' && title ? title : t('record.noNumber'),
              });
            },
          }
        : undefined,
    [may, chosen, t, form.title_field],
  );
}

interface Props {
  form: Form;
  search: Search;
  /** the columns of the list */
  fields: readonly string[];
  chosen: ReadonlySet<string>;
}

export function PrintButton({ form, search, fields, chosen }: Props) {
  const { t } = useTranslation();
  const params = { form: form.name };
  if (chosen.size === 0) {
    return (
      <ButtonLink
        to="/print/$form"
        params={params}
        search={{ ...search, fields: fields.join(',') }}
      >
        {t('print.list')}
      </ButtonLink>
    );
  }
  const label = t('print.chosen', { count: chosen.size });
  if (chosen.size > MOST) {
    return (
      <Button disabled title={t('print.mostAtOnce', { most: MOST })}>
        {label}
      </Button>
    );
  }
  return (
    <ButtonLink to="/print/$form" params={params} search={{ ids: [...chosen].join(',') }}>
      {label}
    </ButtonLink>
  );
}
