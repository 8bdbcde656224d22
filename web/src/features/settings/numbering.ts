/** What a numbering pattern makes of a day: shown while it is typed. The server has the last word. */

const NUMBER = /\{(0{2,10})(?:@(?:day|month|year|never))?\}$/;

/** The first number of `day` (2026-11-26), or null when the pattern cannot be read. */
export function preview(pattern: string, day: string): string | null {
  const last = NUMBER.exec(pattern);
  if (!last?.[1]) return null;
  const [year = '', month = '', date = ''] = day.split('-');
  const parts: Record<string, string> = { YYYY: year, YY: year.slice(2), MM: month, DD: date };
  const before = pattern
    .slice(0, last.index)
    .replace(/\{((?:YYYY|YY|MM|DD)+)\}/g, (_, shown: string) =>
      shown.replace(/YYYY|YY|MM|DD/g, (part) => parts[part] ?? part),
    );
  const text = pattern.slice(0, last.index).replace(/\{[^{}]*\}/g, '\0');
  if (/YYYY|(?:YY|MM|DD){2}/.test(text)) return null; // the braces were forgotten
  return /[{}]/.test(before) ? null : before + '1'.padStart(last[1].length, '0');
}
