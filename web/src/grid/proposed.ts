/** Cells that fill themselves until somebody types in them. Pure. */
import { decimal } from '@/lib/decimal';
import { isEmpty, type Row, type RowRules } from './rows';

/** Answered once for a line that stays as it is: a key in one asks about a thousand. */
const known = new WeakMap<Row, Map<string, boolean>>();

/** Nobody typed the cell that fills itself: it is empty, or holds what was proposed. */
export function isProposed(row: Row, { proposes }: Pick<RowRules, 'proposes'>): boolean {
  if (!proposes) return false;
  let answers = known.get(row);
  if (!answers) known.set(row, (answers = new Map<string, boolean>()));
  const question = `${proposes.cell} ${proposes.kept}`;
  const before = answers.get(question);
  if (before !== undefined) return before;
  const answer = reckoned(row, proposes);
  answers.set(question, answer);
  return answer;
}

function reckoned(row: Row, proposes: NonNullable<RowRules['proposes']>): boolean {
  const value = row.values[proposes.cell];
  const kept = row.values[proposes.kept];
  if (isEmpty(value)) return true;
  const [typed, proposed] = [decimal(value), decimal(kept)];
  return typed !== null && proposed !== null && typed.eq(proposed);
}
