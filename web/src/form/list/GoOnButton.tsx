/** One draft that goes on from all documents that are ticked (合并下推). */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Wishes } from '@/lib/idempotency';
import type { Form } from '../form';
import { convertSeveral, forgetLists, recordQuery } from '../records';

interface Props {
  form: Form;
  chosen: ReadonlySet<string>;
  onProblem(error: unknown): void;
}

/** As many as the server takes at once. */
const MOST = 100;

export function GoOnButton({ form, chosen, onProblem }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [wishes] = useState(() => new Wishes());
  const targets = form.conversions.filter((one) => one.several);
  const { mutate, isPending } = useMutation({
    mutationFn: async (target: string) => {
      const body = { ids: [...chosen] };
      const key = wishes.keyFor(target, body);
      const { data } = await convertSeveral(form.name, target, { body, key });
      wishes.answered(target, body);
      return { target, data };
    },
    onMutate: () => {
      onProblem(null);
    },
    onSuccess: async ({ target, data }) => {
      client.setQueryData(recordQuery(target, data.id).queryKey, data);
      void forgetLists(client);
      await navigate({ to: '/records/$form/$id', params: { form: target, id: data.id } });
    },
    onError: onProblem,
  });
  if (targets.length === 0) return null;
  const label = t('list.goOn', { count: chosen.size });
  const tooMany = chosen.size > MOST;
  return (
    <Dropdown
      trigger={['click']}
      disabled={tooMany || isPending}
      menu={{
        items: targets.map((one) => ({ key: one.target, label: one.label })),
        onClick: ({ key }) => {
          mutate(key);
        },
      }}
    >
      <Button
        loading={isPending}
        disabled={tooMany}
        title={tooMany ? t('list.goOnMost', { most: MOST }) : undefined}
      >
        {label}
      </Button>
    </Dropdown>
  );
}
