/** Forms as the server sends them, for tests. */
import type { Field, Form, Kind } from '@/form/form';

export function field(name: string, label: string, kind: Kind, more: Partial<Field> = {}): Field {
  return {
    name,
    label,
    kind,
    required: false,
    readonly: false,
    default: null,
    help: '',
    to: null,
    filter: [],
    digits: null,
    max_length: null,
    options: null,
    min: null,
    max: null,
    ...more,
  };
}

const lines = [
  field('product', '商品', 'reference', { to: 'product', required: true }),
  field('unit', '单位', 'reference', { to: 'unit', required: true }),
  field('quantity', '数量', 'quantity', { required: true, digits: 6 }),
  field('unit_price', '单价', 'price', { digits: 6 }),
  field('tax_rate', '税率%', 'percent', { digits: 2 }),
  field('discount', '折扣%', 'percent', { digits: 2, default: '0' }),
  field('remark', '备注', 'text', { max_length: 200 }),
  field('amount', '金额', 'money', { readonly: true }),
  field('tax', '税额', 'money', { readonly: true }),
  field('total', '价税合计', 'money', { readonly: true }),
];

const states = [
  { value: 'draft', label: '草稿', tone: 'neutral' as const },
  { value: 'confirmed', label: '已审核', tone: 'success' as const },
];

export const purchaseOrder: Form = {
  name: 'purchase_order',
  label: '采购订单',
  plural: '采购订单',
  kind: 'document',
  module: 'purchasing',
  version: '1',
  title_field: 'number',
  fields: [
    field('number', '单号', 'serial', { readonly: true }),
    field('state', '状态', 'choice', { readonly: true, options: states }),
    field('date', '日期', 'date', { required: true }),
    field('partner', '供应商', 'reference', { to: 'partner', required: true }),
    field('warehouse', '仓库', 'reference', { to: 'warehouse', required: true }),
    field('tax_included', '含税', 'boolean', { default: true }),
    field('discount', '整单优惠', 'money', { default: '0' }),
    field('remark', '备注', 'long_text'),
    field('amount', '金额', 'money', { readonly: true }),
    field('tax', '税额', 'money', { readonly: true }),
    field('total', '价税合计', 'money', { readonly: true }),
  ],
  tables: [
    { name: 'lines', label: '明细', fields: lines, columns: lines.map((each) => each.name) },
  ],
  sections: [{ label: '基本信息', fields: ['date', 'partner', 'warehouse', 'tax_included'] }],
  list: {
    columns: ['number', 'state', 'date', 'partner', 'total'],
    sort: '-date',
    sums: ['total'],
    filters: ['state', 'date', 'partner'],
    searched: ['单据编号（或其末尾）', '客户'],
  },
  states,
  actions: [
    { name: 'confirm', label: '审核', operation: 'confirm', states: ['draft'], tone: 'primary' },
    { name: 'correct', label: '更正', operation: 'edit', states: ['confirmed'], tone: 'default' },
  ],
  conversions: [{ target: 'purchase_receipt', label: '下推采购入库单', states: ['confirmed'] }],
  operations: ['view', 'add', 'edit', 'delete', 'confirm', 'reopen', 'cancel'],
};
