/** Cells that fill themselves until somebody types in them. Pure. */
import { decimal } from '@/lib/decimal';
import { isEmpty, type Row, type RowRules } from './rows';

/** Nobody typed the cell that fills itself: it is empty, or holds what was proposed. */
export function isProposed(row: Row, { proposes }: Pick<RowRules, 'proposes'>): boolean {
  if (!proposes) return false;
  const value = row.values[proposes.cell];
  const kept = row.values[proposes.kept];
  if (isEmpty(value)) return true;
  const [typed, proposed] = [decimal(value), decimal(kept)];
  return typed !== null && proposed !== null && typed.eq(proposed);
}
