/** How the cells of a sub-table find records, and what a chosen one brings into its line. */
import type { QueryClient } from '@tanstack/react-query';

import type { Candidate, Lookup } from '@/grid/columns';
import { isProposed } from '@/grid/proposed';
import { isChosen, type CellValue, type Row, type Values } from '@/grid/rows';
import { plainNumber, round } from '@/lib/decimal';
import { isReference, type Condition, type Field, type Form } from '../form';
import type { RecordData, Table } from '../form';
import { asReference } from '../inputs/offers';
import { withPictures } from '../pictures';
import { activeOnly, findMeant, findRecords, type Wanted } from '../records';
import {
  convertedPrice,
  findProducts,
  listPrice,
  loadProduct,
  meantProducts,
  text,
  unitByBarcode,
  unitsOf,
  type ProductUnit,
} from './product';
import { PRICE, PROPOSED } from './proposals';
import { idOf, keptOf, rolesOf, takesOut } from './roles';
import { withStock } from './stockHints';

function same(a: unknown, b: string): boolean {
  return text(a).toUpperCase() === b.toUpperCase() && b !== '';
}

/** The only one that fits: by its very code, or because nothing else was found. */
export function theOne(found: readonly Candidate[]): Candidate | null {
  const exact = found.filter((candidate) => candidate.exact);
  if (exact.length === 1) return exact[0] ?? null;
  return found.length === 1 ? (found[0] ?? null) : null;
}

type Make = (record: RecordData, typed: string) => Candidate;

/** Where a cell finds records: those that fit what is typed, or for many codes the one each means. */
export interface Source {
  find(wanted: Wanted, signal?: AbortSignal): Promise<RecordData[]>;
  meant(codes: readonly string[], filter: Condition[]): Promise<(RecordData | null)[]>;
}

function candidateOf(record: RecordData, typed: string): Candidate {
  return {
    chosen: asReference(record),
    exact: ['code', 'name', 'barcode'].some((name) => same(record[name], typed)),
    hint: '',
    fill: {},
  };
}

/** Any reference: code, name, pinyin initials. */
export function recordLookup(
  field: Field,
  { find, meant }: Source,
  make: Make = candidateOf,
): Lookup {
  return {
    async search(typed, _row, signal) {
      const records = await find({ q: typed, filter: field.filter }, signal);
      return records.map((record) => make(record, typed));
    },
    async resolve(typed) {
      const found = await meant(typed, field.filter);
      return typed.map((each, index) => {
        const record = found[index];
        return record ? make(record, each) : null;
      });
    },
  };
}

/** The records that a field offers: archived ones are left out. */
export function finder(client: QueryClient, form: string): Source {
  return {
    async find(wanted, signal) {
      const active = await activeOnly(client, form);
      const filter = [...active, ...(wanted.filter ?? [])];
      return findRecords(form, { ...wanted, filter }, signal);
    },
    async meant(codes, filter) {
      const active = await activeOnly(client, form);
      return findMeant(form, codes, { filter: [...active, ...filter] });
    },
  };
}

export interface LineSetting {
  form: Form;
  table: Table;
  client: QueryClient;
  /** of the document, whose open items a payment settles */
  partner?: string;
  /** from which goods are taken or promised, and where they arrive if that is named as well */
  warehouse?: string;
  into?: string;
  /** the word in front of what is available */
  available?: string;
}

const isSelling = (form: Form) => form.module === 'sales';

/** Only what the sub-table has. */
function only(table: Table, values: Record<string, CellValue>): Values {
  const { has } = rolesOf(table);
  return Object.fromEntries(Object.entries(values).filter(([name]) => has(name)));
}

function priceField(table: Table): Field | undefined {
  return table.fields.find((field) => field.name === 'unit_price');
}

/** Unit, price, tax rate and names of a product in one of its units. */
export function productFill(setting: LineSetting, product: RecordData, unit?: ProductUnit): Values {
  const { form, table } = setting;
  const taken = unit ?? unitsOf(product)[0];
  const price = taken && listPrice(product, taken, isSelling(form));
  const shown = price ? plainNumber(round(price, priceField(table)?.digits ?? 6)) : null;
  const fill = only(table, {
    unit: taken?.unit ?? null,
    numerator: taken?.numerator ?? '1',
    denominator: taken?.denominator ?? '1',
    unit_price: shown,
    tax_rate: text(product['tax_rate']) || null,
    product_name: text(product['name']),
    specification: text(product['specification']),
    ...keptOf(product),
  });
  return PRICE in fill ? { ...fill, [PROPOSED]: shown } : fill;
}

function hintOf(product: RecordData): string {
  const unit = isReference(product['unit']) ? (product['unit'].name ?? '') : '';
  return [text(product['specification']), unit, text(product['barcode'])]
    .filter((part) => part)
    .join(' · ');
}

function productCandidate(setting: LineSetting): Make {
  return (product, typed) => ({
    chosen: asReference(product),
    exact: same(product['code'], typed) || same(product['barcode'], typed),
    hint: hintOf(product),
    fill: productFill(setting, product),
  });
}

/** The bar code on a carton means the product, in cartons. */
async function byUnitBarcode(
  setting: LineSetting,
  found: readonly Candidate[],
  typed: string,
): Promise<Candidate | null> {
  const [only] = found;
  if (found.length !== 1 || !only || only.exact || !/^\d{6,}$/.test(typed)) return null;
  const product = await loadProduct(setting.client, only.chosen.id);
  const unit = unitByBarcode(product, typed);
  if (!unit) return null;
  return { ...only, exact: true, fill: productFill(setting, product, unit) };
}

export function productLookup(field: Field, setting: LineSetting): Lookup {
  const { client } = setting;
  const source: Source = {
    async find(wanted, signal) {
      const filter = [...(await activeOnly(client, 'product')), ...(wanted.filter ?? [])];
      return findProducts(client, { ...wanted, filter }, signal);
    },
    async meant(codes, filter) {
      return meantProducts(client, codes, [...(await activeOnly(client, 'product')), ...filter]);
    },
  };
  const plain = recordLookup(field, source, productCandidate(setting));
  const withUnits = async (found: Candidate[], typed: string) => {
    const byCarton = await byUnitBarcode(setting, found, typed).catch(() => null);
    return byCarton ? [byCarton] : found;
  };
  return {
    search: async (typed, row, signal) => {
      const found = await withUnits(await plain.search(typed, row, signal), typed.trim());
      const { form, warehouse = '' } = setting;
      return withPictures(takesOut(form) ? withStock(found, warehouse, signal) : found, signal);
    },
    async resolve(typed, rows) {
      const found = await plain.resolve(typed, rows);
      return Promise.all(
        found.map(async (candidate, index) => {
          if (!candidate) return null;
          return (await withUnits([candidate], typed[index] ?? ''))[0] ?? null;
        }),
      );
    },
  };
}

async function unitCandidates(setting: LineSetting, row: Row, typed: string): Promise<Candidate[]> {
  const id = idOf(row.values['product']);
  if (!id) return [];
  const product = await loadProduct(setting.client, id);
  const units = unitsOf(product);
  const now = row.values['unit'];
  const from = units.find((each) => isChosen(now) && each.unit.id === now.id) ?? units[0];
  const digits = priceField(setting.table)?.digits ?? 6;
  const selling = isSelling(setting.form);
  return units
    .filter((each) => [each.unit.code, each.unit.name].some((name) => starts(name, typed)))
    .map((to) => {
      const price = text(row.values[PRICE]);
      const converted = from
        ? convertedPrice(price, product, from, to, { selling, digits })
        : price;
      // A price that nobody typed stays one: the server says what this unit costs.
      const ours = isProposed(row, { proposes: { cell: PRICE, kept: PROPOSED } });
      const fill = only(setting.table, {
        numerator: to.numerator,
        denominator: to.denominator,
        unit_price: converted,
      });
      return {
        chosen: to.unit,
        exact: same(to.unit.code, typed) || same(to.unit.name, typed),
        hint: to.factor.eq(1) ? '' : `× ${plainNumber(round(to.factor, 6))}`,
        fill: PRICE in fill ? { ...fill, [PROPOSED]: ours ? converted : null } : fill,
      };
    });
}

function starts(name: string | undefined, typed: string): boolean {
  return (name ?? '').toUpperCase().startsWith(typed.trim().toUpperCase());
}

/** The units of the line's product; the price is converted with the unit. */
export function unitLookup(setting: LineSetting): Lookup {
  return {
    search: (typed, row) => unitCandidates(setting, row, typed),
    async resolve(typed, rows) {
      const answers: (Candidate | null)[] = [];
      for (const [index, row] of rows.entries()) {
        answers.push(
          theOne(await unitCandidates(setting, row, typed[index] ?? '').catch(() => [])),
        );
      }
      return answers;
    },
  };
}
