import { expect, test } from 'vitest';

import { field, purchaseOrder } from '@/testing/forms';
import { cardOf, namelessOf } from './card';
import { leadingFirst, tagged } from './columns';

test('the tag of a state has room for its longest word, in wide Latin letters as well', () => {
  // 75 px of DejaVu Sans, 16 px of the tag, 20 px of the cell
  expect(tagged(['Draft', 'Confirmed'])).toBeGreaterThanOrEqual(75 + 16 + 20);
  expect(tagged(['草稿', '已审核'])).toBe(3 * 12 + 38);
});

test('where there is little room a document shows what it comes to before who made it', () => {
  const form = {
    ...purchaseOrder,
    fields: [...purchaseOrder.fields, field('employee', '业务员', 'reference', { to: 'employee' })],
  };
  const names = ['number', 'state', 'progress', 'date', 'partner', 'warehouse', 'employee'];
  const leading = ['number', 'state', 'date', 'partner', 'total'];

  expect(leadingFirst(form, [...names, 'total', 'amount', 'tax'])).toEqual([
    ...leading,
    ...['progress', 'warehouse', 'employee', 'amount', 'tax'],
  ]);
  // Of an invoice the difference to its source stands before what it comes to.
  expect(leadingFirst(form, ['number', 'partner', 'tax', 'total', 'date'])).toEqual([
    ...['number', 'partner', 'total', 'date', 'tax'],
  ]);
  expect(leadingFirst(form, names)).toEqual(names);
  expect(leadingFirst({ ...form, kind: 'master' }, ['partner', 'number', 'total'])).toEqual([
    ...['partner', 'number', 'total'],
  ]);
});

test('a document without a number is called by its state', () => {
  const form = { ...purchaseOrder, states: [{ value: 'draft', label: '草稿', tone: 'neutral' }] };
  const record = { id: 'r1', etag: 'v1', number: '' };
  expect(namelessOf(form as typeof purchaseOrder, { ...record, state: 'draft' })).toBe('草稿');
  expect(namelessOf(form as typeof purchaseOrder, record)).toBe('—');
  // A card does not say it twice.
  const named = { ...form, list: { ...form.list, columns: ['number'] } } as typeof purchaseOrder;
  const tag = (number: string) =>
    cardOf(named, { ...record, number, state: 'draft' }, { digits: 2, zone: 'Asia/Shanghai' }).tag;
  expect([Boolean(tag('')), Boolean(tag('CG1'))]).toEqual([false, true]);
});
