/** Columns and lines of a grid that needs no server. */
import type { Candidate, Column } from '@/grid/columns';
import { newRow, type Row, type RowRules } from '@/grid/rows';

const goods = [
  ['LS8', 'Hexagon bolt', '5.2'],
  ['LM8', 'Hexagon nut', '2'],
  ['DP8', 'Washer', '0.5'],
].map(([code = '', name = '', price = '']) => ({ id: code, code, name, price }));

const offered = ({ price, ...chosen }: (typeof goods)[number], typed: string): Candidate => ({
  chosen,
  exact: chosen.code.toLowerCase() === typed.toLowerCase(),
  hint: price,
  fill: { unit_price: price },
});

const find = (typed: string) =>
  goods
    .filter(({ code, name }) => `${code} ${name}`.toLowerCase().includes(typed.toLowerCase()))
    .map((one) => offered(one, typed));

function column(name: string, more: Partial<Column>): Column {
  const label = name.replace('_', ' ');
  return { name, label, editor: 'text', readonly: false, required: false, ...WIDTH, ...more };
}

const WIDTH = { width: 100, align: 'left' as const };
const figure = { editor: 'number' as const, align: 'right' as const };

export const gridColumns: Column[] = [
  column('product', {
    ...{ editor: 'lookup', required: true, needed: true, width: 200, grow: true },
    lookup: {
      search: (typed) => Promise.resolve(find(typed)),
      resolve: (typed) => Promise.resolve(typed.map((one) => find(one)[0] ?? null)),
    },
    carries: ['unit_price'],
    scan: { quantity: 'quantity', unit: 'unit' },
  }),
  column('quantity', { ...figure, required: true, needed: true }),
  column('unit_price', { ...figure, digits: 2, help: 'what is explained at its head' }),
  column('due_on', { editor: 'day' }),
  column('is_gift', { editor: 'check', align: 'center', width: 60 }),
  column('kind', {
    editor: 'choice',
    options: ['new', 'used'].map((value) => ({ value, label: value })),
  }),
  column('remark', {}),
  column('amount', { ...figure, readonly: true, main: true }),
];

export const gridRules: RowRules = {
  inputs: ['product', 'quantity', 'unit_price', 'due_on', 'is_gift', 'kind', 'remark'],
  defaults: {},
  editable: true,
};

export function gridLines(count: number): Row[] {
  return Array.from({ length: count }, (_, index) => {
    const { price, ...product } = goods[index % goods.length] ?? { id: '', price: '' };
    const quantity = String((index % 9) + 1);
    const amount = (Number(quantity) * Number(price)).toFixed(2);
    return newRow({ product, quantity, unit_price: price, amount });
  });
}
