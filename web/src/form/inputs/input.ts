/** What every input of the header form is given. */
import { createContext } from 'react';

import type { Field, Value } from '../form';
import type { Setting } from '../kinds';

export interface InputProps {
  id: string;
  field: Field;
  setting: Setting;
  value: Value;
  invalid: boolean;
  /** the sentence that says what is wrong or how to fill it in */
  describedBy: string | undefined;
  onChange(value: Value): void;
}

/** Goes on from an input that was left by Enter. */
export const GoOn = createContext<(from: Element) => void>(() => undefined);

export function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : '';
}
