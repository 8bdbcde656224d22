/** What a scanner reads, drawn as an SVG: bars with the code in writing below them, or a square. */
import { code128, drawingSVG, ean13, qrcode, type RenderOptions } from 'bwip-js/browser';

import { QUIET, type Symbology } from './symbology';

/** Low enough that three dots a line fit the smallest label (`symbology.ts`). */
const HEIGHT = 10;

export const drawn: Record<Symbology, (code: string) => string> = {
  code128: (text) =>
    code128(
      {
        bcid: 'code128',
        text,
        height: HEIGHT,
        includetext: true,
        textxalign: 'center',
        paddingleft: QUIET,
        paddingright: QUIET,
      },
      drawingSVG(),
    ),
  // Its long bars go down between the digits, which therefore have places of their own.
  ean13: (text) =>
    ean13(
      { bcid: 'ean13', text, height: HEIGHT, includetext: true, guardwhitespace: true },
      drawingSVG(),
    ),
  qr: (text) => qrcode({ bcid: 'qrcode', text, eclevel: 'M' } as RenderOptions, drawingSVG()),
};
