/** Ids of what is scanned, made before the server hears of it. */
import { newKey } from '@/lib/idempotency';

/** A UUID, whatever the browser makes of `newKey`. */
export function newId(): string {
  const hex = newKey().replaceAll('-', '');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
