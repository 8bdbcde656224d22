/** What is typed into a picker of records and left before it was found: nothing of it is lost. */
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type KeyboardEvent, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';

import type { Field, Reference } from '../form';
import { asReference, offersOf, useOffers } from './offers';

interface Ends {
  begin?(): void;
  /** the one that fits, or the text where not just one does */
  end(found: Reference | string): void;
}

export function useLookingUp(field: Field, ends: Ends) {
  const client = useQueryClient();
  const [looking, setLooking] = useState<string | null>(null);
  const now = useRef(ends);
  now.current = ends;
  const asked = useRef(0);
  /** Another one was chosen, or typed, meanwhile. */
  const drop = () => {
    asked.current += 1;
    setLooking(null);
  };
  const lookUp = (text: string): Promise<void> => {
    const mine = (asked.current += 1);
    setLooking(text);
    ends.begin?.();
    return offersOf(client, field, text)
      .catch(() => [])
      .then((found) => {
        if (asked.current !== mine) return;
        setLooking(null);
        const code = text.toLowerCase();
        const exact = found.find((each) => String(each['code']).toLowerCase() === code);
        const one = exact ?? (found.length === 1 ? found[0] : undefined);
        now.current.end(one ? asReference(one) : text);
      });
  };
  return { looking, lookUp, drop };
}

interface Left {
  lookUp(text: string): void;
  goOn?(from: Element): void;
}

/** The button that empties the box goes as it is left: the focus would go with it. */
function passOver(box: Element): void {
  for (const clear of box.querySelectorAll<HTMLElement>('.ant-select-clear')) {
    clear.tabIndex = -1;
    setTimeout(() => {
      clear.removeAttribute('tabindex');
    });
  }
}

/** `left` is null where what is typed is for choosing only. */
export function useTyping(field: Field, left: Left | null, choose: (one: Reference) => void) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const offers = useOffers(field, text, open);
  /** What the keyboard wrote: the box empties itself as it closes. */
  const typed = useRef('');
  /** What the list points at, and whether arrows went there. */
  const pointed = useRef<unknown>(null);
  const moved = useRef(false);
  const found = (offers.data ?? []).map(asReference);
  const forget = () => {
    typed.current = '';
    moved.current = false;
    setText('');
  };
  /** Whoever types and leaves means it. */
  const leave = () => {
    const wanted = typed.current.trim();
    forget();
    setOpen(false);
    if (wanted) left?.lookUp(wanted);
  };
  /** Nobody waits for what is being looked for: it is put in while one goes on. */
  const onKeyDownCapture = (event: KeyboardEvent) => {
    if (event.key === 'Escape') typed.current = '';
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') moved.current = true;
    if (event.key === 'Tab') {
      // The list itself would take what it points at, and stay.
      event.stopPropagation();
      if (typed.current.trim() !== '') passOver(event.currentTarget);
      const means = open && (typed.current.trim() !== '' || moved.current);
      const at = found.find(({ id }) => id === pointed.current);
      if (means && at) choose(at);
    }
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    if (!left || !open || !offers.isFetching || !text.trim()) return;
    event.preventDefault();
    event.stopPropagation();
    typed.current = text;
    leave();
    left.goOn?.(event.currentTarget);
  };
  return {
    text,
    forget,
    found,
    isFetching: open && offers.isFetching,
    around: {
      onKeyDownCapture,
      onInputCapture: ({ target }: SyntheticEvent) => {
        if (target instanceof HTMLInputElement) typed.current = target.value;
      },
      onBlur: left ? leave : undefined,
    },
    select: {
      open,
      onOpenChange: setOpen,
      onActive: (value: unknown) => {
        pointed.current = value;
      },
      showSearch: { filterOption: false, onSearch: setText },
      notFoundContent: t(offers.isFetching ? 'grid.searching' : 'grid.nothingFound'),
    },
  };
}
