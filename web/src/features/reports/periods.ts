/** What the words for a period mean, as the server reckons them (`reports/periods.py`). */
import dayjs from 'dayjs';

type Days = readonly [since: string, until: string];

/** The two days of a word, both included; null for a word that nobody knows. */
export function daysOf(word: string, today: string): Days | null {
  const now = dayjs(today);
  const monday = now.subtract((now.day() + 6) % 7, 'day');
  const month = now.startOf('month');
  const year = now.startOf('year');
  const before = (one: dayjs.Dayjs, days = 1) => one.subtract(days, 'day');
  const known: Partial<Record<string, [dayjs.Dayjs, dayjs.Dayjs]>> = {
    today: [now, now],
    yesterday: [before(now), before(now)],
    week: [monday, now],
    last_week: [before(monday, 7), before(monday)],
    month: [month, now],
    last_month: [month.subtract(1, 'month'), before(month)],
    quarter: [month.subtract(now.month() % 3, 'month'), now],
    year: [year, now],
    last_year: [year.subtract(1, 'year'), before(year)],
    last_30: [before(now, 29), now],
  };
  const found = known[word];
  return found ? [found[0].format('YYYY-MM-DD'), found[1].format('YYYY-MM-DD')] : null;
}

/** What is said to the server and kept in the address: a word instead of the days it means today. */
export function said(question: Record<string, string>): Record<string, string> {
  if (!question['period']) return question;
  const days = new Set(['since', 'until']);
  return Object.fromEntries(Object.entries(question).filter(([name]) => !days.has(name)));
}
