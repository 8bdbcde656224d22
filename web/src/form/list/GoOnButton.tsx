/** Drafts that go on from all documents that are ticked (合并下推): one for each partner. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { inner } from '@/i18n';
import { once } from '@/lib/once';
import { listed } from '@/ui/words';
import { useFocusBack } from '@/ui/arrival';
import { PressedMenu } from '@/ui/PressedMenu';
import { nameOf, type Conversion, type Form, type RecordData } from '../form';
import { showValue } from '../kinds';
import { convertApart, forgetLists, formQuery, recordQuery, type Draft } from '../records';
import { useSetting } from '../setting';
import { mainFigure } from './card';
import './batch.css';

interface Props {
  form: Form;
  chosen: ReadonlySet<string>;
  /** the rows as the list shows them */
  rows: readonly RecordData[];
  onChoose(chosen: ReadonlySet<string>): void;
  onProblem(error: unknown): void;
}

/** As many as the server takes at once. */
const MOST = 100;

interface Made {
  target: Form;
  drafts: readonly Draft[];
}

/** Why the ticked documents cannot go on so, as far as the list shows it; empty: they may. */
function useHindrance({ form, chosen, rows }: Pick<Props, 'form' | 'chosen' | 'rows'>) {
  const { t } = useTranslation();
  const states = rows.flatMap(({ id, state }) => (chosen.has(id) && state ? [state] : []));
  return ({ states: allowed }: Conversion): string => {
    const unfit = states.filter((state) => !allowed.includes(state));
    const count = unfit.length;
    if (count === 0) return '';
    if (unfit.every((state) => state === 'draft')) return t('list.goOnDrafts', { count });
    const named = form.states.filter(({ value }) => unfit.includes(value));
    return t('list.goOnNot', { count, states: listed(named.map(({ label }) => inner(label))) });
  };
}

export function GoOnButton({ form, chosen, rows, onChoose, onProblem }: Props) {
  const { t } = useTranslation();
  const hindrance = useHindrance({ form, chosen, rows });
  const client = useQueryClient();
  const navigate = useNavigate();
  const [made, setMade] = useState<Made | null>(null);
  const opener = useFocusBack(made !== null);
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
  const hindered = targets.map(hindrance);
  const why =
    chosen.size > MOST
      ? t('list.goOnMost', { most: MOST })
      : hindered.includes('')
        ? ''
        : (hindered[0] ?? '');
  return (
    <>
      {chosen.size > 0 && (
        <PressedMenu
          disabled={why !== '' || isPending}
          menu={{
            items: targets.map((one, index) => ({
              key: one.target,
              label: one.label,
              disabled: hindered[index] !== '',
              title: hindered[index] ?? '',
            })),
            onClick: ({ key }) => {
              const target = targets.find((one) => one.target === key);
              if (target) mutate(target);
            },
          }}
        >
          <Button
            ref={opener}
            loading={isPending}
            className={why ? 'held-up' : undefined}
            aria-disabled={why !== ''}
            aria-description={why}
          >
            {t('list.goOn', { count: chosen.size })}
          </Button>
        </PressedMenu>
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
