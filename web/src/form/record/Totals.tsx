/** What the document comes to. */
import { useTranslation } from 'react-i18next';

import { showNumber } from '@/lib/decimal';
import { fieldOf, type Form } from '../form';
import type { Setting } from '../kinds';
import { FIGURES, isFigure } from './figures';

/** Also while the document is being typed. */
const RECKONED = new Set(['amount', 'tax', 'total']);

interface Props {
  form: Form;
  figures: Record<string, unknown>;
  currency: string;
  setting: Setting;
}

export function Totals({ form, figures, currency, setting }: Props) {
  const { t } = useTranslation();
  const shown = FIGURES.flatMap((name) => fieldOf(form, name) ?? []).filter(
    // What only the server reckons is not shown before it did.
    (field) => isFigure(field) && (RECKONED.has(field.name) || field.name in figures),
  );
  if (form.kind !== 'document' || shown.length === 0) return null;
  return (
    <dl className="totals" aria-label={t('record.totals')}>
      {shown.map((field) => (
        <div key={field.name} className={field.name === 'total' ? 'totals-main' : undefined}>
          <dt>{field.label}</dt>
          <dd data-testid={`total-${field.name}`}>
            {field.name === 'total' && <small>{currency} </small>}
            {showNumber(figures[field.name] ?? '0', setting.digits)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
