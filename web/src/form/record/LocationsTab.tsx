/** The locations of a warehouse, outermost first, and a range of them made in one go. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { send } from '@/lib/api';
import { once } from '@/lib/once';
import type { Served } from '@/lib/server';
import { may, useSession } from '@/lib/session';
import { ButtonLink } from '@/ui/ButtonLink';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { isReference, nameOf, type RecordData } from '../form';
import { allRecords, forgetLists } from '../records';
import './locations.css';

/** So many records are printed at a time; others are chosen in the list. */
const AT_ONCE = 100;

/** Those that lie in `above`, each with its own behind it. */
function Branch({ all, above }: { all: readonly RecordData[]; above: string | null }) {
  const here = all.filter(({ parent }) => (isReference(parent) ? parent.id : null) === above);
  if (here.length === 0) return null;
  return (
    <ul className="locations">
      {here.map((one) => (
        <li key={one.id} className={one['active'] === false ? 'is-archived' : undefined}>
          <Link to="/records/$form/$id" params={{ form: 'location', id: one.id }}>
            {nameOf(one)}
          </Link>
          <Branch all={all} above={one.id} />
        </li>
      ))}
    </ul>
  );
}

export default function LocationsTab({ warehouse }: { warehouse: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const session = useSession();
  const client = useQueryClient();
  const [first, setFirst] = useState('');
  const [last, setLast] = useState('');
  const found = useQuery({
    queryKey: ['records', 'location', 'of', warehouse],
    queryFn: () =>
      allRecords('location', {
        filter: [['warehouse', '=', warehouse]],
        fields: ['code', 'name', 'parent', 'active'],
        limit: 500,
      }),
  });
  const make = useMutation({
    mutationFn: () => {
      const path = `/api/v1/warehouses/${warehouse}/locations`;
      const body = { first, last };
      return once(path, body, (key) =>
        send<Served<'RangeOut'>>(path, { method: 'POST', body, idempotencyKey: key }),
      );
    },
    onSuccess: async ({ data }) => {
      await forgetLists(client);
      message.success(t('locations.made', { count: data.made }));
    },
  });
  if (found.error) return <ProblemAlert error={found.error} onRetry={() => void found.refetch()} />;
  const all = found.data ?? [];
  const above = new Set(all.map(({ parent }) => (isReference(parent) ? parent.id : '')));
  const labelled = all.filter(({ id, active }) => active !== false && !above.has(id));
  return (
    <div className="stack">
      {may(session, 'location', 'add') && (
        <form
          className="location-range"
          onSubmit={(event) => {
            event.preventDefault();
            make.mutate();
          }}
        >
          <Input
            aria-label={t('locations.first')}
            placeholder="A-01-01"
            maxLength={40}
            value={first}
            onChange={({ target }) => {
              setFirst(target.value);
            }}
          />
          <span>{t('locations.to')}</span>
          <Input
            aria-label={t('locations.last')}
            placeholder="A-05-10"
            maxLength={40}
            value={last}
            onChange={({ target }) => {
              setLast(target.value);
            }}
          />
          <Button
            type="primary"
            htmlType="submit"
            loading={make.isPending}
            disabled={first.trim() === '' || last.trim() === ''}
          >
            {t('locations.make')}
          </Button>
        </form>
      )}
      {labelled.length > 0 && may(session, 'location', 'print') && (
        <div>
          <ButtonLink
            to="/print/$form"
            params={{ form: 'location' }}
            search={{
              ids: labelled
                .slice(0, AT_ONCE)
                .map(({ id }) => id)
                .join(','),
            }}
          >
            {t('locations.labels', { count: Math.min(labelled.length, AT_ONCE) })}
          </ButtonLink>
        </div>
      )}
      {make.error && <ProblemAlert error={make.error} />}
      {found.data && all.length === 0 ? (
        <p className="quiet">{t('locations.none')}</p>
      ) : (
        <Branch all={all} above={null} />
      )}
    </div>
  );
}
