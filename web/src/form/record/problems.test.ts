import { expect, test } from 'vitest';

import { Problem, problemFrom } from '@/lib/problem';
import { purchaseOrder } from '@/testing/forms';
import { place, withoutCells, withoutField } from './problems';

const sent = { lines: ['k0', 'k1', 'k2', 'k3'] };
const shown = new Set(['partner', 'date']);

function problem(errors: { code: string; message: string; field?: string }[]) {
  return new Problem(422, 'invalid', '有几处不对', errors);
}

test('a refusal goes to its field or cell; what has no place here is said on top', () => {
  const placed = place(
    problem([
      { code: 'field.required', message: '必填', field: 'partner' },
      { code: 'stock.short', message: '可用只有 3', field: 'lines.3.quantity' },
      { code: 'row.unknown', message: '这一行不属于本单据', field: 'lines.1' },
      { code: 'x', message: '仓库停用', field: 'lines.2.warehouse' },
      { code: 'x', message: '没有明细', field: 'lines' },
      { code: 'x', message: '不能大于合计', field: 'discount' },
      { code: 'x', message: '期间已结账' },
    ]),
    purchaseOrder,
    sent,
    shown,
  );
  expect(placed.fields).toEqual({ partner: '必填' });
  expect(Object.fromEntries(placed.cells['lines'] ?? [])).toEqual({
    k3: { quantity: '可用只有 3' },
    k1: { '': '这一行不属于本单据' },
    k2: { '': '仓库停用' },
  });
  expect(placed.rest).toEqual(['明细：没有明细', '整单优惠：不能大于合计', '期间已结账']);
});

test('a single refusal says its place in one sentence', () => {
  const one = (field: string) =>
    place(
      problem([{ code: 'field.required', message: '必填', field }]),
      purchaseOrder,
      sent,
      shown,
      (line, label, message) => `第 ${String(line)} 行 ${label}：${message}`,
    ).headline;
  expect(one('partner')).toBe('供应商：必填');
  expect(one('lines.1.quantity')).toBe('第 2 行 数量：必填');
});

test('a mark goes when the cell or field is changed', () => {
  const placed = place(
    problem([
      { code: 'a', message: '必填', field: 'partner' },
      { code: 'b', message: '太多', field: 'lines.0.quantity' },
      { code: 'c', message: '太贵', field: 'lines.0.unit_price' },
    ]),
    purchaseOrder,
    sent,
    shown,
  );
  const later = withoutCells(placed, 'lines', [{ key: 'k0', values: { quantity: '1' } }]);
  expect(later.cells['lines']?.get('k0')).toEqual({ unit_price: '太贵' });
  expect(withoutField(later, 'partner').fields).toEqual({});
  expect(withoutField(placed, 'date')).toBe(placed);
});

test('whatever the server answers can be read', () => {
  expect(problemFrom(502, null)).toMatchObject({ status: 502, code: 'http.502', message: '' });
  expect(
    problemFrom(409, {
      code: 'stock.short',
      detail: '库存不足',
      errors: [{ code: 'stock.short', message: '可用 3', field: 'lines.0.quantity' }, 'nonsense'],
    }),
  ).toMatchObject({ code: 'stock.short', message: '库存不足', errors: [{ message: '可用 3' }] });
});
