/** 第一笔销售: a delivery of goods that are there, as a draft that only waits to be confirmed. */
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { NEW } from '@/lib/newRecord';
import { ButtonLink } from '@/ui/ButtonLink';
import { Field, wrongs } from '@/ui/Field';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { stateOf, useAdd, type Setup } from './setup';

const FORM = 'sales_delivery';

export function SaleStep({ setup }: { setup: Setup }) {
  const { t } = useTranslation();
  const draft = setup.drafts[FORM];
  if (stateOf(setup, 'sale') === 'done') {
    return (
      <p>
        {t('setup.saleDone')}{' '}
        <Link to="/records/$form" params={{ form: FORM }}>
          {t('setup.toDeliveries')}
        </Link>
      </p>
    );
  }
  if (draft) {
    return (
      <>
        <p>{t('setup.saleDraft')}</p>
        <div className="field-buttons">
          <ButtonLink
            to="/records/$form/$id"
            params={{ form: FORM, id: draft }}
            color="primary"
            variant="solid"
          >
            {t('setup.openDraft')}
          </ButtonLink>
        </div>
      </>
    );
  }
  if (!setup.sale) {
    return (
      <>
        <p>{t('setup.nothingToSell')}</p>
        <div className="field-buttons">
          <ButtonLink to="/setup" search={{ step: 'stock' }}>
            {t('steps.stock')}
          </ButtonLink>
          <ButtonLink to="/records/$form/$id" params={{ form: 'purchase_receipt', id: NEW }}>
            {t('setup.newReceipt')}
          </ButtonLink>
          <ButtonLink to="/records/$form/$id" params={{ form: FORM, id: NEW }} type="text">
            {t('setup.emptyDelivery')}
          </ButtonLink>
        </div>
      </>
    );
  }
  return <Offer sale={setup.sale} />;
}

function Offer({ sale }: { sale: NonNullable<Setup['sale']> }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const customers = useAdd('partner');
  const deliveries = useAdd(FORM);
  const [name, setName] = useState('');
  const { product, warehouse, customer } = sale;
  const error = customers.error ?? deliveries.error;
  const { at, rest } = wrongs(customers.error, ['name']);
  const write = async () => {
    const buyer =
      customer ?? (await customers.mutateAsync({ name: name.trim(), is_customer: true }));
    const made = await deliveries.mutateAsync({
      partner: buyer.id,
      warehouse: warehouse.id,
      lines: [{ product: product.id, quantity: '1' }],
    });
    await navigate({ to: '/records/$form/$id', params: { form: FORM, id: made.id } });
  };
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault();
        write().catch(() => undefined);
      }}
    >
      {error && (rest.length > 0 || Object.keys(at).length === 0) && (
        <ProblemAlert error={error} headline={rest[0] ?? null} />
      )}
      <p>
        {t(customer ? 'setup.offer' : 'setup.offerGoods', {
          product: `${product.code ?? ''} ${product.name ?? ''}`,
          warehouse: warehouse.name ?? '',
          customer: customer?.name ?? '',
        })}
      </p>
      {!customer && (
        <Field label={t('setup.customer')} help={t('setup.customerHelp')} wrong={at['name']}>
          {(its) => (
            <Input
              {...its}
              maxLength={100}
              value={name}
              onChange={(event) => {
                setName(event.target.value);
              }}
            />
          )}
        </Field>
      )}
      <Button
        type="primary"
        htmlType="submit"
        disabled={!customer && !name.trim()}
        loading={customers.isPending || deliveries.isPending}
      >
        {t('setup.write')}
      </Button>
    </form>
  );
}
