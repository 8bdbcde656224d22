/** The server makes PDFs of the same answers; both are held to the same cases. */
import { expect, test } from 'vitest';

import type { Field } from '../form';
import { showValue } from '../kinds';
import { symbologyOf, type Wanted } from './label';
import cases from './shown.cases.json';

const values = cases.values as unknown as [string, unknown, string][];

test.each(values)('%s %s stands on paper as %s', (kind, value, text) => {
  const options = [{ value: 'red', label: '红字' }];
  const field = { name: 'x', label: 'x', kind, options } as unknown as Field;
  expect(showValue(value, field, cases.setting)).toBe(text);
});

test.each(cases.symbols)('%s is drawn for %s as %s', (code, wanted, symbology) => {
  expect(symbologyOf(code ?? '', wanted as Wanted)).toBe(symbology);
});
