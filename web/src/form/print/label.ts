/** What stands on labels: made of the papers of goods, batches, pieces, locations, or of documents. */
import type { Doc, DocTable } from './doc';

export type Symbology = 'ean13' | 'code128' | 'qr';
export type Wanted = 'auto' | Exclude<Symbology, 'ean13'>;

export interface Label {
  key: string;
  code: string;
  symbology: Symbology;
  title: string;
  /** what it costs, where that was asked for */
  price?: string;
  /** under the title, the most important first */
  lines: string[];
}

export interface Choices {
  wanted: Wanted;
  /** of every label; 0: one for each piece of a line */
  copies: number;
  /** of goods: SALES_PRICE, the name of a price level, or nothing */
  price?: string;
}

/** Whose labels may say what it costs. */
const PRICED = 'product';
export const SALES_PRICE = 'sales_price';

/** What has a label to be stuck on; papers of documents have one for each line of goods. */
const LABELLED = new Set(['location', 'product', 'batch', 'serial_number']);
/** So many labels are laid out at a time. */
export const MOST = 2_000;
/** Longer ones do not fit a label as bars. */
const BARS = 24;

export const isLabelled = (form: string) => LABELLED.has(form);

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

export function symbologyOf(code: string, wanted: Wanted): Symbology {
  if (wanted === 'qr') return 'qr';
  if (wanted === 'auto' && isEan13(code)) return 'ean13';
  return isBarred(code) && code.length <= BARS ? 'code128' : 'qr';
}

/** Whether bars can say it: numbers may have Chinese letters, too. */
export function isBarred(code: string): boolean {
  return /^[ -~]+$/.test(code);
}

interface Told {
  code: string;
  price?: string;
  title: string;
  lines: string[];
  pieces: number;
}

const filled = (words: (string | undefined)[]): string[] =>
  words.filter((one): one is string => Boolean(one?.trim()));

function header(doc: Doc, name: string): string {
  return doc.header.find((one) => one.name === name)?.text ?? '';
}

/** "Expires on 2026-12-31": a day says nothing alone. */
function named(doc: Doc, name: string): string {
  const found = doc.header.find((one) => one.name === name);
  return found ? `${found.label} ${found.text}` : '';
}

/** What a base unit costs by each price level that a product has prices for. */
function levelsOf(doc: Doc): Map<string, string> {
  const table = doc.tables.find((one) => one.name === 'prices');
  const levels = new Map<string, string>();
  if (!table) return levels;
  const cell = (row: readonly string[], name: string) =>
    row[table.columns.findIndex((one) => one.name === name)] ?? '';
  for (const row of table.rows) {
    const [level, unit] = [cell(row, 'level'), cell(row, 'unit')];
    if ((unit === '' || unit === header(doc, 'unit')) && !levels.has(level)) {
      levels.set(level, cell(row, 'price'));
    }
  }
  return levels;
}

/** The prices that these papers say, so that their labels can: nothing of what is hidden. */
export function pricesOf(form: string, docs: readonly Doc[]): { value: string; label: string }[] {
  if (form !== PRICED) return [];
  const own = docs.flatMap((doc) => doc.header.find((one) => one.name === SALES_PRICE) ?? []);
  const levels = new Set(docs.flatMap((doc) => [...levelsOf(doc).keys()]));
  return [
    ...own.slice(0, 1).map(({ label }) => ({ value: SALES_PRICE, label })),
    ...[...levels].map((level) => ({ value: level, label: level })),
  ];
}

function priceOf(doc: Doc, wanted: string): string {
  const own = doc.header.find((one) => one.name === SALES_PRICE);
  const [what, costs] =
    wanted === SALES_PRICE ? [own?.label, own?.text] : [wanted, levelsOf(doc).get(wanted)];
  return costs ? `${what ?? ''} ${costs}/${header(doc, 'unit')}` : '';
}

function ofProduct(doc: Doc, wanted: string): Told {
  const code = header(doc, 'code');
  const lines = filled([header(doc, 'specification'), code, header(doc, 'unit')]);
  const price = wanted ? priceOf(doc, wanted) : '';
  const told = { code: header(doc, 'barcode') || code, title: doc.number, lines, pieces: 1 };
  return { ...told, ...(price ? { price } : {}) };
}

function ofBatch(doc: Doc): Told {
  const lines = filled([
    header(doc, 'product'),
    named(doc, 'produced_on'),
    named(doc, 'expires_on'),
  ]);
  return { code: doc.number, title: doc.number, lines, pieces: 1 };
}

function ofPiece(doc: Doc): Told {
  const lines = filled([header(doc, 'product'), named(doc, 'warranty_until')]);
  return { code: doc.number, title: doc.number, lines, pieces: 1 };
}

function ofLocation(doc: Doc): Told {
  const name = header(doc, 'name');
  const lines = filled([name === doc.number ? '' : name, header(doc, 'warehouse')]);
  return { code: header(doc, 'barcode') || doc.number, title: doc.number, lines, pieces: 1 };
}

/** Lines of goods name their product by code and name. */
export function goodsOf(doc: Doc): DocTable | null {
  return (
    doc.tables.find(({ columns }) => columns.some((one) => one.name === 'product_code')) ?? null
  );
}

function ofLines(doc: Doc): Told[] {
  const table = goodsOf(doc);
  if (!table) return [];
  return table.rows.flatMap((row) => {
    const cell = (name: string) => row[table.columns.findIndex((one) => one.name === name)] ?? '';
    const day = table.columns.find((one) => one.name === 'expires_on');
    const expires = cell('expires_on') && day ? `${day.label} ${cell('expires_on')}` : '';
    const batch = cell('batch');
    const words = filled([cell('specification'), cell('product_code'), batch, expires]);
    const serials = filled(cell('serials').split(/[\s,;\uff0c\u3001\uff1b]+/));
    if (serials.length > 0) {
      return serials.map((code) => ({ code, title: cell('product'), lines: words, pieces: 1 }));
    }
    const pieces = Math.max(1, Math.ceil(Number(cell('quantity').replaceAll(',', '')) || 1));
    return [{ code: cell('product_code'), title: cell('product'), lines: words, pieces }];
  });
}

function told(form: string, doc: Doc, price: string): Told[] {
  if (form === PRICED) return [ofProduct(doc, price)];
  if (form === 'batch') return [ofBatch(doc)];
  if (form === 'serial_number') return [ofPiece(doc)];
  if (form === 'location') return [ofLocation(doc)];
  return ofLines(doc);
}

/** The labels in the order of the papers, each as often as it is wanted; `left` more are not. */
export function labelsOf(
  form: string,
  docs: readonly Doc[],
  { wanted, copies, price = '' }: Choices,
): { labels: Label[]; left: number } {
  const labels: Label[] = [];
  let left = 0;
  for (const doc of docs) {
    told(form, doc, price).forEach(({ pieces, ...said }, place) => {
      const many = copies || pieces;
      const room = Math.min(many, MOST - labels.length);
      left += many - room;
      for (let copy = 0; copy < room; copy += 1) {
        labels.push({
          key: `${doc.key}.${String(place)}.${String(copy)}`,
          ...said,
          symbology: symbologyOf(said.code, wanted),
        });
      }
    });
  }
  return { labels, left };
}
