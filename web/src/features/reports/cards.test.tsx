import { isValidElement } from 'react';
import { fireEvent, render, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';

import { showInside } from '@/testing/inside';
import { cardOf } from './cards';
import type { Drawing } from './cells';
import { GoOn } from './GoOn';
import type { Column, View } from './reports';

const column = (name: string, kind: Column['kind'], more: Partial<Column> = {}): Column => ({
  ...{ name, label: name, kind, to: null, options: [], added_up: false, shown: true },
  ...{ aside: false, help: '', ...more },
});
const columns = [
  column('product', 'text'),
  column('document', 'document'),
  column('ordered', 'quantity'),
  column('open', 'quantity'),
];
const view: View = {
  ...{ name: 'line', label: '', columns, sort: '-open', drill: null, converts: 'sales_delivery' },
};
const drawing: Drawing = {
  ...{ view, columns, question: {}, nothing: '', leads: '' },
  setting: { digits: 2, zone: 'Asia/Shanghai' },
  convert: { label: '下推', from: vi.fn(), busy: false },
};
const document = { id: 'd1', form: 'sales_order', number: 'XSDD1' };
const row = { product: '六角螺栓', document, ordered: '9', open: '4' };

test('on a phone a row leads to its document and goes on, as it does at a desk', () => {
  const card = cardOf(row, drawing);

  expect(card.particulars).toBe('ordered 9');
  const { container } = render(<>{card.figure}</>);
  expect(container.textContent).toBe('open 4');
  expect(isValidElement(card.acts)).toBe(true);
  const bare = { ...drawing, columns: [columns[0], columns[3]] as Column[], convert: null };
  expect(cardOf(row, bare).acts).toBeFalsy();
});

test('a card tells the figure its rows are looked at for, and folds what stands aside at a desk', () => {
  const all = [
    ...columns,
    column('price', 'price', { aside: true }),
    ...[1, 2, 3, 4, 5, 6, 7, 8].map((one) => column(`n${one}`, 'number')),
  ];
  const figures = Object.fromEntries(all.slice(4).map(({ name }) => [name, '5']));
  const main = { ...view, sort: 'product', main: 'open' };
  const card = cardOf({ ...row, ...figures }, { ...drawing, view: main, columns: all });

  expect(render(<>{card.figure}</>).container.textContent).toBe('open 4');
  expect(card.particulars).toBe('ordered 9 · n1 5 · n2 5 · n3 5 · n4 5 · n5 5 · n6 5 · n7 5');
  expect(card.more).toBe('price 5.0000 · n8 5');
});

test('of many figures that lead on the first do so, and the sum where the title does', async () => {
  const drill = { report: 'sales', view: 'document', filters: { product: 'product' }, keeps: [] };
  const months = Array.from({ length: 10 }, (_, one) =>
    column(`m${one}`, 'money', { drill: { ...drill, fixed: { since: `m${one}` } } }),
  );
  const all = [column('product', 'text'), ...months, column('total', 'money', { drill })];
  const figures = Object.fromEntries(all.slice(1).map(({ name }) => [name, '5']));
  const pivot = { ...view, sort: '-total', main: 'total', drill };
  const told = cardOf(
    { product: '六角螺栓', ...figures },
    { ...drawing, view: pivot, columns: all, convert: null },
  );

  expect(told.particulars).toBe('');
  expect(told.more).toBe('m8 5.00 · m9 5.00');
  await showInside(told.acts);
  expect(screen.getAllByRole('link')).toHaveLength(8);
});

test('only what is still open goes on', () => {
  const from = vi.fn();
  const { rerender } = render(<GoOn label="下推" from={from} busy={false} row={row} />);
  fireEvent.click(screen.getByRole('button', { name: '下推' }));
  expect(from).toHaveBeenCalledWith(document);

  rerender(<GoOn label="下推" from={from} busy={false} row={{ ...row, open: '0' }} />);

  expect(screen.queryByRole('button', { name: '下推' })).toBeNull();
});
