/** 仓库: those there are, and one more by its name. */
import { Link } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Field, wrongs } from '@/ui/Field';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { useAdd, useWarehouses } from './setup';

export function WarehouseStep({ mayAdd }: { mayAdd: boolean }) {
  const { t } = useTranslation();
  const found = useWarehouses();
  const add = useAdd('warehouse');
  const [name, setName] = useState('');
  const { at, rest } = wrongs(add.error, ['name']);
  return (
    <>
      {found.error && <ProblemAlert error={found.error} onRetry={() => void found.refetch()} />}
      {add.error && (rest.length > 0 || Object.keys(at).length === 0) && (
        <ProblemAlert error={add.error} headline={rest[0] ?? null} />
      )}
      <ul className="setup-list">
        {found.data?.map((one) => (
          <li key={one.id}>
            <b>{one.name}</b>
            <span className="quiet">{one.code}</span>
            <span className="spacer" />
            <Link to="/records/$form/$id" params={{ form: 'warehouse', id: one.id }}>
              {t('setup.change')}
            </Link>
          </li>
        ))}
      </ul>
      {mayAdd && (
        <form
          className="fields is-row"
          onSubmit={(event) => {
            event.preventDefault();
            add.mutate(
              { name: name.trim() },
              {
                onSuccess: () => {
                  setName('');
                },
              },
            );
          }}
        >
          <Field label={t('setup.newWarehouse')} wrong={at['name']}>
            {(its) => (
              <Input
                {...its}
                maxLength={100}
                placeholder={t('setup.warehouseExample')}
                value={name}
                onChange={(event) => {
                  setName(event.target.value);
                }}
              />
            )}
          </Field>
          <Button htmlType="submit" disabled={!name.trim()} loading={add.isPending}>
            {t('setup.add')}
          </Button>
        </form>
      )}
    </>
  );
}
