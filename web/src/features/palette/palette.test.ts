import { expect, onTestFinished, test } from 'vitest';

import type { Session } from '@/lib/session';
import { commandPlaces, commandsOfPage } from './commands';
import type { Hit } from '@/scan/printed';
import { fits, placeOf, places } from './palette';

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
const words = {
  create: (form: string) => `新建${form}`,
  createAlso: (form: string) => `新增${form}`,
  take: (form: string) => `导入${form}`,
  report: '报表',
  page: '页面',
  act: '操作',
};
const found = (text: string) =>
  places(text, seller, [{ to: '/stock', label: '现存量' }], words).map(({ href }) => href);

test('pages are found by a part of their name and by initials', () => {
  expect(found('现存')).toEqual(['/stock']);
  expect(found('统计')).toEqual(['/reports/sales']);
  expect(found('xsck')).toEqual(['/records/sales_delivery']);
  expect(found('xcl')).toEqual(['/stock']);
  expect(found('无')).toEqual([]);
});

test('who may add one is offered a new one, after the list', () => {
  expect(found('销售订')).toEqual(['/records/sales_order', '/records/sales_order/new']);
  expect(found('新建')).toEqual(['/records/sales_order/new']);
});

test('words fit in any order, one may say 新增 as well, and English has its initials', () => {
  expect(found('订单 新建')).toEqual(['/records/sales_order/new']);
  expect(found('xzxsdd')).toEqual(['/records/sales_order/new']);
  expect(found('出库 新建')).toEqual([]); // may not
  expect(fits('nsd', 'New sales delivery')).toBe(1);
  expect(fits('delivery new', 'New sales delivery')).toBe(1);
  expect(fits('logout', 'Log out')).toBe(1);
  expect(fits('nsx', 'New sales delivery')).toBe(0);
  const help = [{ key: 'guide', label: '使用指南', also: '帮助', run: () => undefined }];
  expect(commandPlaces('bz', help, '操作').map(({ title }) => title)).toEqual(['使用指南']);
});

test('the buttons of a page are done by their words or initials, but not those that are grey', () => {
  document.body.innerHTML = `<main><div data-commands><button>审核</button>
    <button aria-disabled="true">反审核</button><button disabled>复制</button>
    <a href="/print/x">打印</a><button aria-label="列"><i></i></button></div>
    <button>别处</button></main>`;
  const pressed: string[] = [];
  // Other tests draw into the same page.
  const page = document.querySelector('main');
  onTestFinished(() => {
    page?.remove();
  });
  page?.addEventListener('click', (event) => {
    pressed.push((event.target as Element).textContent);
    event.preventDefault();
  });
  const commands = commandsOfPage();
  expect(commands.map(({ label }) => label)).toEqual(['审核', '打印', '列']);
  const [found] = commandPlaces('dy', commands, '操作');
  expect(found).toMatchObject({ title: '打印', kind: '操作' });
  found?.run?.();
  expect(pressed).toEqual(['打印']);
  expect(commandPlaces('审', commands, '操作').map(({ title }) => title)).toEqual(['审核']);
  expect(commandPlaces('bc', commands, '操作')).toEqual([]);
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
