/** Numbers as people type and read them; never floating point. */
import BigJs from 'big.js';

export const Decimal = BigJs();
Decimal.DP = 40;
Decimal.RM = 1; // HALF_UP, as the server rounds
export type Decimal = BigJs;

const FULL_WIDTH: Record<string, string> = {
  '．': '.',
  '，': ',',
  '－': '-',
  '＋': '+',
  '。': '.',
};

/** A comma is a separator where it stands as one: between groups of three. */
const GROUPED = /^[-+]?\d{1,3}(,\d{3})+(\.\d*)?$/;

/** The digits a person meant: full-width figures, separators and spaces are forgiven. */
export function tidyNumber(text: string): string {
  const plain = text
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[．，－＋。]/g, (mark) => FULL_WIDTH[mark] ?? mark)
    .replace(/[\s¥￥]/g, '');
  const whole = GROUPED.test(plain) ? plain.replaceAll(',', '') : plain;
  return whole.startsWith('+') ? whole.slice(1) : whole;
}

/** Where figures are percent, the sign says nothing new: 13% is the 13 that stands there. */
export function withoutPercent(text: string): string {
  return text.replace(/\s*[%\uff05\ufe6a]\s*$/, '');
}

/** The number in the text, or null when there is none. */
export function decimal(text: unknown): Decimal | null {
  if (text === null || text === undefined || typeof text === 'boolean') return null;
  const plain = tidyNumber(String(text as string | number));
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(plain)) return null;
  return new Decimal(plain.replace(/\.$/, ''));
}

/** Plain digits without an exponent and without needless zeros. */
export function plainNumber(value: Decimal): string {
  return value.toFixed();
}

export function round(value: Decimal, digits: number): Decimal {
  return value.round(digits, 1);
}

/** What a stored decimal looks like on screen: separators; at least `digits` decimals if given. */
export function showNumber(text: unknown, digits?: number): string {
  const value = decimal(text);
  if (value === null) return typeof text === 'string' ? text : '';
  const plain = value.toFixed();
  const decimals = plain.split('.')[1]?.length ?? 0;
  const fixed = digits !== undefined && decimals < digits ? value.toFixed(digits) : plain;
  return withSeparators(fixed);
}

/** By how much something changed: what grew has its sign as well. */
export function showChange(text: unknown, digits?: number): string {
  const shown = showNumber(text, digits);
  return decimal(text)?.gt(0) ? `+${shown}` : shown;
}

/** Digits after the point of a unit cost: enough to tell, and the same in every row. */
const UNIT_COST = 4;

/** A cost of one unit as columns show it; the server has it to six digits. */
export function showUnitCost(text: unknown): string {
  const value = decimal(text);
  return value === null ? '' : withSeparators(round(value, UNIT_COST).toFixed(UNIT_COST));
}

function withSeparators(plain: string): string {
  const [whole = '', fraction] = plain.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
