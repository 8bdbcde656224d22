/** Choosing a record fills in what follows from it: a partner brings its salesperson and terms. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';

import { fieldOf, isReference, type Field, type Form, type RecordData, type Value } from '../form';
import { recordQuery } from '../records';
import type { Editor } from './useEditor';

/**
 * What a chosen record answers for our fields. Fields for which it has nothing are emptied if an
 * earlier choice had filled them (`filled`); what a person typed there stays.
 */
export function filledBy(
  field: Field,
  record: RecordData,
  filled: ReadonlySet<string>,
): Record<string, Value> {
  const values: Record<string, Value> = {};
  for (const [ours, theirs] of Object.entries(field.fills ?? {})) {
    const value = record[theirs] as Value;
    if (value !== null && value !== undefined && value !== '') values[ours] = value;
    else if (filled.has(ours)) values[ours] = null;
  }
  return values;
}

/** Like `editor.set`, and fills in what follows once the chosen record is read. */
export function useFills(form: Form, editor: Editor): (name: string, value: Value) => void {
  const client = useQueryClient();
  const filled = useRef(new Set<string>());
  const { set, latest } = editor;
  return useCallback(
    (name, value) => {
      filled.current.delete(name);
      set(name, value);
      const field = fieldOf(form, name);
      if (!field?.to || !isReference(value) || Object.keys(field.fills ?? {}).length === 0) return;
      const { id } = value;
      void client
        .fetchQuery({ ...recordQuery(field.to, id), staleTime: 30_000 })
        .then((record) => {
          const now = latest.current.values[name];
          if (!isReference(now) || now.id !== id) return; // another one was chosen meanwhile
          for (const [ours, taken] of Object.entries(filledBy(field, record, filled.current))) {
            set(ours, taken);
            filled.current.add(ours);
          }
        })
        .catch(() => undefined); // the server fills in what stayed empty
    },
    [client, form, latest, set],
  );
}
