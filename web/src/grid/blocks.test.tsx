import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, test } from 'vitest';

import { cell, open, paste, rules, state, values } from './bench';
import { loadRows, newRow } from './rows';

describe('blocks', () => {
  test('a block from Excel starts at the cell, codes are recognised, prices beside them stay', async () => {
    const user = open();
    await user.click(cell(0, 'product'));
    paste(cell(0, 'product'), 'A-01\t10\t2.2\nB-01\t1,000\t\nX-99\t5\t1\n');
    await waitFor(() => {
      expect(cell(0, 'product').value).toBe('A-01 铅笔');
    });
    expect(values()).toEqual([
      { product: { id: 'p1', code: 'A-01', name: '铅笔' }, quantity: '10', unit_price: '2.2' },
      { product: { id: 'p3', code: 'B-01', name: '橡皮' }, quantity: '1000', unit_price: '1' },
      { product: { typed: 'X-99' }, quantity: '5', unit_price: '1' },
    ]);
    expect(state().rows).toHaveLength(4);
  });

  test('a table on the clipboard is read as it is seen, also when there is no plain text', async () => {
    const user = open();
    await user.click(cell(0, 'product'));
    const html =
      '<table><tr><td>A-01</td><td>1,200</td></tr><tr hidden><td>A-02</td><td>1</td></tr>' +
      '<tr><td>B-01</td><td>12,5</td></tr></table>';
    fireEvent.paste(cell(0, 'product'), {
      clipboardData: { getData: (type: string) => (type === 'text/html' ? html : '') },
    });
    await waitFor(() => {
      expect(cell(1, 'product').value).toBe('B-01 橡皮');
    });
    expect(values().map((each) => each['quantity'])).toEqual(['1200', '12,5']);
    expect(screen.getByText(/有 1 行没有放进来/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: '知道了' }));
    expect(screen.queryByText(/没有放进来/)).toBeNull();
  });

  test('a row of headings is no line: it says which column goes where, and that is said', async () => {
    const user = open();
    await user.click(cell(0, 'quantity'));
    paste(cell(0, 'quantity'), '单价\t产地\t数量\t货号\n2.2\t沪\t10\tA-01\n');
    expect(await screen.findByText(/第一行是列名（单价、产地、数量…）/)).toBeTruthy();
    expect(screen.getByText(/有 1 列没有放进来（产地）/)).toBeTruthy();
    await waitFor(() => {
      expect(values()).toEqual([
        { product: { id: 'p1', code: 'A-01', name: '铅笔' }, quantity: '10', unit_price: '2.2' },
      ]);
    });
  });

  test('what has no column here is said', async () => {
    const user = open();
    await user.click(cell(0, 'quantity'));
    paste(cell(0, 'quantity'), '10\t2\t易碎，轻放\t个\t20.00\t不知道是什么\n');
    expect(await screen.findByText(/有 2 列没有放进来（20.00、不知道是什么）/)).toBeTruthy();
    expect(values()).toMatchObject([{ quantity: '10', unit_price: '2', remark: '易碎，轻放' }]);
  });

  test('a unit pasted beside its product is looked for among the units of that product', async () => {
    const user = open();
    await user.click(cell(0, 'product'));
    paste(cell(0, 'product'), 'A-01\t10\t\tx\tBOX\nB-01\t5\t9.9\ty\tBOX\n');
    await waitFor(() => {
      expect(values().map((each) => each['unit'])).toEqual([
        { id: 'box of p1', name: 'BOX' },
        { id: 'box of p3', name: 'BOX' },
      ]);
    });
    expect(values().map((each) => each['unit_price'])).toEqual(['30', '9.9']);
  });

  test('Ctrl+D takes what is above; over a selection, its first line goes down', async () => {
    const user = open(
      loadRows(
        [newRow({ quantity: '7' }), newRow({ quantity: '1' }), newRow({ quantity: '2' })],
        rules,
      ),
    );
    await user.click(cell(1, 'quantity'));
    await user.keyboard('{Control>}d{/Control}');
    expect(values().map((each) => each['quantity'])).toEqual(['7', '7', '2']);
    await user.click(cell(0, 'quantity'));
    await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}{Control>}d{/Control}');
    expect(values().map((each) => each['quantity'])).toEqual(['7', '7', '7']);
  });

  test('a selection is copied as tabs and lines', async () => {
    const user = open(
      loadRows(
        [newRow({ quantity: '7', unit_price: '1.5' }), newRow({ quantity: '8', unit_price: '2' })],
        rules,
      ),
    );
    await user.click(cell(0, 'quantity'));
    await user.keyboard('{Shift>}{ArrowDown}{ArrowRight}{/Shift}');
    const copied = new Map<string, string>();
    const clipboardData = {
      setData: (type: string, text: string) => copied.set(type, text),
      getData: (type: string) => copied.get(type) ?? '',
    };
    fireEvent.copy(cell(1, 'unit_price'), { clipboardData });
    expect(copied.get('text/plain')).toBe('7\t1.5\n8\t2');

    await user.click(cell(2, 'quantity'));
    fireEvent.paste(cell(2, 'quantity'), { clipboardData });
    expect(values().slice(2)).toEqual([
      { quantity: '7', unit_price: '1.5' },
      { quantity: '8', unit_price: '2' },
    ]);
  });
});

describe('undo', () => {
  test('takes a whole cell back, then a paste, and redoes them', async () => {
    const user = open();
    await user.click(cell(0, 'quantity'));
    await user.keyboard('123');
    await user.tab();
    await user.keyboard('9');
    await user.keyboard('{Control>}z{/Control}');
    expect(values()).toEqual([{ quantity: '123' }]);
    await user.keyboard('{Control>}z{/Control}');
    expect(values()).toEqual([]);
    await user.keyboard('{Control>}y{/Control}');
    expect(values()).toEqual([{ quantity: '123' }]);
    paste(cell(0, 'quantity'), '1\t2\n3\t4');
    expect(values()).toHaveLength(2);
    await user.keyboard('{Control>}z{/Control}');
    expect(values()).toEqual([{ quantity: '123' }]);
  });
});
