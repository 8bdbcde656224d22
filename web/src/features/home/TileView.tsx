/** One part of the home page. */
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';

import { Begin } from './Begin';
import { Owed, Stock, Traded } from './Figures';
import type { HomeFigures } from './home';
import { Leading } from './Leading';
import { Forecast, Money } from './Money';
import { COLUMNS, spans } from './packing';
import { isPin, pinOf } from '@/lib/pins';
import { SalesChart } from './SalesChart';
import { Structure } from './Structure';
import type { PinParts, TileName } from './tiles';
import { ToDo } from './ToDo';

interface Props {
  name: TileName;
  found: HomeFigures;
  Pin: PinParts['Tile'];
}

export function TileView({ name, found, Pin }: Props) {
  const { t } = useTranslation();
  const { sales, purchases } = found;
  if (isPin(name)) {
    const pin = pinOf(name, found.pins);
    return pin && <Pin pin={pin} />;
  }
  switch (name) {
    case 'to_do':
      return <ToDo found={found} />;
    case 'begin':
      return <Begin found={found} />;
    case 'sales':
      return sales && <Traded title={t('home.sales')} trade={sales} report="sales" found={found} />;
    case 'purchases':
      return (
        purchases && (
          <Traded title={t('home.purchases')} trade={purchases} report="purchases" found={found} />
        )
      );
    case 'owed':
      return <Owed found={found} />;
    case 'stock':
      return <Stock found={found} />;
    case 'money':
      return <Money found={found} />;
    case 'forecast':
      return <Forecast found={found} />;
    case 'structure':
      return <Structure />;
    case 'chart':
      return sales && <SalesChart days={sales.days} />;
    case 'products':
      return <Leading view="product" found={found} />;
    case 'partners':
      return <Leading view="partner" found={found} />;
  }
}

/** How wide each of them stands, at a desk and on a tablet. */
export function tileStyles(widths: readonly number[]): CSSProperties[] {
  const few = spans(widths, COLUMNS / 2);
  return spans(widths, COLUMNS).map(
    (wide, index) => ({ '--wide': wide, '--middle': few[index] }) as CSSProperties,
  );
}
