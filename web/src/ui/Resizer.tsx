/** The edge of a heading: dragged, its column is wider; clicked twice, as wide as what stands in it. */
import { useRef, type PointerEvent } from 'react';

import { LEAST, MOST } from './fit';

interface Props {
  /** as wide as the column is now, in pixels */
  now(): number;
  /** draws it so, without anything else being drawn again */
  show(width: number): void;
  onWidth(width: number): void;
  onFit(): void;
}

const within = (width: number) => Math.round(Math.min(MOST, Math.max(LEAST, width)));

export function Resizer({ now, show, onWidth, onFit }: Props) {
  const from = useRef<{ x: number; width: number; last: number } | null>(null);
  const end = (event: PointerEvent) => {
    const begun = from.current;
    from.current = null;
    if (begun && begun.last !== within(begun.width)) onWidth(begun.last);
    event.currentTarget.classList.remove('is-dragged');
  };
  return (
    // The keys are in the menu of columns: Alt with the arrows.
    <span
      className="resizer"
      aria-hidden="true"
      // What drags the heading begins at the heading, not at its edge.
      draggable
      onDragStart={(event) => {
        event.preventDefault();
        event.stopPropagation();
      }}
      onClick={(event) => {
        event.stopPropagation();
      }}
      onDoubleClick={(event) => {
        event.stopPropagation();
        onFit();
      }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.preventDefault();
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        event.currentTarget.classList.add('is-dragged');
        const width = now();
        from.current = { x: event.clientX, width, last: within(width) };
      }}
      onPointerMove={(event) => {
        const begun = from.current;
        if (!begun) return;
        begun.last = within(begun.width + event.clientX - begun.x);
        show(begun.last);
      }}
      onPointerUp={end}
      onPointerCancel={end}
    />
  );
}
