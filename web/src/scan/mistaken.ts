/** A code that was scanned, or typed, into a box for a quantity. */
import { Decimal, decimal } from '@/lib/decimal';

const GTIN = /^\d{8}(\d{4,6})?$/;

/** Whether the last digit of an EAN-8, UPC, EAN-13 or GTIN-14 is the check digit of the others. */
function isChecked(digits: string): boolean {
  const sum = [...digits.slice(0, -1)]
    .reverse()
    .reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10 === Number(digits.at(-1));
}

/** Nobody has so much of anything; who does writes 12345670.0. */
export function isBarcode(text: string): boolean {
  const written = text.trim();
  return /^\d{12,}$/.test(written) || (GTIN.test(written) && isChecked(written));
}

/** Why a figure is asked about: it is a code, came as fast as from a scanner, or is too much. */
export type Doubt = 'code' | 'fast' | 'much';

export interface Known {
  isCode(text: string): boolean;
  isFast(text: string): boolean;
  /** the most that anybody knows there is; null: nobody knows */
  most: Decimal | null;
}

const SHORTEST = 4;
const USUAL = 10_000;
const UNKNOWN = 100_000;

export function doubtOf(text: string, { isCode, isFast, most }: Known): Doubt | null {
  const written = text.trim();
  const quantity = decimal(written);
  if (!quantity) return null;
  if (written.length >= SHORTEST && isCode(written)) return 'code';
  if (isFast(written)) return 'fast';
  const limit = most?.times(10) ?? new Decimal(UNKNOWN);
  return quantity.gt(limit) && quantity.gt(USUAL) ? 'much' : null;
}

const GAP = 80;
const PER_KEY = 40;

/** Notices what comes faster than fingers type. */
export class Pace {
  private began = 0;
  private last = -Infinity;
  private length = 0;
  private from = 0;

  /** What stands in the box at a moment, in milliseconds. */
  type(text: string, at: number): void {
    if (at - this.last > GAP || text.length < this.length) {
      this.began = at;
      this.from = Math.min(this.length, text.length - 1);
    }
    this.last = at;
    this.length = text.length;
  }

  isFast(text: string, at: number): boolean {
    const keys = text.length - this.from;
    return keys >= SHORTEST && at - this.began < keys * PER_KEY;
  }
}
