/** Days and instants as the company's calendar shows them. */

/** A day typed in a hurry: 2026-01-15, 20260115, 1-15, 0115, 15, also with / or . */
export function readDay(typed: string, today: string): string | null {
  const text = typed
    .trim()
    .replace(/[./年月]/g, '-')
    .replace(/日$/, '');
  const [year = '', month = ''] = today.split('-');
  const full = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (full) return realDay(full[1], full[2], full[3]);
  const short = /^(\d{1,2})-(\d{1,2})$/.exec(text) ?? /^(\d{2})(\d{2})$/.exec(text);
  if (short) return realDay(year, short[1], short[2]);
  return /^\d{1,2}$/.test(text) ? realDay(year, month, text) : null;
}

function realDay(year = '', month = '', day = ''): string | null {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : null;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** The day it is now where the company is. */
export function todayIn(zone: string | undefined): string {
  let clock = clocks.get(zone ?? '');
  if (!clock) {
    const options = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
    clock = new Intl.DateTimeFormat('en-CA', zone ? { ...options, timeZone: zone } : options);
    clocks.set(zone ?? '', clock);
  }
  return clock.format(new Date());
}

/** `2026-01-15 09:30` in the company's zone, whatever zone the instant was written in. */
export function showInstant(iso: string, zone: string | undefined): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(iso)) return iso;
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const parts = new Intl.DateTimeFormat('en-CA', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(zone ? { timeZone: zone } : {}),
  }).formatToParts(at);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`;
}

/** The instant, with its zone, at which clocks of the company show `2026-01-15 09:30`. */
export function instantIn(shown: string, zone: string | undefined): string {
  const wanted = Date.parse(`${shown.replace(' ', 'T')}Z`);
  const ahead = (at: number) =>
    Date.parse(`${showInstant(new Date(at).toISOString(), zone).replace(' ', 'T')}Z`) - at;
  // Twice: across a change of the clocks the first guess lies on its other side.
  const first = ahead(wanted);
  const minutes = ahead(wanted - first) / 60_000;
  const two = (part: number) => String(Math.trunc(part)).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${shown.replace(' ', 'T')}:00${minutes < 0 ? '-' : '+'}${two(size / 60)}:${two(size % 60)}`;
}
