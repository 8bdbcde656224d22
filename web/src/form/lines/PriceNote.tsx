/** Where a line's price comes from, beside it; a click lists what was paid before. */
import { Popover } from 'antd';
import { createContext, lazy, Suspense, useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { isProposed } from '@/grid/proposed';
import { type GridAction, type Row } from '@/grid/rows';
import { withWords } from '@/i18n';
import type { Form } from '../form';
import { PRICE, PROPOSED, SOURCE, WHY } from './proposals';
import { idOf } from './roles';

const EarlierPrices = lazy(withWords(() => import('./EarlierPrices'), 'lines'));

export interface Prices {
  form: Form | null;
  /** the cell that a line fills which has no price of its own */
  below?: string | undefined;
  partner: string;
  dispatch(action: GridAction): void;
}

export const PriceContext = createContext<Prices>({
  form: null,
  partner: '',
  dispatch: () => undefined,
});

const WORDS = {
  partner_list: 'lines.priceList',
  level_list: 'lines.priceList',
  list: 'lines.priceList',
  level: 'lines.priceLevel',
  last: 'lines.priceLast',
  product: 'lines.priceOwn',
  source: 'lines.priceSource',
  invoice: 'lines.priceInvoice',
} as const;

function isSource(source: unknown): source is keyof typeof WORDS {
  return typeof source === 'string' && source in WORDS;
}

export function PriceNote({ row }: { row: Row }) {
  const { t } = useTranslation();
  const { form, below, partner, dispatch } = useContext(PriceContext);
  const [open, setOpen] = useState(false);
  const product = idOf(row.values['product']);
  if (!product || !form || (below && row.values[below])) return null;
  const proposed = isProposed(row, { proposes: { cell: PRICE, kept: PROPOSED } });
  const source = proposed ? row.values[SOURCE] : null;
  const why = row.values[WHY];
  const said = isSource(source) && typeof why === 'string' ? why : t('lines.priceTyped');
  const word = isSource(source) ? t(WORDS[source]) : partner ? t('lines.pricePast') : '';
  if (!partner) {
    return (
      <span className="price-note" title={said} data-testid="price-note">
        {word}
      </span>
    );
  }
  const button = (
    <button
      type="button"
      tabIndex={-1}
      className="price-note"
      title={said}
      aria-label={[word, said, t('lines.earlierPrices')].filter(Boolean).join('. ')}
      data-testid="price-note"
    >
      {word}
    </button>
  );
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      title={t('lines.earlierPrices')}
      content={
        open && (
          <Suspense fallback={t('app.loading')}>
            <p className="price-why">{said}</p>
            <EarlierPrices
              form={form}
              partner={partner}
              row={row}
              product={product}
              onTake={(values) => {
                dispatch({ type: 'edit', edits: [{ key: row.key, values }] });
                setOpen(false);
              }}
            />
          </Suspense>
        )
      }
    >
      {button}
    </Popover>
  );
}
