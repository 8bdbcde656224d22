/** 历史价格: what this partner paid for the product, newest first; one of them can be taken. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { isChosen, type Row, type Values } from '@/grid/rows';
import { get } from '@/lib/api';
import { showNumber } from '@/lib/decimal';
import type { Served } from '@/lib/server';
import { ProblemAlert } from '@/ui/ProblemAlert';
import type { Form } from '../form';
import { useSetting } from '../setting';

interface Props {
  form: Form;
  partner: string;
  product: string;
  row: Row;
  onTake(values: Values): void;
}

export default function EarlierPrices({ form, partner, product, row, onTake }: Props) {
  const { t } = useTranslation();
  const { digits } = useSetting();
  const { data, error } = useQuery({
    queryKey: ['records', 'prices', form.name, partner, product],
    queryFn: ({ signal }) =>
      get<{ items: Served<'EarlierPrice'>[] }>(
        '/api/v1/prices/history',
        { form: form.name, partner, product },
        signal,
      ),
  });
  if (error) return <ProblemAlert error={error} />;
  if (!data) return <p>{t('app.loading')}</p>;
  if (data.items.length === 0) return <p>{t('lines.noEarlierPrices')}</p>;
  const { unit } = row.values;
  const here = isChosen(unit) ? unit.name : '';
  return (
    <table className="earlier-prices">
      <tbody>
        {data.items.map((one, index) => (
          <tr key={`${one.record} ${String(index)}`}>
            <td>{one.date}</td>
            <td>{one.number}</td>
            <td className="number">
              {showNumber(one.quantity)} {one.unit}
            </td>
            <td className="number">
              <button
                type="button"
                disabled={one.unit !== here}
                title={one.unit === here ? t('lines.takePrice') : undefined}
                onClick={() => {
                  onTake({ unit_price: one.price, discount: one.discount });
                }}
              >
                {showNumber(one.price, digits)}
              </button>
            </td>
            <td className="number">
              {one.discount === '0' ? '' : `−${showNumber(one.discount)}%`}
            </td>
            <td>{one.tax_included ? t('lines.withTax') : ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
