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

/** The header of a record around its inputs. */
export interface Header {
  /** goes on from an input that was left by Enter */
  goOn(from: Element): void;
  /** saving waits for what is still being looked up */
  wait(work: Promise<unknown>): void;
}

export const HeaderOf = createContext<Header | null>(null);

export function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : '';
}
