/** The products of a style as a sheet: what lies there of each, and what it is sold for. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { decimal, Decimal, plainNumber, showNumber } from '@/lib/decimal';
import { may, useSession } from '@/lib/session';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { withWords } from '@/i18n';
import type { RecordData } from '../form';
import { text } from '../lines/product';
import { useSetting } from '../setting';
import { useOffersOf } from './available';
import { sheetOf } from './matrix';
import { MatrixTable } from './MatrixTable';
import { styleQuery } from './style';
import './matrix.css';

const GenerateDialog = lazy(withWords(() => import('./GenerateDialog'), 'common', 'lines'));

type Figure = 'on_hand' | 'available' | 'sales_price' | 'code';

export default function VariantsTab({ id }: { id: string }) {
  const { t } = useTranslation();
  const session = useSession();
  const client = useQueryClient();
  const { digits } = useSetting();
  const found = useQuery(styleQuery(client, id));
  const [making, setMaking] = useState(false);
  const seesStock = may(session, 'stock', 'view');
  const [figure, setFigure] = useState<Figure>(seesStock ? 'on_hand' : 'sales_price');
  const [above, setAbove] = useState<string | null>(null);
  const style = found.data;
  const sheet = useMemo(() => (style ? sheetOf(style, style.variants) : null), [style]);
  const offers = useOffersOf(style?.variants ?? [], '', true);
  if (found.error) return <ProblemAlert error={found.error} onRetry={() => void found.refetch()} />;
  if (!style || !sheet) return null;
  const shown = above ?? sheet.above?.values[0] ?? '';
  const inStock = figure === 'on_hand' || figure === 'available';
  const figureOf = (variant: RecordData): string => {
    if (inStock) return offers.get(variant.id)?.[figure] ?? '0';
    return text(variant[figure]);
  };
  const sum = (some: readonly RecordData[]) =>
    showNumber(
      plainNumber(some.reduce((all, one) => all.plus(decimal(figureOf(one)) ?? 0), new Decimal(0))),
    );
  const figures: { value: Figure; label: string }[] = [
    ...(seesStock
      ? [
          { value: 'on_hand' as const, label: t('stock.onHand') },
          { value: 'available' as const, label: t('stock.available') },
        ]
      : []),
    { value: 'sales_price', label: t('matrix.price') },
    { value: 'code', label: t('matrix.code') },
  ];
  return (
    <div className="stack">
      <div className="matrix-head">
        <Segmented
          aria-label={t('matrix.figure')}
          value={figure}
          onChange={setFigure}
          options={figures}
        />
        {sheet.above && (
          <Segmented
            aria-label={sheet.above.name}
            value={shown}
            onChange={setAbove}
            options={sheet.above.values.map((value) => ({ value, label: value }))}
          />
        )}
        {may(session, 'product', 'add') && style.record['active'] !== false && (
          <Button
            type="primary"
            onClick={() => {
              setMaking(true);
            }}
          >
            {t('matrix.generate')}
          </Button>
        )}
      </div>
      {style.variants.length === 0 ? (
        <p className="quiet">{t('matrix.noVariants')}</p>
      ) : (
        <MatrixTable
          sheet={sheet}
          above={shown}
          label={t('matrix.tab')}
          {...(inStock ? { sum } : {})}
          cell={(variant, _, named) => (
            <Link
              to="/records/$form/$id"
              params={{ form: 'product', id: variant.id }}
              className={variant['active'] === false ? 'is-archived' : undefined}
              aria-label={`${named} ${figureOf(variant)}`}
            >
              {figure === 'code'
                ? figureOf(variant)
                : showNumber(figureOf(variant), inStock ? undefined : digits)}
            </Link>
          )}
        />
      )}
      {making && (
        <Suspense fallback={null}>
          <GenerateDialog
            style={style}
            onClose={() => {
              setMaking(false);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
