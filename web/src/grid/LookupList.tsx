/** What was found for the text in a cell, under that cell. */
import { useLayoutEffect, useState } from 'react';
import { createPortal } from 'react-dom';

import { Picture } from '@/ui/Picture';
import { cellTexts, type Candidate, type Column } from './columns';
import type { Search } from './search';

interface Props {
  search: Search;
  column: Column;
  anchor: () => Element | null;
  listId: string;
  label: string;
  words: { searching: string; nothing: string };
  onChoose(candidate: Candidate): void;
}

interface Spot {
  left: number;
  top?: number;
  bottom?: number;
  minWidth: number;
}

const ROOM = 300;

function spotUnder(element: Element | null): Spot | null {
  if (!element) return null;
  const box = element.getBoundingClientRect();
  const left = Math.max(4, Math.min(box.left, window.innerWidth - 300));
  const below = window.innerHeight - box.bottom;
  return below < ROOM && box.top > below
    ? { left, bottom: window.innerHeight - box.top + 2, minWidth: box.width }
    : { left, top: box.bottom + 2, minWidth: box.width };
}

function useSpot(anchor: () => Element | null, of: string): Spot | null {
  const [spot, setSpot] = useState<Spot | null>(null);
  useLayoutEffect(() => {
    const place = () => {
      setSpot(spotUnder(anchor()));
    };
    place();
    window.addEventListener('scroll', place, true);
    window.addEventListener('resize', place);
    return () => {
      window.removeEventListener('scroll', place, true);
      window.removeEventListener('resize', place);
    };
  }, [anchor, of]);
  return spot;
}

function show(element: Element | null): void {
  // Missing in jsdom.
  if (element && 'scrollIntoView' in element) element.scrollIntoView({ block: 'nearest' });
}

export function LookupList({ search, column, anchor, listId, label, words, onChoose }: Props) {
  const spot = useSpot(anchor, `${search.key} ${search.name}`);
  if (!search.open || !spot) return null;
  const found = search.found ?? [];
  return createPortal(
    <div className="lookup" style={spot}>
      <div role="listbox" id={listId} aria-label={label}>
        {found.map((candidate, index) => (
          <div
            key={candidate.chosen.id}
            id={`${listId}-${String(index)}`}
            role="option"
            aria-selected={index === search.highlight}
            ref={index === search.highlight ? show : undefined}
            className={index === search.highlight ? 'lookup-option is-on' : 'lookup-option'}
            onMouseDown={(event) => {
              event.preventDefault();
              onChoose(candidate);
            }}
          >
            {candidate.picture && <Picture className="thumb" path={candidate.picture} name="" />}
            <span>{cellTexts.lookup.show(candidate.chosen, column)}</span>
            {candidate.hint && <small>{candidate.hint}</small>}
          </div>
        ))}
      </div>
      {found.length === 0 && (
        <div className="lookup-empty" role="status">
          {search.busy ? words.searching : words.nothing}
        </div>
      )}
    </div>,
    document.body,
  );
}
