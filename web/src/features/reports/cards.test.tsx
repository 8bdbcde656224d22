import { isValidElement } from 'react';
import { fireEvent, render, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';

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
  expect(card.figure).toBe('4');
  expect(isValidElement(card.acts)).toBe(true);
  const bare = { ...drawing, columns: [columns[0], columns[3]] as Column[], convert: null };
  expect(cardOf(row, bare).acts).toBeFalsy();
});

test('only what is still open goes on', () => {
  const from = vi.fn();
  const { rerender } = render(<GoOn label="下推" from={from} busy={false} row={row} />);
  fireEvent.click(screen.getByRole('button', { name: '下推' }));
  expect(from).toHaveBeenCalledWith(document);

  rerender(<GoOn label="下推" from={from} busy={false} row={{ ...row, open: '0' }} />);

  expect(screen.queryByRole('button', { name: '下推' })).toBeNull();
});
