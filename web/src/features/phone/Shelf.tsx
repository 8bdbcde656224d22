/** One location: what lies in it. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { nameOf, type Reference } from '@/form/form';
import { get } from '@/lib/api';
import { showNumber } from '@/lib/decimal';
import { useSession } from '@/lib/session';
import { ProblemAlert } from '@/ui/ProblemAlert';

interface Lying {
  product: Reference;
  location: Reference | null;
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
  const session = useSession();
  const pieces = session.reports.some((one) => one.name === 'serial_stock');
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
                <span className="quiet">
                  {[
                    one.batch?.code ?? one.batch?.number,
                    one.location?.code !== code && one.location?.code,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
              <span className="scan-figure">
                {showNumber(one.quantity)} {one.unit?.name}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {pieces && <Pieces id={id} onAsk={onAsk} />}
    </section>
  );
}

interface Piece {
  serial: Reference;
  product: Reference;
}

/** The single pieces that lie there; each leads to its life. */
function Pieces({ id, onAsk }: { id: string; onAsk(code: string): void }) {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ['stock', 'pieces', 'shelf', id],
    queryFn: ({ signal }) => {
      const asked = { location: id, limit: 200 };
      return get<{ items: Piece[] }>('/api/v1/reports/serial_stock', asked, signal);
    },
    staleTime: 0,
    networkMode: 'always',
  });
  if (!data?.items.length) return null;
  return (
    <>
      <h2>{t('phone.serials')}</h2>
      <ul className="scan-rows" aria-label={t('phone.serials')}>
        {data.items.map(({ serial, product }) => (
          <li key={serial.id}>
            <button
              type="button"
              className="scan-row"
              onClick={() => {
                onAsk(nameOf(serial));
              }}
            >
              <span>{nameOf(serial)}</span>
              <span className="quiet">{product.name}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
