/** The question that is kept of what is looked at: days that move on with the calendar do. Pure. */
import { daysOf } from './periods';
import { complete, filtersOf, type Question, type Report } from './reports';

/** The words that may stand in the place of the days that were asked for; none: it has no two. */
export function wordsFor(report: Report, question: Question): { value: string; label: string }[] {
  const names = filtersOf(report, question['view'] ?? '').map(({ name }) => name);
  const both = names.includes('since') && names.includes('until');
  return both ? (report.periods ?? []) : [];
}

/** The word that was asked for, or that means the same days today. */
export function proposed(report: Report, question: Question, today: string): string {
  const asked = question['period'];
  if (asked) return asked;
  const { since, until } = question;
  const meant = wordsFor(report, question).find(({ value }) => {
    const days = daysOf(value, today);
    return days?.[0] === since && days?.[1] === until;
  });
  return meant?.value ?? '';
}

/** What is kept: the word in the place of the days; and no day that is what the report begins with. */
export function kept(report: Report, question: Question, word: string, today: string): Question {
  const view = question['view'] ?? '';
  const begins = complete(report, { view }, today);
  const moving = filtersOf(report, view)
    .filter(({ kind, name }) => kind === 'day' && question[name] === begins[name])
    .map(({ name }) => name);
  const days = wordsFor(report, question).length > 0 ? ['since', 'until'] : [];
  const without = new Set(['period', ...moving.filter((one) => !days.includes(one))]);
  if (word) days.forEach((one) => without.add(one));
  const rest = Object.entries(question).filter(([name]) => !without.has(name));
  return { ...Object.fromEntries(rest), ...(word && { period: word }) };
}
