/** Lines that differ and moved while they were being counted: each is accepted, or counted again. */
import { Button, Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';

import { showNumber } from '@/lib/decimal';
import type { ReviewLine } from './count';

interface Props {
  lines: readonly ReviewLine[];
  accepted: ReadonlySet<string>;
  onAccept(accepted: ReadonlySet<string>): void;
  busy: boolean;
  onRecount(): void;
}

export function Disturbed({ lines, accepted, onAccept, busy, onRecount }: Props) {
  const { t } = useTranslation();
  const open = lines.filter((line) => !accepted.has(line.id)).length;
  const toggle = (id: string, on: boolean) => {
    const next = new Set(accepted);
    if (on) next.add(id);
    else next.delete(id);
    onAccept(next);
  };
  return (
    <section className="count-disturbed" aria-label={t('counting.mustAccept')}>
      <p>{t('counting.acceptHelp', { count: lines.length })}</p>
      <ul>
        {lines.map((line) => (
          <li key={line.id}>
            <Checkbox
              checked={accepted.has(line.id)}
              onChange={(event) => {
                toggle(line.id, event.target.checked);
              }}
            >
              {t('counting.accept', { difference: showNumber(line.difference) })}{' '}
              <strong>
                {[line.code, line.name, line.batch, line.location_code]
                  .filter((part) => part)
                  .join(' ')}
              </strong>{' '}
              <span className="quiet">
                {t('counting.book')} {showNumber(line.book_quantity)} · {t('counting.counted')}{' '}
                {showNumber(line.counted)} {line.unit}
              </span>
            </Checkbox>
          </li>
        ))}
      </ul>
      {open > 0 && (
        <Button size="small" loading={busy} onClick={onRecount}>
          {t('counting.recountOthers', { count: open })}
        </Button>
      )}
    </section>
  );
}
