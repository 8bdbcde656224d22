/** One product: its picture, and how much of it lies in which warehouse, location and batch. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { nameOf, type Reference } from '@/form/form';
import { usePictures } from '@/form/pictures';
import { formQuery } from '@/form/records';
import { get } from '@/lib/api';
import { showNumber } from '@/lib/decimal';
import type { Served } from '@/lib/server';
import { useSession } from '@/lib/session';
import { Picture } from '@/ui/Picture';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { StateTag } from '@/ui/StateTag';
import { Waiting } from '@/ui/Waiting';
import type { Goods, Meant } from './basket';
import { figuresOf, lyingOf } from './figures';
import { Life } from './Life';

interface Placed {
  warehouse: Reference;
  location: Reference | null;
  batch: Reference | null;
  quantity: string;
}

const MOST = 200;
const ASKED = { staleTime: 0, networkMode: 'always' } as const;

function useStock(product: string) {
  const stock = useQuery({
    queryKey: ['stock', 'phone', product],
    queryFn: ({ signal }) => {
      const asked = { product, by: 'product,warehouse', limit: MOST };
      return get<Served<'StockPage'>>('/api/v1/stock', asked, signal);
    },
    ...ASKED,
  });
  return stock;
}

function Face({ goods }: { goods: Goods }) {
  const form = useQuery(formQuery('product')).data;
  return form ? <Shown goods={goods} form={form} /> : null;
}

function Shown({ goods, form }: { goods: Goods; form: Parameters<typeof usePictures>[0] }) {
  const path = usePictures(form, [goods.product]).get(goods.product);
  return path ? <Picture path={path} name={goods.name} className="phone-picture" /> : null;
}

export function GoodsCard({ goods }: { goods: Meant }) {
  const { t } = useTranslation();
  const session = useSession();
  const stock = useStock(goods.product);
  const located = session.reports.some((one) => one.name === 'location_stock');
  const units = goods.barcodes.map((one) => [one.code, one.unit].join(' '));
  return (
    <section className="scan-entry" aria-label={`${goods.code} ${goods.name}`}>
      <div className="phone-goods">
        <Face goods={goods} />
        <div>
          <h2 className="phone-name">
            <Link to="/records/$form/$id" params={{ form: 'product', id: goods.product }}>
              {goods.code} {goods.name}
            </Link>
          </h2>
          <div className="quiet">{[goods.specification, ...units].filter(Boolean).join(' · ')}</div>
          {goods.serial && <div>{t('phone.piece', { serial: goods.serial })}</div>}
          {goods.batch && <div>{t('phone.ofBatch', { batch: goods.batch })}</div>}
        </div>
      </div>
      {goods.part && (
        <Life what={goods.serial ? 'piece' : 'batch'} id={goods.part} unit={goods.unit} />
      )}
      {goods.part && <h2>{t('phone.allOfIt')}</h2>}
      {stock.error && <ProblemAlert error={stock.error} onRetry={() => void stock.refetch()} />}
      {stock.isPending && <Waiting />}
      {stock.data?.items.length === 0 && <p className="quiet">{t('phone.noStock')}</p>}
      <ul className="scan-rows" aria-label={t('phone.byWarehouse')}>
        {stock.data?.items.map((one) => (
          <li key={one.warehouse?.id ?? ''} className="scan-row">
            <span>{one.warehouse?.name}</span>
            <span className="phone-figures">
              <b>
                {showNumber(lyingOf(one))} {goods.unit}
              </b>
              <span className="quiet">{figuresOf(one, t).join(' · ')}</span>
            </span>
          </li>
        ))}
      </ul>
      {goods.batched && <Batches goods={goods} />}
      {located && <Places goods={goods} />}
    </section>
  );
}

function Batches({ goods }: { goods: Goods }) {
  const { t } = useTranslation();
  const { product } = goods;
  const { data } = useQuery({
    queryKey: ['stock', 'batches', 'phone', product],
    queryFn: ({ signal }) =>
      get<Served<'BatchesThere'>>('/api/v1/stock/batches', { product, limit: MOST }, signal),
    ...ASKED,
  });
  if (!data?.items.length) return null;
  return (
    <>
      <h2>{t('phone.batches')}</h2>
      <ul className="scan-rows" aria-label={t('phone.batches')}>
        {data.items.map((one) => (
          <li key={one.batch + one.warehouse.id} className="scan-row">
            <span>
              {one.number} <span className="quiet">{one.expires_on}</span>{' '}
              {one.state !== 'good' && (
                <StateTag tone={one.state === 'near' ? 'warning' : 'danger'}>
                  {t(STATES[one.state] ?? 'phone.held')}
                </StateTag>
              )}
              <br />
              <span className="quiet">{one.warehouse.name}</span>
            </span>
            <span className="scan-figure">
              {showNumber(one.quantity)} {goods.unit}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

const STATES: Record<string, 'phone.near' | 'phone.expired' | 'phone.held'> = {
  near: 'phone.near',
  expired: 'phone.expired',
  held: 'phone.held',
};

function Places({ goods }: { goods: Goods }) {
  const { t } = useTranslation();
  const { product } = goods;
  const { data } = useQuery({
    queryKey: ['stock', 'locations', 'phone', product],
    queryFn: ({ signal }) => {
      const asked = { product, limit: MOST };
      return get<{ items: Placed[] }>('/api/v1/reports/location_stock', asked, signal);
    },
    ...ASKED,
  });
  if (!data?.items.length) return null;
  return (
    <>
      <h2>{t('phone.places')}</h2>
      <ul className="scan-rows" aria-label={t('phone.places')}>
        {data.items.map((one, index) => (
          <li key={String(index)} className="scan-row">
            <span>
              {one.location ? one.location.code : t('phone.noLocation')}{' '}
              <span className="quiet">
                {[nameOf(one.batch), one.warehouse.name].filter(Boolean).join(' · ')}
              </span>
            </span>
            <span className="scan-figure">
              {showNumber(one.quantity)} {goods.unit}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
