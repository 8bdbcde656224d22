/** Filters in one row; where they do not fit, the last of them are behind a button. */
import { Button } from 'antd';
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { fitting, inForce } from './fittingRow';
import { useNarrow } from './narrow';

export interface Item {
  key: string;
  isOn: boolean;
  node: ReactNode;
}

interface Props {
  label: string;
  items: readonly Item[];
  children?: ReactNode;
}

const GAP = 8;
/** As wide as the button is before it was drawn once. */
const BUTTON = 104;

interface Measured {
  widths: Readonly<Record<string, number>>;
  room: number;
  button: number;
}

/** Of what is hidden the width it had when it was seen. */
function useMeasured(told: string) {
  const bar = useRef<HTMLDivElement>(null);
  const [measured, setMeasured] = useState<Measured | null>(null);
  useLayoutEffect(() => {
    const row = bar.current;
    if (!row || typeof ResizeObserver === 'undefined') return undefined;
    const measure = () => {
      setMeasured((before) => {
        const widths = { ...before?.widths };
        for (const one of row.querySelectorAll<HTMLElement>(':scope > [data-filter]')) {
          const width = Math.ceil(one.getBoundingClientRect().width);
          if (width > 0) widths[one.dataset['filter'] ?? ''] = width;
        }
        const more = row.querySelector<HTMLElement>(':scope > .filter-more');
        const next = {
          ...{
            widths,
            room: row.clientWidth,
            button: more?.offsetWidth ?? before?.button ?? BUTTON,
          },
        };
        return JSON.stringify(next) === JSON.stringify(before) ? before : next;
      });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(row);
    return () => {
      observer.disconnect();
    };
  }, [told]);
  return { bar, measured };
}

export function FittingRow({ label, items, children }: Props) {
  const { t } = useTranslation();
  const narrow = useNarrow();
  const [open, setOpen] = useState(false);
  const { bar, measured } = useMeasured(
    items.map(({ key, isOn }) => `${key}${String(isOn)}`).join(),
  );
  const sized = items.map(({ key, isOn }) => ({ key, isOn, width: measured?.widths[key] ?? 0 }));
  const all = new Set(items.map(({ key }) => key));
  const isKnown = measured !== null && measured.room > 0;
  const wide = isKnown
    ? fitting(sized, { width: measured.room, gap: GAP, more: measured.button + GAP })
    : all;
  const row = narrow ? inForce(sized) : wide;
  // Who is in a filter, or just left it, does not lose it because another one became wider.
  const [held, setHeld] = useState('');
  const shown = open ? all : new Set([...row, held]);
  return (
    <div className="filter-bar" role="search" aria-label={label} ref={bar}>
      {items
        .filter(({ key }) => shown.has(key))
        .map(({ key, node }) => (
          <span
            key={key}
            className="filter-one"
            data-filter={key}
            onFocus={() => {
              setHeld(key);
            }}
          >
            {node}
          </span>
        ))}
      {row.size < all.size && (
        <Button
          className="filter-more"
          aria-expanded={open}
          onClick={() => {
            setOpen(!open);
          }}
        >
          {t(open ? 'list.fewerFilters' : 'list.moreFilters')}
        </Button>
      )}
      {children}
    </div>
  );
}
