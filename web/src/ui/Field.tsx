/** A label above an input, and below it what was wrong with it. */
import { useId, type ReactNode } from 'react';

import { Problem } from '@/lib/problem';
import './fields.css';

interface Props {
  label: string;
  help?: string;
  /** the help is a warning */
  warns?: boolean;
  wrong?: string | undefined;
  children(attributes: {
    id: string;
    'aria-invalid'?: true;
    'aria-describedby'?: string;
  }): ReactNode;
}

export function Field({ label, help, warns, wrong, children }: Props) {
  const id = useId();
  return (
    <div className={wrong ? 'field is-wrong' : 'field'}>
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        ...(wrong ? { 'aria-invalid': true, 'aria-describedby': `${id}-wrong` } : {}),
      })}
      {wrong ? (
        <p id={`${id}-wrong`} className="bad">
          {wrong}
        </p>
      ) : (
        help && <p className={warns ? 'warning' : 'quiet'}>{help}</p>
      )}
    </div>
  );
}

/** What a refusal says of each field, and what it says of none of `known`. */
export function wrongs(error: unknown, known: readonly string[]) {
  const at: Record<string, string> = {};
  const rest: string[] = [];
  if (error instanceof Problem) {
    for (const one of error.errors) {
      const field = (one.field ?? '').split('.').pop() ?? '';
      if (known.includes(field)) at[field] ??= one.message;
      else if (known.includes(one.field ?? '')) at[one.field ?? ''] ??= one.message;
      else rest.push(one.message);
    }
  }
  return { at, rest };
}
