/** Days of a batch, as ISO. Pure. */
import type { Days } from './basket';

const DAY = 24 * 60 * 60_000;

/** Until when goods are good that were made on a day and last so many days; as the server says it. */
export function lastDay(made: string, lasts: number | null): string {
  const began = Date.parse(`${made}T00:00:00Z`);
  if (!made || !lasts || Number.isNaN(began)) return '';
  const end = new Date(began + lasts * DAY);
  return Number.isNaN(end.getTime()) ? '' : end.toISOString().slice(0, 10);
}

/** The last day of goods that are good no more; nothing of others. */
export function over(said: Days, lasts: number | null, today: string): string {
  const end = said.expires_on ?? lastDay(said.produced_on ?? '', lasts);
  return end && end < today ? end : '';
}
