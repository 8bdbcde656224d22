/** Rows as they fit a phone: a title, a line of particulars, one figure. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { Blanks } from './Blanks';
import { choosing, type Choice } from './choosing';

export interface Card {
  picture?: ReactNode;
  title: ReactNode;
  tag?: ReactNode;
  particulars: string;
  /** particulars that stand behind a button */
  more?: string;
  figure: ReactNode;
  /** what leads on from it, or is done with it */
  acts?: ReactNode;
}

interface Props<T> {
  label: string;
  rows: readonly T[];
  rowKey(row: T): string;
  card(row: T): Card;
  onOpen?: ((row: T) => void) | undefined;
  onEnd?: (() => void) | undefined;
  busy?: boolean | undefined;
  /** particulars in as many lines as it takes */
  wrap?: boolean | undefined;
  /** cards can be ticked */
  choice?: Choice<T> | undefined;
  sum?: readonly ReactNode[];
  empty?: ReactNode;
  footer?: ReactNode;
}

const CARD = 62;
const OWN = 'a, button, label';

export const BETWEEN = ' · ';
/** What is longer may be broken. */
const SHORT = 22;

/** A day, a figure or a word is not broken between two lines. */
function parts(particulars: string): ReactNode {
  const all = particulars.split(BETWEEN);
  return all.map((part, index) => (
    <span key={index} className={part.length > SHORT ? undefined : 'card-part'}>
      {part}
      {index < all.length - 1 && BETWEEN}
    </span>
  ));
}

function Particulars({ particulars, more }: Pick<Card, 'particulars' | 'more'>) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const all = [particulars, more].filter(Boolean).join(BETWEEN);
  return (
    <div className="card-particulars">
      {parts(open ? all : particulars)}
      {more && (
        <button
          type="button"
          className="as-link card-fold"
          aria-expanded={open}
          onClick={() => {
            setOpen(!open);
          }}
        >
          {t(open ? 'list.fold' : 'list.unfold')}
        </button>
      )}
    </div>
  );
}

export function CardList<T>({ label, rows, rowKey, card, onOpen, onEnd, ...props }: Props<T>) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => CARD,
    overscan: 10,
    initialRect: { width: 390, height: 800 },
  });
  const items = virtualizer.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  const last = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (onEnd && rows.length > 0 && last >= rows.length - 10) onEnd();
  }, [onEnd, last, rows.length]);
  const ticking = props.choice && choosing(props.choice, rows, rowKey);
  return (
    <div
      ref={scroller}
      className={['cards', props.busy && 'is-busy', props.wrap && 'is-wrapped']
        .filter((one) => one)
        .join(' ')}
      data-scroll-restoration-id={`cards ${label}`}
    >
      {props.sum && props.sum.length > 0 && rows.length > 0 && (
        <div className="cards-sum">{props.sum}</div>
      )}
      {ticking && rows.length > 0 && (
        <label className="cards-all">
          {ticking.head} {ticking.label}
        </label>
      )}
      <ul
        aria-label={label}
        aria-busy={props.busy}
        style={{ paddingBlock: `${above}px ${below}px` }}
      >
        {items.map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          const { picture, title, tag, particulars, more, figure, acts } = card(row);
          const face = ticking ? ticking.render(row) : picture;
          return (
            <li
              key={rowKey(row)}
              ref={props.wrap ? virtualizer.measureElement : undefined}
              data-index={item.index}
              className={face ? 'is-pictured' : undefined}
              onClick={(event) => {
                // Links and buttons go their own way.
                if (!(event.target as Element).closest(OWN)) onOpen?.(row);
              }}
            >
              {face}
              <div className="card-title">
                {title} {tag}
              </div>
              <div className="card-figure">{figure}</div>
              {(particulars || more) && <Particulars {...{ particulars, more }} />}
              {acts && <div className="card-acts">{acts}</div>}
            </li>
          );
        })}
      </ul>
      {rows.length === 0 && (props.busy ? <Blanks /> : props.empty)}
      {props.footer}
    </div>
  );
}
