/** The same wish sent twice carries the same key, so that it is done once. */

export class Wishes {
  private readonly pending = new Map<string, string>();

  /** The key of this wish; sending it again after a lost answer gets the same one. */
  keyFor(what: string, body: unknown): string {
    const wish = `${what} ${JSON.stringify(body ?? null)}`;
    const known = this.pending.get(wish);
    if (known) return known;
    const key = newKey();
    this.pending.set(wish, key);
    return key;
  }

  /** The server answered: the next wish is a new one, even with the same words. */
  answered(what: string, body: unknown): void {
    this.pending.delete(`${what} ${JSON.stringify(body ?? null)}`);
  }
}

/** Also where the page is not served over HTTPS and `randomUUID` is missing. */
export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
