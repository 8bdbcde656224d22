/** Which days a question that is sent again and again is about. Pure. */
import type { Question, Report } from './reports';

/** Whether days are said that are the same each time. */
export function hasFixedDays(report: Report, asked: Question): boolean {
  return report.filters.some(({ kind, name }) => kind === 'day' && asked[name]);
}

/** The words, and before them the two days that were asked for. */
export function periodsOf(words: readonly { value: string; label: string }[], question: Question) {
  const { since, until } = question;
  if (words.length === 0 || !since || !until) return words;
  return [{ value: '', label: `${since} – ${until}` }, ...words];
}
