import { expect, test } from 'vitest';

import { field, purchaseOrder } from '@/testing/forms';
import type { RecordData } from '../form';
import type { Setting } from '../kinds';
import { spokenOf } from './batch';

const billing = field('billing', '开票', 'choice', {
  options: [{ value: 'none', label: '未开票' }],
});
const order = {
  ...purchaseOrder,
  fields: [...purchaseOrder.fields, billing],
  list: { ...purchaseOrder.list, columns: ['number', 'state', 'billing', 'total'] },
};
const draft = {
  ...{ id: 'r1', etag: 'v1', state: 'draft', number: '', billing: 'none', total: '12.00' },
  date: '2026-01-15',
  partner: { id: 'p1', code: 'K1', name: '晨光' },
} as RecordData;

test('a draft is spoken of by its day, partner and amount, whatever columns the list has', () => {
  const how = { without: '未编号', setting: { digits: 2 } as Setting };
  expect(spokenOf(order, draft, how)).toBe('未编号 · 2026-01-15 · K1 晨光 · 12.00');
  expect(spokenOf(order, { ...draft, number: 'XS-1' }, how)).toBe('XS-1');
});
