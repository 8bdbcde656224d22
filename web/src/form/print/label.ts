/** What stands on labels: made of the papers of goods, batches, pieces, locations, or of documents. */
import type { Doc } from './doc';
import { symbologyOf, type Symbology, type Wanted } from './symbology';

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

export const isLabelled = (form: string) => LABELLED.has(form);

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

/** Of every line of goods of a document, as the server tells of them. */
function ofLines(doc: Doc): Told[] {
  return (doc.labels ?? []).flatMap(({ codes, ...said }) =>
    codes.map((code) => ({ code, ...said })),
  );
}

function told(form: string, doc: Doc, price: string): Told[] {
  if (form === PRICED) return [ofProduct(doc, price)];
  if (form === 'batch') return [ofBatch(doc)];
  if (form === 'serial_number') return [ofPiece(doc)];
  if (form === 'location') return [ofLocation(doc)];
  return ofLines(doc);
}

/** The labels, `width` millimetres wide, in the order of the papers, each as often as it is wanted;
 * `left` more are not. */
export function labelsOf(
  form: string,
  docs: readonly Doc[],
  { wanted, copies, price = '' }: Choices,
  width: number,
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
          symbology: symbologyOf(said.code, wanted, width),
        });
      }
    });
  }
  return { labels, left };
}
