/** A tile that is dragged by its whole face, made wider at its edge, or both by keys at its grip. */
import { CloseOutlined, HolderOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { COLUMNS } from './packing';
import { isTile, type TileName } from './tiles';

interface Props {
  name: TileName;
  width: number;
  place: number;
  all: number;
  label: string;
  /** what is inside is looked at, not pressed */
  children: ReactNode;
  /** a button of its own */
  own?: ReactNode;
  onHeld(): void;
  /** it is dragged over another one */
  onOver(other: TileName): void;
  onMove(by: number): void;
  onWidth(width: number): void;
  onHide(): void;
}

const STEPS: Partial<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowUp: -1,
  ArrowRight: 1,
  ArrowDown: 1,
};

function tileAt({ clientX, clientY }: PointerEvent): TileName | null {
  const under = document
    .elementsFromPoint(clientX, clientY)
    .map((one) => one.closest<HTMLElement>('[data-tile]'))
    .find((one) => one !== null);
  const name = under?.dataset['tile'] ?? '';
  return isTile(name) ? name : null;
}

/** Where it is taken to. Once it has changed places with one it must leave that before the next. */
function useDrag({ name, onHeld, onOver }: Pick<Props, 'name' | 'onHeld' | 'onOver'>) {
  const over = useRef<TileName | null>(null);
  const end = (event: PointerEvent<HTMLElement>) => {
    over.current = null;
    event.currentTarget.classList.remove('is-dragged');
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      const finger = event.pointerType !== 'mouse';
      const grip = (event.target as Element).closest('.tile-grip');
      // A finger on the face scrolls the page.
      if (event.button !== 0 || (finger && !grip)) return;
      if ((event.target as Element).closest('.tile-hide, .tile-edge')) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      event.currentTarget.classList.add('is-dragged');
      over.current = name;
      onHeld();
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (over.current === null) return;
      const under = tileAt(event);
      if (under === null || under === over.current) return;
      over.current = under;
      if (under !== name) onOver(under);
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
}

/** Its right edge, by whole columns of the page. */
function Edge({ width, onWidth }: Pick<Props, 'width' | 'onWidth'>) {
  const from = useRef<{ x: number; width: number; column: number } | null>(null);
  const end = () => {
    from.current = null;
  };
  return (
    // The keys are at the grip: Shift with the arrows.
    <span
      className="tile-edge"
      aria-hidden="true"
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        const tile = event.currentTarget.closest('[data-tile]');
        const page = tile?.parentElement;
        if (!tile || !page) return;
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        const column = page.getBoundingClientRect().width / COLUMNS;
        // As wide as it is seen, which may be more than was asked for.
        const shown = Math.round(tile.getBoundingClientRect().width / column);
        from.current = { x: event.clientX, width: shown || width, column };
      }}
      onPointerMove={(event) => {
        const begun = from.current;
        if (!begun) return;
        onWidth(begun.width + Math.round((event.clientX - begun.x) / begun.column));
      }}
      onPointerUp={end}
      onPointerCancel={end}
    />
  );
}

export function ArrangedTile(props: Props) {
  const { name, label, width, place, all, children, own, onHeld, onMove, onWidth, onHide } = props;
  const { t } = useTranslation();
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (event.key === 'Delete') onHide();
    else if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    else if (!event.shiftKey) onMove(step);
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') onWidth(width + step);
    event.preventDefault();
  };
  return (
    <>
      <div inert>{children}</div>
      <div className="tile-frame" {...useDrag(props)}>
        <Button
          type="text"
          size="small"
          className="tile-grip"
          data-grip={name}
          icon={<HolderOutlined />}
          aria-label={t('home.grip', { name: label, place, all, width })}
          aria-description={t('home.gripKeys')}
          title={t('home.gripKeys')}
          onFocus={onHeld}
          onKeyDown={onKeyDown}
        />
        <Button
          type="text"
          size="small"
          className="tile-hide"
          icon={<CloseOutlined />}
          aria-label={t('home.hide', { name: label })}
          title={t('home.hide', { name: label })}
          onClick={onHide}
        />
        <Edge {...{ width, onWidth }} />
      </div>
      {own && <div className="tile-own">{own}</div>}
    </>
  );
}
