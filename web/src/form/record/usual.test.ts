import { beforeEach, expect, it } from 'vitest';

import type { Form, RecordData } from '../form';
import { keepUsual, usualOf } from './usual';

const warehouse = { name: 'warehouse', kind: 'reference', to: 'warehouse', required: true };
const form = { name: 'sales_order', fields: [warehouse], tables: [] } as unknown as Form;
const other = { name: 'partner', fields: [], tables: [] } as unknown as Form;
const optional = { ...form, fields: [{ ...warehouse, required: false }] } as unknown as Form;
const ann = { user: 'a', company: '1' };
const main = { id: 'w1', code: 'CK01', name: '总仓' };

beforeEach(() => {
  localStorage.clear();
});

it('a new document begins with the warehouse that this person took last', () => {
  expect(usualOf(form, ann)).toEqual({});

  keepUsual(form, { id: 'd1', warehouse: main } as unknown as RecordData, ann);

  expect(usualOf(form, ann)).toEqual({ warehouse: main });
  expect(usualOf(form, { ...ann, user: 'b' })).toEqual({});
  expect(usualOf(form, { ...ann, company: '2' })).toEqual({});
});

it('what has no warehouse, or need not have one, is left alone', () => {
  keepUsual(form, { id: 'd1', warehouse: main } as unknown as RecordData, ann);
  keepUsual(other, { id: 'p1' } as unknown as RecordData, ann);

  expect(usualOf(other, ann)).toEqual({});
  expect(usualOf(optional, ann)).toEqual({});
});

it('what cannot be read is as if it were not there', () => {
  localStorage.setItem('usual:1:a:warehouse', '{');

  expect(usualOf(form, ann)).toEqual({});
});
