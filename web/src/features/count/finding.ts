/** What a scanned or typed code means on a count sheet: a location, goods, or nothing it knows. */
import type { Served } from '@/lib/server';
import { halfWidth, same } from '@/scan/codes';
import type { SheetLine } from './queue';

export interface FoundGoods {
  kind: 'goods';
  /** lines of the product at this place; none where it was not expected here */
  lines: SheetLine[];
  /** any line of the product */
  sample: SheetLine;
  /** base units in what the code stands for */
  factor: string;
  /** the code is the number of a batch of it; empty: it is not */
  batch: string;
}

export type Found =
  { kind: 'location'; code: string } | FoundGoods | { kind: 'unknown'; code: string };

/** The lines of the same goods at this place; pieces are counted wherever they lie. */
export function hereOf(
  lines: readonly SheetLine[],
  { product }: Pick<SheetLine, 'product'>,
  place: string,
): SheetLine[] {
  return lines.filter(
    (one) => one.product === product && (one.serialized || same(one.location_code ?? '', place)),
  );
}

/** Goods that the sheet does not have, as a line of it would tell of them. */
export function sampleOf(goods: Served<'GoodsOut'>): SheetLine {
  const { product, code, name, specification, unit, digits, batched, serialized } = goods;
  const card = { product, code, name, specification, unit, digits, batched, serialized };
  const barcodes = goods.barcodes.map((one) => ({ code: one.code, factor: one.factor }));
  return { ...card, id: '', batch: '', round: 1, unexpected: true, tallied: false, barcodes };
}

/** `place` is the location where this person stands; empty: none. */
export function find(lines: readonly SheetLine[], code: string, place: string): Found {
  const text = code.trim();
  const at = lines.find((one) => one.location_code && same(one.location_code, text));
  if (at?.location_code) return { kind: 'location', code: at.location_code };
  for (const one of lines) {
    const barcode = one.barcodes.find((each) => same(each.code, text));
    if (!barcode && !same(one.code, text)) continue;
    const factor = barcode?.factor ?? '1';
    return { kind: 'goods', lines: hereOf(lines, one, place), sample: one, factor, batch: '' };
  }
  const of = lines.find((one) => one.batch && same(one.batch, text));
  if (of) {
    const here = hereOf(lines, of, place);
    return { kind: 'goods', lines: here, sample: of, factor: '1', batch: of.batch };
  }
  return { kind: 'unknown', code: text };
}

/** Lines in which a text occurs, for who types instead of scanning. */
export function search(lines: readonly SheetLine[], text: string): SheetLine[] {
  const wanted = halfWidth(text).trim().toUpperCase();
  if (!wanted) return [...lines];
  return lines.filter((one) =>
    [one.code, one.name, one.specification, one.batch, one.location_code ?? '']
      .join(' ')
      .toUpperCase()
      .includes(wanted),
  );
}
