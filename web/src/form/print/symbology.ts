/** How a code is drawn on a label, as the server draws it (`typesetting/symbols.py`). */
export type Symbology = 'ean13' | 'code128' | 'qr';
export type Wanted = 'auto' | Exclude<Symbology, 'ean13'>;

/** Of a label printer of 203 dpi to the millimetre. */
export const DOTS = 8;
/** Dots that the thinnest line is wide; two are 0.25 mm, the least X-dimension of GS1-128 (GS1
 * General Specifications, symbol specification table 4): less is read by no scanner of every day. */
const FEWEST = 2;
const MOST = 3;
/** Millimetres: the least X-dimension of EAN-13, of the same table; and it is so many lines wide. */
const EAN13 = 0.264 * 95;
/** Millimetres left and right of the bars, and of what stays blank beside them, to the cut. */
const BESIDE = 3;
const EDGE = 0.5;
/** Lines that stay blank on each side. */
export const QUIET = 10;

function digit(code: string): number {
  const sum = [...code.slice(0, 12)].reduce(
    (whole, one, place) => whole + Number(one) * (place % 2 ? 3 : 1),
    0,
  );
  return (10 - (sum % 10)) % 10;
}

/** Thirteen digits of which the last is right. */
export function isEan13(code: string): boolean {
  return /^\d{13}$/.test(code) && Number(code[12]) === digit(code);
}

/** Whether bars can say it: numbers may have Chinese letters, too. */
export function isBarred(code: string): boolean {
  return /^[ -~]+$/.test(code);
}

/** How many thinnest lines Code 128 is wide: a letter is a symbol, and so are two figures together. */
function barsOf(code: string): number {
  let [before, [letters, pairs]] = [
    [1, 1],
    [1, 1],
  ] as [number[], [number, number]];
  [...code].forEach((_letter, at) => {
    const now: [number, number] = [letters + 1, letters + 2];
    if (at > 0 && /^\d\d$/.test(code.slice(at - 1, at + 1))) {
      const paired = (before[1] ?? 1) + 1;
      now[0] = Math.min(now[0], paired + 1);
      now[1] = Math.min(paired, now[0] + 1);
    }
    before = [letters, pairs];
    [letters, pairs] = now;
  });
  return 11 * (Math.min(letters, pairs) + 1) + 13;
}

/** How many dots wide its thinnest line is on a label of so many millimetres; 0: it does not fit. */
export function dotsOf(code: string, width: number): number {
  const bars = barsOf(code);
  const inside = ((width - 2 * BESIDE) * DOTS) / bars;
  const across = ((width - 2 * EDGE) * DOTS) / (bars + 2 * QUIET);
  const most = Math.min(Math.floor(inside), Math.floor(across), MOST);
  return most >= FEWEST ? most : 0;
}

/** Millimetres that Code 128 is wide with what stays blank beside it. */
export function widthOf(code: string, width: number): number {
  return ((barsOf(code) + 2 * QUIET) * dotsOf(code, width)) / DOTS;
}

/** What a scanner reads on a label of `width` millimetres: a square where bars would be too thin. */
export function symbologyOf(code: string, wanted: Wanted, width: number): Symbology {
  if (wanted === 'qr') return 'qr';
  if (wanted === 'auto' && isEan13(code)) return width - 2 * BESIDE >= EAN13 ? 'ean13' : 'qr';
  return isBarred(code) && dotsOf(code, width) > 0 ? 'code128' : 'qr';
}
