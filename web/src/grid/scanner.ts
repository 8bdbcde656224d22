/** Tells a scanner from a person by the rhythm of the keys. Pure: times come in. */

/** Milliseconds between two keys that no person types apart from another for long. */
export const BURST = 35;
/** Shorter bursts that end with Enter may be two fingers at once. */
const SHORTEST = 4;
/** So many keys may be a person's; the ones after them are held back until it is clear. */
const LET_THROUGH = 2;

export type Verdict =
  /** an ordinary key */
  | { kind: 'key'; first: boolean }
  /** fast enough for a scanner: it is not typed yet */
  | { kind: 'hold' }
  | { kind: 'scan'; code: string };

export class ScanReader {
  private burst = '';
  private last = -Infinity;
  private typed = 0;

  /** `at` is when the key was pressed, however late it is looked at. */
  key(key: string, at: number): Verdict {
    const fast = at - this.last < BURST;
    if (key === 'Enter') {
      const code = this.burst;
      this.reset();
      return fast && code.length >= SHORTEST
        ? { kind: 'scan', code }
        : { kind: 'key', first: false };
    }
    if (key.length !== 1) {
      // Scanners press Shift for capitals.
      if (key !== 'Shift') this.reset();
      return { kind: 'key', first: false };
    }
    if (!fast) this.reset();
    this.burst += key;
    this.last = at;
    if (this.burst.length > LET_THROUGH) return { kind: 'hold' };
    this.typed = this.burst.length;
    return { kind: 'key', first: this.burst.length === 1 };
  }

  /** Whether this key still belongs to the burst. */
  goesOn(key: string, at: number): boolean {
    const fast = at - this.last < BURST;
    if (key === 'Enter') return fast && this.burst.length >= SHORTEST;
    return key === 'Shift' || (key.length === 1 && fast);
  }

  /**
   * Keys that were held and seem to be a person's: to be typed now. Should the burst go on all the
   * same, because this page was late, it is still one.
   */
  release(): string {
    const held = this.burst.slice(this.typed);
    this.typed = this.burst.length;
    return held;
  }

  reset(): void {
    this.burst = '';
    this.last = -Infinity;
    this.typed = 0;
  }
}
