/** What a scanned or typed code means on a count sheet: a location, goods, or nothing it knows. */
import type { SheetLine } from './queue';

export interface FoundGoods {
  kind: 'goods';
  /** lines of the product at this place; none where it was not expected here */
  lines: SheetLine[];
  /** any line of the product */
  sample: SheetLine;
  /** base units in what the code stands for */
  factor: string;
}

export type Found =
  { kind: 'location'; code: string } | FoundGoods | { kind: 'unknown'; code: string };

export const same = (a: string, b: string) => a.toUpperCase() === b.toUpperCase();

/** `place` is the location where this person stands; empty: none. */
export function find(lines: readonly SheetLine[], code: string, place: string): Found {
  const text = code.trim();
  const at = lines.find((one) => one.location_code && same(one.location_code, text));
  if (at?.location_code) return { kind: 'location', code: at.location_code };
  for (const one of lines) {
    const barcode = one.barcodes.find((each) => same(each.code, text));
    if (!barcode && !same(one.code, text)) continue;
    const here = lines.filter(
      (each) =>
        each.product === one.product && (each.serialized || same(each.location_code ?? '', place)),
    );
    return { kind: 'goods', lines: here, sample: one, factor: barcode?.factor ?? '1' };
  }
  return { kind: 'unknown', code: text };
}

/** Lines in which a text occurs, for who types instead of scanning. */
export function search(lines: readonly SheetLine[], text: string): SheetLine[] {
  const wanted = text.trim().toUpperCase();
  if (!wanted) return [...lines];
  return lines.filter((one) =>
    [one.code, one.name, one.specification, one.batch, one.location_code ?? '']
      .join(' ')
      .toUpperCase()
      .includes(wanted),
  );
}
