/** A cell of a list that is typed into, or was and is not saved. */
import { useEffect, useId, useMemo, useRef, type KeyboardEvent } from 'react';

import type { Field, RecordData } from '../form';
import { HeaderOf, type Header } from '../inputs/input';
import { kindViews, showValue, type Setting } from '../kinds';
import { valueOf, type Draft } from './cellDrafts';
import type { CellEdit } from './useCellEdit';

interface Props {
  edit: CellEdit;
  field: Field;
  row: RecordData;
  setting: Setting;
  /** back to the row itself */
  onDone(): void;
}

function isOpenList(target: EventTarget): boolean {
  return target instanceof Element && target.getAttribute('aria-expanded') === 'true';
}

export function CellInput({ edit, field, row, setting, onDone }: Props) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const draft = edit.drafts.get(row.id);
  const wrong = draft?.errors[field.name];
  const { Input } = kindViews[field.kind];
  useEffect(() => {
    const input = box.current?.querySelector<HTMLInputElement>('input, textarea');
    input?.focus();
    if (input?.type === 'text') input.select();
  }, []);
  const now = useRef(edit);
  now.current = edit;
  /** What is typed into a picker and left is looked up, as in a header; the row waits for it. */
  const around = useMemo(
    (): Header => ({
      goOn: () => {
        now.current.move(1);
      },
      wait: (looking) => {
        now.current.wait(row.id, looking);
      },
    }),
    [row.id],
  );
  const onKey = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      edit.cancel();
      onDone();
    } else if (event.key === 'Tab' || (event.key === 'Enter' && !isOpenList(event.target))) {
      event.preventDefault();
      edit.move(event.shiftKey ? -1 : 1);
    }
  };
  /** By Tab a picker takes what it points at; what it was given is looked up when it is left. */
  const tabbed = useRef<1 | -1 | null>(null);
  const onKeyFirst = (event: KeyboardEvent) => {
    tabbed.current = null;
    const { target, key, shiftKey } = event;
    if (field.kind !== 'reference') return;
    // A picker that is closed keeps Escape to itself.
    if (key === 'Escape' && !isOpenList(target)) onKey(event);
    if (key !== 'Tab') return;
    if (!(target instanceof HTMLElement)) return;
    event.preventDefault();
    tabbed.current = shiftKey ? -1 : 1;
    setTimeout(() => {
      target.blur();
    });
  };
  return (
    <div
      ref={box}
      className="cell-input"
      onKeyDown={onKey}
      onKeyDownCapture={onKeyFirst}
      onBlur={({ relatedTarget }) => {
        if (box.current?.contains(relatedTarget)) return;
        // Not if the next cell has taken the keys by then.
        if (!edit.isAt(row.id, field.name)) return;
        if (tabbed.current) edit.move(tabbed.current);
        else edit.leave();
      }}
    >
      <label className="sr-only" htmlFor={id}>
        {edit.titleOf(row)} {field.label}
      </label>
      <HeaderOf value={around}>
        <Input
          id={id}
          field={field}
          setting={setting}
          value={
            draft && field.name in draft.values
              ? draft.values[field.name]
              : valueOf(row, field.name)
          }
          invalid={wrong !== undefined}
          describedBy={wrong ? `${id}-wrong` : undefined}
          onChange={(value) => {
            now.current.changeAt({ id: row.id, column: field.name }, value);
          }}
        />
      </HeaderOf>
      {wrong && (
        <p id={`${id}-wrong`} className="cell-wrong" role="alert">
          {wrong}
        </p>
      )}
    </div>
  );
}

export function CellPending({
  field,
  draft,
  setting,
}: {
  field: Field;
  draft: Draft;
  setting: Setting;
}) {
  const wrong = draft.errors[field.name];
  const value = draft.values[field.name];
  return (
    <span className={wrong ? 'cell-pending is-wrong' : 'cell-pending'} title={wrong}>
      {showValue(value, field, setting) || (typeof value === 'string' && value) || '—'}
    </span>
  );
}
