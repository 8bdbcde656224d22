/** What a scanned code means on a sheet: goods, a piece or a batch of them, a place. Pure. */
import { same } from '@/scan/codes';
import { type SheetLine, type Spot } from './basket';

/** `unit`: that of the bar code. `serial`, `batch`: the code is the number of a piece or batch. */
export interface FoundGoods {
  kind: 'goods';
  lines: SheetLine[];
  factor: string;
  unit: string;
  serial: string;
  batch?: string;
}

export type Found =
  | FoundGoods
  | { kind: 'several'; options: FoundGoods[] }
  | { kind: 'location'; code: string; warehouse: string }
  | { kind: 'unknown'; code: string };

/**
 * What a code means of the lines of one product. A number of a piece that is expected, or may leave
 * from where it is expected, is that piece, whatever else is called so.
 */
function meantOf(its: readonly SheetLine[], code: string): FoundGoods | null {
  const [first] = its;
  const barcode = first?.barcodes.find((each) => same(each.code, code));
  const said = {
    kind: 'goods',
    factor: barcode?.factor ?? '1',
    unit: barcode?.unit ?? '',
  } as const;
  const numbers = (one: SheetLine) => [...one.serials, ...(one.alike ?? [])];
  const holding = its.filter((one) => numbers(one).some((each) => same(each, code)));
  const serial = holding.flatMap(numbers).find((each) => same(each, code)) ?? '';
  if (serial) return { ...said, factor: '1', lines: holding, serial };
  const named = barcode ?? (first && same(first.code, code));
  return named ? { ...said, lines: [...its], serial: '' } : null;
}

function goodsOf(lines: readonly SheetLine[], code: string): FoundGoods[] {
  const byProduct = new Map<string, SheetLine[]>();
  for (const one of lines) {
    const its = byProduct.get(one.product);
    if (its) its.push(one);
    else byProduct.set(one.product, [one]);
  }
  return [...byProduct.values()].flatMap((its) => meantOf(its, code) ?? []);
}

/** What a code means on a sheet: goods by bar code, code or number of a piece, or a location. */
export function find(lines: readonly SheetLine[], typed: string): Found {
  const code = typed.trim();
  const options = goodsOf(lines, code);
  const [only] = options;
  if (only && options.length > 1 && options.some((one) => one.serial)) {
    return { kind: 'several', options };
  }
  if (only) return only;
  for (const { lying, warehouse_id: warehouse } of lines) {
    const names = (spot: Spot) => (spot.location ? [spot.location, spot.barcode] : []);
    const spot = lying.find((each) => names(each).some((one) => same(one, code)));
    if (spot) return { kind: 'location', code: spot.location, warehouse };
  }
  const batches = batchesCalled(lines, code);
  const [first] = batches;
  if (first) return batches.length > 1 ? { kind: 'several', options: batches } : first;
  return { kind: 'unknown', code };
}

/** Of a product the lines of one batch, and those that may be of any. */
export function ofBatch(lines: readonly SheetLine[], product: string, batch: string): SheetLine[] {
  return lines.filter((one) => one.product === product && (!one.batch || same(one.batch, batch)));
}

/** What of a batch that is called so is expected, or lies there to be taken. */
function batchesCalled(lines: readonly SheetLine[], code: string): FoundGoods[] {
  const said = { kind: 'goods', factor: '1', unit: '', serial: '' } as const;
  return [...new Set(lines.map(({ product }) => product))].flatMap((product) => {
    const its = ofBatch(lines, product, code);
    const numbers = its.flatMap((one) => [one.batch, ...one.lying.map(({ batch }) => batch)]);
    const batch = numbers.find((one) => one && same(one, code));
    return batch ? [{ ...said, lines: its, batch }] : [];
  });
}

/**
 * Goods of several batches that are each expected by themselves: one of each, to be chosen from.
 * `open`: of which lines there is something left.
 */
export function byBatch(found: FoundGoods, open: (line: SheetLine) => boolean): FoundGoods[] {
  const { lines, batch, serial } = found;
  const named = [...new Set(lines.map((one) => one.batch.toUpperCase()))];
  if (batch || serial || named.length < 2) return [found];
  const some = lines.some(open) ? lines.filter(open) : lines;
  const left = named.filter((name) => some.some((one) => same(one.batch, name)));
  return left.map((name) => {
    const its = some.filter((one) => same(one.batch, name));
    return left.length > 1
      ? { ...found, lines: its, batch: its[0]?.batch ?? '' }
      : { ...found, lines: its };
  });
}
