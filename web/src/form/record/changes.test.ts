import { expect, test } from 'vitest';

import { purchaseOrder } from '@/testing/forms';
import { changesIn } from './changes';

const reader = {
  form: purchaseOrder,
  record: { id: 'r1', etag: 'v1', lines: [{ id: 'l1' }, { id: 'l2' }] },
  setting: { digits: 2, zone: 'Asia/Shanghai' },
  words: {
    yes: '是',
    no: '否',
    gone: '已删除的记录',
    reason: '原因',
    comment: '评论',
    line: (table: string, line: number) => `${table} 第 ${String(line)} 行`,
    removedLine: (table: string) => `${table} 已删除的行`,
  },
};
const pencil = { id: 'p1', code: 'A-01', name: '铅笔' };
const gone = '01a214f4-6aee-72ff-b71c-000000000000';

test('fields are named by their labels, values by what people call them', () => {
  const { done: changes } = changesIn(reader, {
    remark: ['旧', '新'],
    tax_included: [true, false],
    state: ['draft', 'confirmed'],
    partner: [{ id: gone }, { id: 'k1', code: 'K1', name: '新华' }],
    reason: [null, '开错了'],
    something_new: [gone, { a: 1 }],
  });
  expect(changes).toEqual([
    { label: '备注', before: '旧', after: '新' },
    { label: '含税', before: '是', after: '否' },
    { label: '状态', before: '草稿', after: '已审核' },
    { label: '供应商', before: '已删除的记录', after: 'K1 新华' },
    { label: '原因', before: '', after: '开错了' },
  ]);
});

test('a line is counted, one that was added or removed is told whole', () => {
  const {
    done: [cell, added, removed, ...none],
    follows,
  } = changesIn(reader, {
    'lines.l2.quantity': ['1', '1200'],
    'lines.l1': [
      null,
      { id: 'l1', product: pencil, quantity: '3', unit_price: '2.5', amount: '7.5', inner: gone },
    ],
    [`lines.${gone}`]: [{ product: pencil, quantity: '4' }, null],
  });
  const table = purchaseOrder.tables[0]?.label ?? '';
  expect(cell).toEqual({ label: `${table} 第 2 行 数量`, before: '1', after: '1,200' });
  expect(added).toEqual({
    label: `${table} 第 1 行`,
    before: '',
    after: '商品 A-01 铅笔 · 数量 3 · 单价 2.50',
  });
  expect(removed).toEqual({
    label: `${table} 已删除的行`,
    before: '商品 A-01 铅笔 · 数量 4',
    after: '',
  });
  expect(none).toEqual([]);
  expect(follows).toEqual([{ label: `${table} 第 1 行`, before: '', after: '金额 7.50' }]);
});

test('what somebody did stands apart from what follows from it', () => {
  const table = purchaseOrder.tables[0]?.label ?? '';
  const { done, follows } = changesIn(reader, {
    amount: ['1', '2'],
    'lines.l1.total': ['1', '2'],
    'lines.l1.quantity': ['1', '2'],
    number: ['', 'CGDD-1'],
    state: ['draft', 'confirmed'],
    remark: ['', '急'],
  });
  expect(done.map(({ label }) => label)).toEqual([`${table} 第 1 行 数量`, '单号', '状态', '备注']);
  expect(follows.map(({ label }) => label)).toEqual(['金额', `${table} 第 1 行 价税合计`]);
});
