/** Another record, found by code, name or pinyin initials. */
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { Select } from 'antd';
import { useContext, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';

import { isReference, nameOf, type Field, type Reference } from '../form';
import { activeOnly, findRecords } from '../records';
import { HeaderOf, type InputProps } from './input';

export function useDebounced<T>(value: T, pause = 200): T {
  const [late, setLate] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => {
      setLate(value);
    }, pause);
    return () => {
      clearTimeout(timer);
    };
  }, [value, pause]);
  return late;
}

export function asReference(record: Record<string, unknown> & { id: string }): Reference {
  const text = (name: string) => (typeof record[name] === 'string' ? record[name] : undefined);
  const parts = { code: text('code'), name: text('name'), number: text('number') };
  return {
    id: record.id,
    ...(parts.code === undefined ? {} : { code: parts.code }),
    ...(parts.name === undefined ? {} : { name: parts.name }),
    ...(parts.number === undefined ? {} : { number: parts.number }),
  };
}

async function offersOf(client: QueryClient, field: Field, q: string, signal?: AbortSignal) {
  const form = field.to ?? '';
  const active = await activeOnly(client, form);
  return findRecords(form, { q, filter: [...active, ...field.filter] }, signal);
}

/** What `text` finds; nothing yet while that is on its way: nobody chooses from what was found for
 * fewer letters. */
export function useOffers(field: Field, text: string, enabled: boolean) {
  const wanted = text.trim();
  const q = useDebounced(wanted);
  const { data, isFetching } = useQuery({
    queryKey: ['records', field.to, 'offers', field.filter, q],
    queryFn: ({ signal, client }) => offersOf(client, field, q, signal),
    enabled: enabled && field.to !== null,
    staleTime: 30_000,
  });
  const isNow = q === wanted;
  return { data: isNow ? data : undefined, isFetching: isFetching || !isNow };
}

/**
 * What was typed and left by Enter before it was found. Saving waits for it. Nothing that was there
 * before stays in its place; where not just one record fits, the text stays, as a fault of the field.
 */
function useLookingUp({ field, value, onChange }: InputProps) {
  const client = useQueryClient();
  const header = useContext(HeaderOf);
  const [looking, setLooking] = useState<string | null>(null);
  const now = useRef({ value, onChange });
  now.current = { value, onChange };
  const asked = useRef(0);
  /** Another one was chosen, or typed, meanwhile. */
  const drop = () => {
    asked.current += 1;
    setLooking(null);
  };
  const lookUp = (text: string) => {
    const mine = (asked.current += 1);
    setLooking(text);
    onChange(null);
    now.current = { value: null, onChange };
    const work = offersOf(client, field, text)
      .catch(() => [])
      .then((found) => {
        if (asked.current !== mine || isReference(now.current.value)) return;
        setLooking(null);
        const code = text.toLowerCase();
        const exact = found.find((each) => String(each['code']).toLowerCase() === code);
        const one = exact ?? (found.length === 1 ? found[0] : undefined);
        now.current.onChange(one ? asReference(one) : text);
      });
    header?.wait(work);
  };
  return { looking, header, lookUp, drop };
}

export function ReferenceInput(props: InputProps) {
  const { id, field, value, invalid, describedBy, onChange } = props;
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const offers = useOffers(field, text, open);
  const found = (offers.data ?? []).map(asReference);
  const { looking, header, lookUp, drop } = useLookingUp(props);
  /** What the keyboard wrote: the box empties itself as it closes. */
  const typed = useRef('');
  const chosen = isReference(value) ? value : null;
  const known = chosen && !found.some((one) => one.id === chosen.id) ? [chosen] : [];
  const unfound = typeof value === 'string' && value ? value : null;
  /** Whoever types and leaves means it: nothing of it is lost without a word. */
  const leave = () => {
    const wanted = typed.current.trim();
    typed.current = '';
    setText('');
    setOpen(false);
    if (wanted) lookUp(wanted);
  };
  /** Nobody waits for what is being looked for: it is put in while one goes on. */
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') typed.current = '';
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    if (!header || !open || !offers.isFetching || !text.trim()) return;
    event.preventDefault();
    event.stopPropagation();
    typed.current = text;
    leave();
    header.goOn(event.currentTarget);
  };
  return (
    <span
      className="reference-input"
      onKeyDownCapture={onKeyDown}
      onInputCapture={({ target }) => {
        if (target instanceof HTMLInputElement) typed.current = target.value;
      }}
      onBlur={header ? leave : undefined}
    >
      <Select
        id={id}
        style={{ width: '100%' }}
        aria-label={field.label}
        aria-describedby={describedBy}
        aria-required={field.required || undefined}
        value={chosen?.id ?? null}
        open={open}
        placeholder={looking ?? unfound ?? t('form.find')}
        allowClear={!field.required}
        showSearch={{ filterOption: false, onSearch: setText }}
        onOpenChange={setOpen}
        loading={looking !== null || (open && offers.isFetching)}
        notFoundContent={offers.isFetching ? t('grid.searching') : t('grid.nothingFound')}
        options={[...(text ? [] : known), ...found].map((one) => ({
          value: one.id,
          label: nameOf(one),
        }))}
        {...(invalid ? { status: 'error' as const } : {})}
        onChange={(next: string | null | undefined) => {
          typed.current = '';
          setText('');
          drop();
          onChange(found.find((one) => one.id === next) ?? (next === chosen?.id ? chosen : null));
        }}
      />
    </span>
  );
}
