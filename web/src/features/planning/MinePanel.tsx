/** Which warehouses this person looks after, and whether alerts come by mail. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';

import { nameOf } from '@/form/form';
import { asReference } from '@/form/inputs/offers';
import { findRecords } from '@/form/records';
import { get, send } from '@/lib/api';
import type { Served } from '@/lib/server';
import { Field } from '@/ui/Field';
import { ProblemAlert } from '@/ui/ProblemAlert';

type Choice = Served<'AlertChoice'>;
type Change = Partial<{ mail: string; warehouses: string[] }>;

const MINE = ['alerts', 'mine'] as const;
const PATH = '/api/v1/alerts/mine';

export function MinePanel() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const mine = useQuery({
    queryKey: MINE,
    queryFn: ({ signal }) => get<Choice>(PATH, {}, signal),
  });
  const places = useQuery({
    queryKey: ['records', 'warehouse', 'all'],
    queryFn: ({ signal }) => findRecords('warehouse', { limit: 500 }, signal),
    staleTime: 60_000,
  });
  const { mutate, error, isPending } = useMutation({
    mutationFn: (body: Change) => send<Choice>(PATH, { method: 'PATCH', body }),
    onSuccess: ({ data }) => {
      client.setQueryData(MINE, data);
    },
  });
  const found = mine.data;
  const wrong = mine.error ?? error;
  const known = new Map((places.data ?? []).map((one) => [one.id, nameOf(asReference(one))]));
  for (const one of found?.warehouses ?? []) known.set(one.id, nameOf(one));
  const hint = () => {
    if (!found || found.mail === 'no') return null;
    if (found.failed) return t('planning.mailFailed', { said: found.failed });
    if (!found.sends) return t('planning.mailNoServer');
    if (!found.address) return t('planning.mailNoAddress');
    return null;
  };
  const told = hint();
  return (
    <section className="panel" aria-label={t('planning.mine')}>
      <h2>{t('planning.mine')}</h2>
      {wrong && <ProblemAlert error={wrong} />}
      {found && (
        <div className="fields">
          <Field label={t('planning.places')} help={t('planning.placesHelp')}>
            {(its) => (
              <Select
                {...its}
                mode="multiple"
                placeholder={t('planning.allPlaces')}
                disabled={isPending}
                value={found.warehouses.map((one) => one.id)}
                showSearch={{ optionFilterProp: 'label' }}
                options={[...known].map(([value, label]) => ({ value, label }))}
                onChange={(warehouses: string[]) => {
                  mutate({ warehouses });
                }}
              />
            )}
          </Field>
          <Field label={t('planning.mail')} help={found.address}>
            {() => (
              <Radio.Group
                aria-label={t('planning.mail')}
                disabled={isPending}
                value={found.mail}
                options={[
                  { value: 'daily', label: t('planning.mailDaily') },
                  { value: 'once', label: t('planning.mailOnce') },
                  { value: 'no', label: t('planning.mailNo') },
                ]}
                onChange={({ target }) => {
                  mutate({ mail: String(target.value) });
                }}
              />
            )}
          </Field>
          {told && <Alert type="warning" showIcon title={told} />}
        </div>
      )}
    </section>
  );
}
