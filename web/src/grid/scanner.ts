/** Tells a scanner from a person by the rhythm of the keys. Pure: times come in. */

/** Milliseconds between two keys that no person types apart from another for long. */
export const BURST = 35;
/** Shorter bursts that end with Enter may be two fingers at once. */
const SHORTEST = 4;
/**
 * Over radio, keys come slower and unevenly: no single gap tells then, but a whole code does, which
 * nobody types at that pace from its first key to the one that ends it.
 */
const SLOW_GAP = 120;
const SLOW_AVERAGE = 80;
const SLOW_SHORTEST = 6;
/** What ends a code. */
const ENDS = new Set(['Enter', 'Tab']);
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
  private began = -Infinity;
  private last = -Infinity;
  private typed = 0;
  /** every key so far came as from a cable */
  private even = true;

  /** `at` is when the key was pressed, however late it is looked at. */
  key(key: string, at: number): Verdict {
    const fast = at - this.last < BURST;
    if (ENDS.has(key)) {
      const code = this.burst;
      const scanned = (fast && this.even && code.length >= SHORTEST) || this.isSlowScan(at);
      this.reset();
      return scanned ? { kind: 'scan', code } : { kind: 'key', first: false };
    }
    if (key.length !== 1) {
      // Scanners press Shift for capitals.
      if (key !== 'Shift') this.reset();
      return { kind: 'key', first: false };
    }
    if (at - this.last >= SLOW_GAP) this.reset();
    if (this.burst === '') this.began = at;
    else if (!fast) this.even = false;
    this.burst += key;
    this.last = at;
    // What comes slowly is typed, and taken back if it turns out to be a code.
    if (this.even && this.burst.length > LET_THROUGH) return { kind: 'hold' };
    this.typed = this.burst.length;
    return { kind: 'key', first: this.burst.length === 1 };
  }

  /** Whether this key still belongs to the burst. */
  goesOn(key: string, at: number): boolean {
    const fast = at - this.last < BURST;
    if (ENDS.has(key)) return fast && this.burst.length >= SHORTEST;
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

  /** Digits for the most part, and not one key held down. */
  private isSlowScan(at: number): boolean {
    const { burst, began, last } = this;
    const digits = burst.replace(/\D/g, '').length;
    return (
      burst.length >= SLOW_SHORTEST &&
      at - last < SLOW_GAP &&
      (at - began) / burst.length <= SLOW_AVERAGE &&
      digits * 2 >= burst.length &&
      new Set(burst).size > 1
    );
  }

  reset(): void {
    this.burst = '';
    this.began = -Infinity;
    this.even = true;
    this.last = -Infinity;
    this.typed = 0;
  }
}
