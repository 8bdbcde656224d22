/** Which style: found by its code, name or initials. */
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { nameOf, type Field, type Reference } from '../form';
import { asReference, useOffers } from '../inputs/offers';

const STYLE: Field = {
  ...{ name: 'style', label: '', kind: 'reference', to: 'style', filter: [] },
  ...{ required: true, readonly: false, default: null, help: '' },
  ...{ digits: null, max_length: null, options: null, min: null, max: null },
};

interface Props {
  value: Partial<Reference> | null;
  onChange(style: Reference): void;
}

export function StyleInput({ value, onChange }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [known, setKnown] = useState<Reference | null>(null);
  const offers = useOffers(STYLE, text, true);
  const found = (offers.data ?? []).map(asReference);
  const shown = known && !text && !found.some(({ id }) => id === known.id) ? [known] : [];
  return (
    <Select
      aria-label={t('matrix.style')}
      placeholder={t('matrix.findStyle')}
      autoFocus={value === null}
      defaultOpen={value === null}
      style={{ width: '100%', maxWidth: 360 }}
      value={value?.id ?? null}
      showSearch={{ filterOption: false, onSearch: setText }}
      notFoundContent={offers.isFetching ? t('grid.searching') : t('grid.nothingFound')}
      options={[...shown, ...found].map((one) => ({ value: one.id, label: nameOf(one) }))}
      onChange={(id: string | null) => {
        const chosen = [...shown, ...found].find((one) => one.id === id);
        if (!chosen) return;
        setText('');
        setKnown(chosen);
        onChange(chosen);
      }}
    />
  );
}
