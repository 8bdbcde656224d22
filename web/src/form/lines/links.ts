/** What a line says that no code does. */
import type { Table } from '../form';
import { PRICE } from './proposals';

/** Money and words: a scan counts a line up whatever they are. */
const MONEY_AND_WORDS = new Set([
  PRICE,
  'unit_cost',
  'total_cost',
  'discount',
  'tax_rate',
  'remark',
  'expected_on',
]);

/** The fields that say of which earlier line one goes on. */
export function linksOf(table: Table): string[] {
  return table.fields.filter(({ kind }) => kind === 'line').map(({ name }) => name);
}

export function saidByNoCode(table: Table): string[] {
  const said = table.fields.filter(({ name }) => MONEY_AND_WORDS.has(name));
  return [...said.map(({ name }) => name), ...linksOf(table)];
}
