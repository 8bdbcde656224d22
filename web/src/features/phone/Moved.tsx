/** What was scanned for a transfer, and codes that nobody could explain yet. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

import { dropped, type Item } from './basket';
import { ItemRow } from './Rows';
import type { Way } from './transfer';

interface Props {
  way: Way;
  items: readonly Item[];
  errors: Readonly<Record<string, string>>;
  onItems(items: Item[]): void;
  onPending(codes: string[]): void;
}

export function Moved({ way, items, errors, onItems, onPending }: Props) {
  const { t } = useTranslation();
  return (
    <ul className="scan-rows" aria-label={t('phone.lines')}>
      {way.pending.map((code, index) => (
        <li key={`${code} ${String(index)}`} className="phone-item">
          <span>
            {code} <span className="quiet">{t('phone.pending')}</span>
          </span>
          <Button
            onClick={() => {
              onPending(way.pending.filter((_one, at) => at !== index));
            }}
          >
            {t('phone.takeBack')}
          </Button>
        </li>
      ))}
      {items.map((item) => {
        const goods = way.goods[item.source];
        return (
          <li key={item.id} className="phone-line">
            <div className="scan-row">
              <span>
                {goods?.code} {goods?.name} <span className="quiet">{goods?.specification}</span>
              </span>
            </div>
            <ItemRow
              item={item}
              unit={goods?.unit ?? ''}
              errors={errors}
              onDrop={({ id }, serial) => {
                onItems(dropped(items, id, serial));
              }}
            />
          </li>
        );
      })}
    </ul>
  );
}
