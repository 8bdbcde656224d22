/** A bar code that was scanned, or typed, into a box for a quantity. */

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
