/** One location: what lies in it. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import type { Reference } from '@/form/form';
import { get } from '@/lib/api';
import { showNumber } from '@/lib/decimal';
import { ProblemAlert } from '@/ui/ProblemAlert';

interface Lying {
  product: Reference;
  batch: Reference | null;
  unit: Reference | null;
  quantity: string;
}

interface Props {
  id: string;
  code: string;
  onAsk(code: string): void;
}

export function Shelf({ id, code, onAsk }: Props) {
  const { t } = useTranslation();
  const { data, error } = useQuery({
    queryKey: ['stock', 'locations', 'shelf', id],
    queryFn: ({ signal }) => {
      const asked = { location: id, limit: 200 };
      return get<{ items: Lying[] }>('/api/v1/reports/location_stock', asked, signal);
    },
    staleTime: 0,
    networkMode: 'always',
  });
  return (
    <section className="scan-entry" aria-label={code}>
      <h2>{t('phone.at', { place: code })}</h2>
      {error && <ProblemAlert error={error} />}
      {data?.items.length === 0 && <p className="quiet">{t('phone.emptyShelf')}</p>}
      <ul className="scan-rows">
        {data?.items.map((one, index) => (
          <li key={String(index)}>
            <button
              type="button"
              className="scan-row"
              onClick={() => {
                onAsk(one.product.code ?? '');
              }}
            >
              <span>
                {one.product.code} {one.product.name}{' '}
                <span className="quiet">{one.batch?.code ?? one.batch?.number}</span>
              </span>
              <span className="scan-figure">
                {showNumber(one.quantity)} {one.unit?.name}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
