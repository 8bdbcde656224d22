/** What a scanner reads: bars or a square, drawn as lines so that every printer has it sharp. */
import { code128, drawingSVG, ean13, qrcode, type RenderOptions } from 'bwip-js/browser';

import type { Label, Symbology } from './label';

const drawn: Record<Symbology, (code: string) => string> = {
  code128: (text) => code128({ ...BARS, bcid: 'code128', text }, drawingSVG()),
  ean13: (text) => ean13({ ...BARS, bcid: 'ean13', text }, drawingSVG()),
  qr: (text) => qrcode({ bcid: 'qrcode', text, eclevel: 'M' } as RenderOptions, drawingSVG()),
};
/** Bars with the code in writing below them, for those who have to type it. */
const BARS = { height: 11, includetext: true, textxalign: 'center' } as const;

const made = new Map<string, string>();

/** The drawing as an address; labels are many, and most of them alike. */
function address({ code, symbology }: Pick<Label, 'code' | 'symbology'>): string {
  const key = `${symbology} ${code}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const drawing = `data:image/svg+xml,${encodeURIComponent(drawn[symbology](code))}`;
  made.set(key, drawing);
  return drawing;
}

export function Symbol({ label }: { label: Pick<Label, 'code' | 'symbology'> }) {
  return <img className={`symbol is-${label.symbology}`} src={address(label)} alt={label.code} />;
}
