/** Drafts that go on from all documents that are ticked (合并下推): one for each partner. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Dropdown, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { once } from '@/lib/once';
import { nameOf, type Conversion, type Form } from '../form';
import { showValue } from '../kinds';
import { convertApart, forgetLists, formQuery, recordQuery, type Draft } from '../records';
import { useSetting } from '../setting';
import { mainFigure } from './card';
import './batch.css';

interface Props {
  form: Form;
  chosen: ReadonlySet<string>;
  onChoose(chosen: ReadonlySet<string>): void;
  onProblem(error: unknown): void;
}

/** As many as the server takes at once. */
const MOST = 100;

interface Made {
  target: Form;
  drafts: readonly Draft[];
}

export function GoOnButton({ form, chosen, onChoose, onProblem }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [made, setMade] = useState<Made | null>(null);
  const targets = form.conversions.filter((one) => one.several);
  const { mutate, isPending } = useMutation({
    mutationFn: async ({ target }: Conversion) => {
      const body = { ids: [...chosen] };
      const { data } = await once(`${form.name}/apart/${target}`, body, (key) =>
        convertApart(form.name, target, { body, key }),
      );
      return { target: await client.ensureQueryData(formQuery(target)), drafts: data.drafts };
    },
    onMutate: () => {
      onProblem(null);
    },
    onSuccess: async ({ target, drafts }) => {
      for (const { record } of drafts) {
        client.setQueryData(recordQuery(target.name, record.id).queryKey, record);
      }
      void forgetLists(client);
      const [only] = drafts;
      if (only && drafts.length === 1) {
        const params = { form: target.name, id: only.record.id };
        await navigate({ to: '/records/$form/$id', params });
        return;
      }
      setMade({ target, drafts });
      onChoose(new Set());
    },
    onError: onProblem,
  });
  if (targets.length === 0) return null;
  const tooMany = chosen.size > MOST;
  return (
    <>
      {chosen.size > 0 && (
        <Dropdown
          trigger={['click']}
          disabled={tooMany || isPending}
          menu={{
            items: targets.map((one) => ({ key: one.target, label: one.label })),
            onClick: ({ key }) => {
              const target = targets.find((one) => one.target === key);
              if (target) mutate(target);
            },
          }}
        >
          <Button
            loading={isPending}
            disabled={tooMany}
            title={tooMany ? t('list.goOnMost', { most: MOST }) : undefined}
          >
            {t('list.goOn', { count: chosen.size })}
          </Button>
        </Dropdown>
      )}
      {made && (
        <DraftsMade
          {...made}
          onClose={() => {
            setMade(null);
          }}
        />
      )}
    </>
  );
}

function DraftsMade({ target, drafts, onClose }: Made & { onClose(): void }) {
  const { t } = useTranslation();
  const setting = useSetting();
  const figure = mainFigure(target);
  return (
    <Modal
      open
      title={t('list.draftsMade', { count: drafts.length, label: target.label })}
      footer={
        <Link to="/records/$form" params={{ form: target.name }} search={{ state: 'draft' }}>
          {t('list.draftsAll', { label: target.plural })}
        </Link>
      }
      onCancel={onClose}
    >
      <p className="quiet">{t('list.draftsWhy')}</p>
      <ul className="drafts-made">
        {drafts.map(({ record, documents }) => (
          <li key={record.id}>
            <Link to="/records/$form/$id" params={{ form: target.name, id: record.id }}>
              {nameOf(record['partner']) || record.number || t('record.noNumber')}
            </Link>
            <span className="quiet">{t('list.draftOf', { count: documents })}</span>
            <span className="spacer" />
            {figure && <span>{showValue(record[figure.name], figure, setting)}</span>}
          </li>
        ))}
      </ul>
    </Modal>
  );
}
