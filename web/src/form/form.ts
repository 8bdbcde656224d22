/** A form as the server describes it, and a record that fills it in. The only hand-written shapes. */

export const kinds = [
  'text',
  'long_text',
  'number',
  'quantity',
  'price',
  'money',
  'rate',
  'percent',
  'boolean',
  'date',
  'datetime',
  'choice',
  'reference',
  'serial',
  'line',
  'batch',
  'serials',
] as const;

export type Kind = (typeof kinds)[number];

export interface Option {
  value: string;
  label: string;
}

/** field, operator, value */
export type Condition = [string, string, unknown];

export interface Field {
  name: string;
  label: string;
  kind: Kind;
  required: boolean;
  readonly: boolean;
  default: unknown;
  help: string;
  to: string | null;
  filter: Condition[];
  /** what choosing a record fills in: our field, and the field of that record it comes from */
  fills?: Record<string, string>;
  /** may be changed after the document was confirmed */
  amendable?: boolean;
  digits: number | null;
  max_length: number | null;
  options: Option[] | null;
  min: string | number | null;
  max: string | number | null;
  /** how it may be compared in a filter */
  operators?: string[];
}

export interface Table {
  name: string;
  label: string;
  fields: Field[];
  columns: string[];
  /** the fields of province, city, district and code that one choice fills in */
  region?: string[];
  /** rows that fill this cell stand below another one, and follow from it */
  below?: string;
}

export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

export interface State {
  value: string;
  label: string;
  tone: Tone;
}

export interface Action {
  name: string;
  label: string;
  operation: string;
  states: string[];
  tone: 'primary' | 'default' | 'danger';
}

export interface Conversion {
  target: string;
  label: string;
  states: string[];
  /** how documents go on as a rule */
  usual?: boolean;
  /** several documents of a list may become one */
  several?: boolean;
}

/** Of a form whose lines cannot be written without those of other documents that they go on from. */
export interface Sources {
  /** the fields of its header that say whose lines are offered */
  header: string[];
  /** the names of those documents */
  forms: string[];
}

export interface Form {
  name: string;
  label: string;
  /** the title of its list */
  plural: string;
  kind: 'document' | 'master';
  module: string;
  version: string;
  title_field: string;
  /** two of its records can be merged into one */
  mergeable?: boolean;
  /** its lines take goods out of stock, or promise them: what is available matters meanwhile */
  takes_out?: boolean;
  /** the first image among a record's files stands for it in lists and pickers */
  pictured?: boolean;
  fields: Field[];
  tables: Table[];
  sections: { label: string; fields: string[] }[];
  /** `searched`: by what quick search finds a record, in words */
  list: Record<'columns' | 'sums' | 'filters' | 'searched', string[]> & { sort: string };
  states: State[];
  actions: Action[];
  /** confirming one may change what earlier goods cost, whatever its date */
  revalues?: boolean;
  /** the report that tells what became of one record */
  told_in?: { label: string; report: string; view: string; filter: string } | null;
  conversions: Conversion[];
  sources?: Sources | null;
  operations: string[];
}

export interface FormName {
  name: string;
  label: string;
  kind: string;
  module: string;
}

/** Another record, as a field shows it. Documents have a number, masters a code and a name. */
export interface Reference {
  id: string;
  code?: string;
  name?: string;
  number?: string;
}

export type Value = string | number | boolean | null | undefined | Reference;

export interface SubRow {
  id: string;
  position?: number;
  [field: string]: unknown;
}

/** What speaks against a document although nothing forbids it yet. */
export interface Warning {
  code: string;
  message: string;
  field: string;
}

/** A button that would be refused as the document is now, and why. */
export interface HeldUp {
  action: string;
  code: string;
  message: string;
}

/** What of the discount of an earlier document nobody has given yet, and the lines it goes with. */
export interface CarriedDiscount {
  discount: string;
  /** of the currency */
  digits: number;
  lines: readonly {
    id: string;
    /** base units */
    open: string;
    unit_price: string;
    discount: string;
    numerator: string;
    denominator: string;
  }[];
}

export interface RecordData {
  id: string;
  etag: string;
  state?: string;
  number?: string;
  revision?: number;
  actions?: string[];
  held_up?: HeldUp[];
  conversions?: string[];
  /** actions that may change what other documents' goods cost */
  previews?: string[];
  warnings?: Warning[];
  /** of a draft whose discount goes with its goods */
  carried_discounts?: CarriedDiscount[];
  /** of a master: what stands for a field that was left empty, and where it comes from */
  inherited?: Record<string, string>;
  [field: string]: unknown;
}

export interface Page<T> {
  items: T[];
  next: string | null;
}

export interface Summary {
  total: number;
  sums: Record<string, string>;
  /** without drafts and what was cancelled; null where states are asked for, or there are none */
  in_force?: Record<string, string> | null;
}

export function isReference(value: unknown): value is Reference {
  return typeof value === 'object' && value !== null && 'id' in value;
}

/** `A-01 铅笔`: how people name a record. */
export function nameOf(value: unknown): string {
  if (!isReference(value)) return '';
  if (value.number) return value.number;
  return [value.code, value.name].filter((part) => part).join(' ');
}

export function fieldOf(form: Form, name: string): Field | undefined {
  return form.fields.find((field) => field.name === name);
}

export function isKind(kind: string): kind is Kind {
  return (kinds as readonly string[]).includes(kind);
}

/** Newer servers may know kinds that this page does not: they are shown as text, read-only. */
export function readField(field: Field): Field {
  const known = isKind(field.kind)
    ? field
    : { ...field, kind: 'text' as const, readonly: true, required: false };
  return { ...known, filter: known.filter ?? [] };
}

export function readForm(form: Form): Form {
  return {
    ...form,
    fields: form.fields.map(readField),
    tables: form.tables.map((table) => ({ ...table, fields: table.fields.map(readField) })),
  };
}
