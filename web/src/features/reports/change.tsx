/** By how much a figure changed: its sign says it, its colour only quietly. */
import { decimal, showChange } from '@/lib/decimal';
import type { Column } from './reports';

/** +12.34% of what it was; of a percentage the points: +1.20. */
export function tellChange({ change }: Column, text: string): string {
  return `${showChange(text, 2)}${change === 'points' ? '' : '%'}`;
}

export function Change({ text, told }: { text: string; told: string }) {
  const value = decimal(text);
  if (value === null || value.eq(0)) return <span className="change">{told}</span>;
  return <span className={value.gt(0) ? 'change is-up' : 'change is-down'}>{told}</span>;
}
