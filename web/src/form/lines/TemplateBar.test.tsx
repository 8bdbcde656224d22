import { expect, test } from 'vitest';

import type { Form } from '../form';
import { questionOf } from './TemplateBar';

const form = { name: 'assembly', fields: [] as unknown, tables: [] as unknown } as Form;
const template = { id: 't', name: 'Standard' };

test('a template is asked for what is planned, else for what was made', () => {
  const values = { template, unit: { id: 'u', name: 'box' }, quantity: '3' };

  expect(questionOf(form, values)).toEqual({
    form: 'assembly',
    template: 't',
    unit: 'u',
    quantity: '3',
  });
  expect(questionOf(form, { ...values, planned_quantity: '5' })?.quantity).toBe('5');
  expect(questionOf(form, { ...values, unit: null })?.unit).toBeNull();
});

test('nothing is asked without a template or a quantity', () => {
  expect(questionOf(form, { template, quantity: '' })).toBeNull();
  expect(questionOf(form, { template: null, quantity: '3' })).toBeNull();
});
