/** The lines of the sheet, with what this person counted; to be searched, and chosen by touch. */
import { Input, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { showNumber } from '@/lib/decimal';
import { StateTag } from '@/ui/StateTag';
import { search } from './finding';
import { mineOf, type Queued, type SheetLine } from './queue';

const SHOWN = 100;

interface Props {
  lines: readonly SheetLine[];
  queue: readonly Queued[];
  onChoose: ((line: SheetLine) => void) | null;
}

type Which = 'open' | 'all' | 'recount';

export function LineList({ lines, queue, onChoose }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [which, setWhich] = useState<Which>('open');
  const [most, setMost] = useState(SHOWN);
  const recounts = lines.some((line) => line.round > 1 && !line.tallied);
  const found = useMemo(() => {
    const open = (line: SheetLine) => !line.tallied && mineOf(line, queue) === null;
    return search(lines, text).filter(
      (line) => which === 'all' || (open(line) && (which === 'open' || line.round > 1)),
    );
  }, [lines, queue, text, which]);
  const options = [
    { value: 'open' as const, label: t('counting.open') },
    ...(recounts ? [{ value: 'recount' as const, label: t('counting.recounts') }] : []),
    { value: 'all' as const, label: t('counting.all') },
  ];
  return (
    <section className="count-lines" aria-label={t('counting.lines')}>
      <div className="scan-filter">
        <Input
          allowClear
          value={text}
          aria-label={t('counting.search')}
          placeholder={t('counting.search')}
          onChange={(event) => {
            setText(event.target.value);
          }}
        />
        <Segmented<Which> options={options} value={which} onChange={setWhich} />
      </div>
      {found.length === 0 && <p className="quiet">{t('counting.noLines')}</p>}
      <ul className="scan-rows">
        {found.slice(0, most).map((line) => (
          <li key={line.id}>
            <button
              type="button"
              className="scan-row"
              disabled={onChoose === null}
              onClick={() => onChoose?.(line)}
            >
              <span>
                {line.code} {line.name} <span className="quiet">{line.specification}</span>
                {line.round > 1 && !line.tallied && (
                  <StateTag tone="warning">{t('counting.recountTag')}</StateTag>
                )}
                {line.unexpected && <StateTag tone="info">{t('counting.unexpected')}</StateTag>}
                <br />
                <span className="quiet">
                  {[line.location_code, line.batch].filter((one) => one).join(' · ')}
                </span>
              </span>
              <span className="scan-figure">
                {mineOf(line, queue) === null
                  ? line.tallied && t('counting.byOthers')
                  : showNumber(mineOf(line, queue))}
                <span className="quiet">
                  {line.book_quantity !== undefined && line.book_quantity !== null
                    ? ` / ${showNumber(line.book_quantity)}`
                    : ''}{' '}
                  {line.unit}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {found.length > most && (
        <button
          type="button"
          className="as-link"
          onClick={() => {
            setMost(most + SHOWN);
          }}
        >
          {t('counting.more', { count: found.length - most })}
        </button>
      )}
    </section>
  );
}
