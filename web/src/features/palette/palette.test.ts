import { expect, test } from 'vitest';

import type { Session } from '@/lib/session';
import { placeOf, places, type Hit } from './palette';

const seller = {
  permissions: { sales_order: ['view', 'add'], sales_delivery: ['view'] },
  menu: [
    {
      module: 'sales',
      label: '销售',
      items: [
        { form: 'sales_order', label: '销售订单', plural: '销售订单', initials: 'XSDD' },
        { form: 'sales_delivery', label: '销售出库单', plural: '销售出库单', initials: 'XSCKD' },
      ],
    },
  ],
  reports: [{ name: 'sales', label: '销售统计', initials: 'XSTJ', question: '', module: 'sales' }],
} as unknown as Session;
const words = { create: (form: string) => `新建${form}`, report: '报表', page: '页面' };
const found = (text: string) =>
  places(text, seller, [{ to: '/stock', label: '现存量' }], words).map(({ href }) => href);

test('pages are found by a part of their name and by initials', () => {
  expect(found('现存')).toEqual(['/stock']);
  expect(found('统计')).toEqual(['/reports/sales']);
  expect(found('xsck')).toEqual(['/records/sales_delivery']);
  expect(found('无')).toEqual([]);
});

test('who may add one is offered a new one, after the list', () => {
  expect(found('销售订')).toEqual(['/records/sales_order', '/records/sales_order/new']);
  expect(found('新建')).toEqual(['/records/sales_order/new']);
});

test('a record says what it is, and whether it is still used', () => {
  const hit: Hit = {
    form: 'product',
    form_label: '商品',
    id: '0198',
    title: 'LS8',
    name: '六角螺栓',
    state: null,
    state_label: null,
    state_tone: null,
    date: null,
    active: false,
  };
  expect(placeOf(hit)).toMatchObject({
    title: 'LS8',
    kind: '商品',
    about: '六角螺栓',
    archived: true,
    href: '/records/product/0198',
  });
});
