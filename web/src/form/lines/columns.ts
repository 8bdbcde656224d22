/** The columns of a sub-table as the grid wants them. */
import { decimal } from '@/lib/decimal';
import type { Column } from '@/grid/columns';
import { letters } from '@/grid/widths';
import { isEmpty, type CellValue, type Row, type RowRules, type Values } from '@/grid/rows';
import type { Field, Table } from '../form';
import { kindViews, type Setting } from '../kinds';
import { BATCH, TAKES_BATCH } from './batches';
import { finder, productLookup, recordLookup, unitLookup, type LineSetting } from './lookups';
import { linksOf, saidByNoCode } from './links';
import { itemLookup, settles } from './openItems';
import { isPlace, placeLookup } from './places';
import { isProposing, OWN_CELLS, PRICE, PROPOSED } from './proposals';
import { SERIALS, TAKES_SERIALS } from './serials';
import { BATCHED, isTrade, rolesOf, SERIALIZED, takesOut } from './roles';

/** What the line of a part says itself; all else follows from the bundle's. */
const OF_PART = new Set([BATCH, SERIALS, 'location', 'remark']);

/** What goes with a product when its cell is copied to another line. */
const PRODUCT_CARRIES = [
  'unit',
  'numerator',
  'denominator',
  'unit_price',
  'tax_rate',
  'product_name',
  'specification',
  BATCHED,
  SERIALIZED,
  ...OWN_CELLS,
];

/** What is typed in every line; Enter goes from one to the next. */
const STOPS = new Set(['product', 'quantity', 'unit_price', 'unit_cost', 'total_cost']);
/** The same of goods that come in batches; what leaves takes those that expire first by itself. */
const NEW_STOPS = new Set([...STOPS, BATCH, 'produced_on']);

function lookupOf(field: Field, setting: LineSetting) {
  const trade = isTrade(setting.table);
  const batched = rolesOf(setting.table).has(BATCHED);
  if ((trade || batched) && field.name === 'product') return productLookup(field, setting);
  if (trade && field.name === 'unit') return unitLookup(setting);
  if (isPlace(field)) return placeLookup(field, setting);
  return recordLookup(field, finder(setting.client, field.to ?? ''));
}

/** What is long to say: names of partners, numbers of documents. */
const LONG = new Set(['partner', 'stock_transfer']);

/** With more columns than these, each is as narrow as it may be. */
const ROOMY = 7;

/** Lines of a trade have many columns; most other sub-tables have room. */
function widthIn(table: Table, field: Field): number {
  const { cellWidth, width } = kindViews[field.kind];
  const words = (field.options ?? []).map(({ label }) => Math.ceil(letters(label) * 1.1) + 34);
  if (!isTrade(table) && table.columns.length > ROOMY) {
    return field.kind === 'reference' ? 140 : Math.max(cellWidth, 90, ...words);
  }
  if (!isTrade(table)) {
    if (LONG.has(field.to ?? '')) return 190;
    // It grows into whatever is left.
    if (field.name === 'remark') return 120;
    return Math.max(width, field.kind === 'reference' ? 150 : 110, ...words);
  }
  // Code and name are what a line is known by, whatever stands beside them.
  if (field.name === 'product') return 168;
  if (field.name === 'remark') return 62;
  if (field.name === 'tax') return 74;
  // A word out of a few is never cut.
  if (words.length > 0) return Math.max(cellWidth, ...words);
  // Worked out of an amount, it has all its digits.
  if (field.kind === 'price' && field.readonly) return 96;
  return field.to === 'unit' ? 48 : cellWidth;
}

/** What a line comes to. */
function mainOf(table: Table): string | undefined {
  if (!isTrade(table)) return 'amount';
  return ['total', 'total_cost', 'amount'].find((name) => table.columns.includes(name));
}

function columnOf(field: Field, setting: LineSetting, company: Setting): Column {
  const view = kindViews[field.kind];
  const digits = field.kind === 'money' || field.kind === 'price' ? company.digits : undefined;
  const isProduct = field.name === 'product';
  const trade = isTrade(setting.table);
  const names = new Set(setting.table.fields.map((each) => each.name));
  const kind = field.name === 'item' ? settles(setting.form, setting.table) : null;
  if (kind) {
    return {
      ...{ name: field.name, label: field.label, editor: 'lookup', readonly: false },
      ...{ required: true, needed: true, width: 190, align: 'left' },
      lookup: itemLookup(setting.partner ?? '', kind),
      carries: ['number', 'occurred_on', 'due_on', 'total', 'left'],
    };
  }
  const carries = isProduct
    ? PRODUCT_CARRIES
    : field.name === 'unit'
      ? ['numerator', 'denominator']
      : [];
  return {
    name: field.name,
    label: field.label,
    ...(field.help ? { help: field.help } : {}),
    editor: view.editor,
    ...(field.kind === 'percent' ? { percent: true } : {}),
    readonly:
      field.readonly || field.name === setting.table.below || (isProduct && !!setting.form.sources),
    ...(setting.table.below && !OF_PART.has(field.name) ? { fixedBy: setting.table.below } : {}),
    required: field.required,
    needed: (field.required && !field.readonly) || ALWAYS.has(field.name),
    width: widthIn(setting.table, field),
    nameOnly: field.to === 'unit',
    ...(field.name === mainOf(setting.table) ? { main: true } : {}),
    passed: trade && !(takesOut(setting.form) ? STOPS : NEW_STOPS).has(field.name),
    ...(trade && isProduct ? { scan: { quantity: 'quantity', unit: 'unit' } } : {}),
    ...(field.name === BATCH ? TAKES_BATCH : {}),
    ...(field.name === SERIALS ? TAKES_SERIALS : {}),
    grow: isProduct || field.name === 'remark',
    ...(isProduct ? { share: 3 } : {}),
    align: view.align,
    ...(digits === undefined ? {} : { digits }),
    ...(field.kind === 'price' ? { whole: 0 } : {}),
    ...(field.options ? { options: field.options } : {}),
    ...(field.max_length === null ? {} : { maxLength: field.max_length }),
    ...(field.kind === 'reference' ? { lookup: lookupOf(field, setting) } : {}),
    ...((trade || names.has(BATCHED)) && carries.length
      ? {
          carries: carries.filter((name) => names.has(name) || (trade && OWN_CELLS.includes(name))),
        }
      : {}),
  };
}

/** Of the quantity, where what is available stands beside it, but for the word that says so. */
const WITH_AVAILABLE = 82;

/** Of a price, where it comes from stands beside it. */
const WITH_SOURCE = 106;
/** What the word for it takes at most. */
const SOURCE_WORD = 40;

/** How far an order has come; nothing to read while it is being written for the first time. */
const PROGRESS = new Set(['done_quantity', 'open_quantity']);

/** Was anything of these saved lines received or delivered? */
export function isBegun(rows: unknown): boolean {
  if (!Array.isArray(rows)) return false;
  return rows.some((row: Record<string, unknown>) => {
    const done = decimal(row['done_quantity']);
    return done !== null && !done.eq(0);
  });
}

/** `begun`: something of the order is done, and whoever changes it needs to see how much. */
export function gridColumns(
  setting: LineSetting,
  company: Setting,
  editable: boolean,
  begun = false,
): Column[] {
  const fields = new Map(setting.table.fields.map((field) => [field.name, field]));
  return inOrder(setting.table.columns, !editable || begun).flatMap((name) => {
    const field = fields.get(name);
    if (!field) return [];
    const column = columnOf(field, setting, company);
    const noted = editable && name === 'quantity' && takesOut(setting.form);
    if (noted) {
      const width = WITH_AVAILABLE + Math.ceil(letters(setting.available ?? ''));
      return [{ ...column, width }];
    }
    const explained = editable && name === PRICE && isProposing(setting.form, setting.table);
    return [explained ? { ...column, width: WITH_SOURCE, whole: SOURCE_WORD } : column];
  });
}

/** Columns in which no line of a document that is only read says anything. */
export function withoutEmpty(columns: readonly Column[], rows: readonly Row[]): Column[] {
  return columns.filter(
    ({ name, required }) =>
      required || ALWAYS.has(name) || rows.some(({ values }) => says(values[name])),
  );
}

/** Where lines stand below each other, that of a part is marked as one: no column says of what. */
export function marked(columns: Column[], below: string | undefined, narrow: boolean): Column[] {
  return narrow ? columns : columns.filter(({ name }) => name !== below);
}

/** Nobody reads of bundles in documents that have none. */
export function withBelow(
  columns: readonly Column[],
  rows: readonly Row[],
  below: string | undefined,
): readonly Column[] {
  if (!below || rows.some(({ values }) => says(values[below]))) return columns;
  return columns.filter(({ name }) => name !== below);
}

const ALWAYS = new Set(['product', 'unit', 'quantity', 'item']);

function says(value: CellValue): boolean {
  return !isEmpty(value) && value !== false;
}

/** How far an order has come stands beside how much was ordered. */
function inOrder(names: readonly string[], withProgress: boolean): string[] {
  const progress = names.filter((name) => PROGRESS.has(name));
  const rest = names.filter((name) => !PROGRESS.has(name));
  if (!withProgress) return rest;
  const after = rest.indexOf('quantity') + 1;
  return [...rest.slice(0, after), ...progress, ...rest.slice(after)];
}

function cellDefault(field: Field): CellValue {
  const { default: given } = field;
  if (typeof given === 'string' || typeof given === 'boolean') return given;
  return typeof given === 'number' ? String(given) : null;
}

/** `sourced`: nobody writes a line that goes on from nothing. */
export function rowRules(table: Table, editable: boolean, sourced = false): RowRules {
  const inputs = table.fields.filter((field) => !field.readonly);
  const defaults: Record<string, CellValue> = {};
  for (const field of inputs) {
    const value = cellDefault(field);
    // A discount of nothing and the like are left empty: less to read.
    if (value !== null && value !== '' && value !== '0' && value !== false) {
      defaults[field.name] = value;
    }
  }
  const shown = inputs.map((field) => field.name);
  return {
    inputs: shown,
    defaults: defaults as Values,
    editable,
    besides: saidByNoCode(table),
    ...(sourced ? { sources: linksOf(table) } : {}),
    ...(isTrade(table) && shown.includes(PRICE)
      ? { proposes: { cell: PRICE, kept: PROPOSED } }
      : {}),
  };
}
