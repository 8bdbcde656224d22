/** What was scanned of lines that the document has no more: it can only be taken back. */
import { useTranslation } from 'react-i18next';

import type { Item } from './basket';
import { ItemRow } from './Rows';

interface Props {
  items: readonly Item[];
  errors: Readonly<Record<string, string>>;
  onDrop(item: Item, serial?: string): void;
}

export function Strayed({ items, errors, onDrop }: Props) {
  const { t } = useTranslation();
  if (items.length === 0) return null;
  return (
    <>
      <p className="phone-error">{t('phone.strayed')}</p>
      <ul className="scan-rows" aria-label={t('phone.strayedLines')}>
        {items.map((item) => (
          <li key={item.id} className="phone-line">
            <ItemRow item={item} unit={item.called ?? ''} errors={errors} onDrop={onDrop} />
          </li>
        ))}
      </ul>
    </>
  );
}
