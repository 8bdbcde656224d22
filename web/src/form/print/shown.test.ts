/** The server makes PDFs of the same answers; both are held to the same cases. */
import { expect, test } from 'vitest';

import type { Field } from '../form';
import { showValue } from '../kinds';
import { symbologyOf, type Wanted } from './symbology';
import cases from './shown.cases.json';

const values = cases.values as unknown as [string, unknown, string][];

test.each(values)('%s %s stands on paper as %s', (kind, value, text) => {
  const options = [{ value: 'red', label: '红字' }];
  const field = { name: 'x', label: 'x', kind, options } as unknown as Field;
  expect(showValue(value, field, cases.setting)).toBe(text);
});

const symbols = cases.symbols as [string, Wanted, number, string][];

test.each(symbols)('%s is drawn for %s on %d mm as %s', (code, wanted, width, symbology) => {
  expect(symbologyOf(code, wanted, width)).toBe(symbology);
});
