/** A new record begins where the first thing has to be filled in; a phone's keyboard stays away. */
import { useEffect, useRef } from 'react';

import { useNarrow } from '@/ui/narrow';
import type { Field, Value } from '../form';
import { isBlank } from './useGoingOn';

function inputOf(field: Field | undefined): HTMLElement | null {
  if (!field) return null;
  const box = document.querySelector(`[data-testid="box-${field.name}"]`);
  return box?.querySelector<HTMLElement>('input:not([disabled]), textarea') ?? null;
}

/** `begun` is another one for every empty form; null where none is filled in. */
export function useFirstField(
  begun: string | null,
  fields: readonly Field[],
  values: Readonly<Record<string, Value>>,
): void {
  const narrow = useNarrow();
  const seen = useRef<string | null>(null);
  useEffect(() => {
    if (seen.current === begun) return;
    seen.current = begun;
    if (begun === null || narrow) return;
    const inputs = fields.filter((field) => !field.readonly);
    const missing = inputs.find((field) => field.required && isBlank(values[field.name]));
    inputOf(missing ?? inputs[0])?.focus();
  }, [begun, narrow, fields, values]);
}
