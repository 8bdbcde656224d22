import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';

import { cell, onto, open, rules, stall, state, values } from './bench';
import { loadRows, newRow } from './rows';

describe('typing lines without a mouse', () => {
  test('a code and Enter, a quantity and Enter, and so on into the next line', async () => {
    const user = open();
    await user.click(cell(0, 'product'));
    await user.keyboard('a-01{Enter}');
    await onto(0, 'quantity');
    expect(cell(0, 'product').value).toBe('A-01 铅笔');
    await user.keyboard('12{Enter}');
    await onto(0, 'unit_price');
    expect(cell(0, 'unit_price').value).toBe('2.5');
    await user.keyboard('{Enter}');
    await user.keyboard('急{Enter}{Enter}{Enter}');
    await onto(1, 'product');
    await user.keyboard('6902{Enter}3{Enter}');
    await onto(1, 'unit_price');
    expect(values()).toEqual([
      {
        product: { id: 'p1', code: 'A-01', name: '铅笔' },
        quantity: '12',
        unit_price: '2.5',
        remark: '急',
      },
      { product: { id: 'p2', code: 'A-02', name: '钢笔' }, quantity: '3', unit_price: '30' },
    ]);
  });

  test('the very code that was typed is taken, however many others are found before it', async () => {
    const user = open();
    await user.click(cell(0, 'product'));
    await user.keyboard('01');
    await screen.findAllByRole('option');
    await user.keyboard('{Enter}');
    await onto(0, 'quantity');
    expect(cell(0, 'product').value).toBe('01 直尺');
  });

  test('several finds are offered, arrows choose', async () => {
    const user = open();
    await user.click(cell(0, 'product'));
    await user.keyboard('笔');
    const options = await screen.findAllByRole('option');
    expect(options.map((option) => option.textContent)).toEqual(['A-01 铅笔', 'A-02 钢笔']);
    await user.keyboard('{ArrowDown}{Enter}');
    await onto(0, 'quantity');
    expect(cell(0, 'product').value).toBe('A-02 钢笔');
  });

  test('what is not found stays in the cell and does not move on', async () => {
    const user = open();
    await user.click(cell(0, 'product'));
    await user.keyboard('zzz{Enter}');
    expect(await screen.findByText('没有找到')).toBeTruthy();
    expect(document.activeElement).toBe(cell(0, 'product'));
    await user.tab();
    expect(state().rows[0]?.values['product']).toEqual({ typed: 'zzz' });
    expect(cell(0, 'product').value).toBe('zzz');
  });

  test('a figure reached by the keyboard is replaced by the next key, however it was shown', async () => {
    const user = open(loadRows([newRow({ quantity: '1200', unit_price: '1200.50' })], rules));
    await user.click(cell(0, 'quantity'));
    await user.keyboard('{Enter}');
    await onto(0, 'unit_price');
    await user.keyboard('6');
    expect(cell(0, 'unit_price').value).toBe('6');
    await user.keyboard('5');
    expect(cell(0, 'unit_price').value).toBe('65');
  });

  test('a figure that has the focus already is replaced too after a click into it', async () => {
    const user = open(loadRows([newRow({ quantity: '80' })], rules));
    const quantity = cell(0, 'quantity');
    act(() => {
      quantity.focus();
    });
    fireEvent.mouseDown(quantity, { detail: 1 });
    quantity.setSelectionRange(2, 2);
    fireEvent.mouseUp(quantity, { detail: 1 });
    await user.keyboard('30');
    expect(quantity.value).toBe('30');
    // Once something was typed a click places the caret.
    fireEvent.mouseDown(quantity, { detail: 1 });
    quantity.setSelectionRange(1, 1);
    fireEvent.mouseUp(quantity, { detail: 1 });
    await user.keyboard('5');
    expect(quantity.value).toBe('350');
  });

  test('arrows move between cells once the text is left behind', async () => {
    const user = open(loadRows([newRow({ quantity: '1' }), newRow({ quantity: '2' })], rules));
    await user.click(cell(0, 'quantity'));
    await user.keyboard('{ArrowDown}');
    await onto(1, 'quantity');
    await user.keyboard('{ArrowRight}');
    await onto(1, 'unit_price');
    await user.keyboard('{ArrowUp}{ArrowLeft}');
    await onto(0, 'quantity');
    await user.keyboard('{Shift>}{Enter}{/Shift}');
    await onto(0, 'product');
  });

  test('Delete clears a cell, Ctrl+Delete takes the line away', async () => {
    const user = open(loadRows([newRow({ quantity: '1' }), newRow({ quantity: '2' })], rules));
    await user.click(cell(0, 'quantity'));
    await user.keyboard('{Delete}');
    expect(cell(0, 'quantity').value).toBe('');
    await user.click(cell(1, 'quantity'));
    await user.keyboard('{Control>}{Delete}{/Control}');
    expect(values()).toEqual([]);
  });

  test('full-width figures and separators become plain numbers when the cell is left', async () => {
    const user = open();
    await user.click(cell(0, 'quantity'));
    await user.keyboard('１，２００');
    await user.tab();
    expect(values()).toEqual([{ quantity: '1200' }]);
    expect(cell(0, 'quantity').value).toBe('1,200');
  });
});

test('of 1,000 lines only those in sight are drawn, and a keystroke draws one of them', async () => {
  const many = Array.from({ length: 1000 }, (_, index) => newRow({ quantity: String(index) }));
  const user = open(loadRows(many, rules));
  expect(screen.getAllByRole('row').length).toBeLessThan(60);
  await user.click(cell(5, 'quantity'));
  const began = performance.now();
  await user.keyboard('1');
  expect(performance.now() - began).toBeLessThan(200);
  act(() => {
    expect(state().rows[5]?.values['quantity']).toBe('1');
  });
});

describe('ahead of a slow network', () => {
  test('what is typed after Enter goes into the next cells, and stays when the product arrives', async () => {
    const user = open();
    const go = stall();
    await user.click(cell(0, 'product'));
    await user.keyboard('a-01{Enter}5{Enter}9.9{Enter}');
    expect(cell(0, 'product').value).toBe('a-01');
    expect(cell(0, 'product').getAttribute('aria-invalid')).toBeNull();
    go();
    await waitFor(() => {
      expect(cell(0, 'product').value).toBe('A-01 铅笔');
    });
    expect(values()).toEqual([
      {
        product: { id: 'p1', code: 'A-01', name: '铅笔' },
        quantity: '5',
        unit_price: '9.9',
      },
    ]);
  });

  test('whoever went on is not called back: the cell is marked', async () => {
    const user = open();
    const go = stall();
    await user.click(cell(0, 'product'));
    await user.keyboard('笔{Enter}5');
    go();
    await waitFor(() => {
      expect(values()[0]?.['product']).toEqual({ typed: '笔' });
    });
    expect(document.activeElement).toBe(cell(0, 'quantity'));
  });
});

describe('a line taken away', () => {
  const two = () => loadRows([newRow({ quantity: '1' }), newRow({ quantity: '2' })], rules);

  test('by its button: the focus stays in the grid, and Ctrl+Z brings it back', async () => {
    const user = open(two());
    await user.click(cell(0, 'quantity'));
    await user.click(screen.getByRole('button', { name: '删除行 1' }));
    await onto(0, 'quantity');
    expect(values()).toEqual([{ quantity: '2' }]);
    await user.keyboard('{Control>}z{/Control}');
    expect(values()).toEqual([{ quantity: '1' }, { quantity: '2' }]);
    await onto(0, 'quantity');
  });

  test('by Ctrl+Delete, again and again', async () => {
    const user = open(two());
    await user.click(cell(1, 'quantity'));
    await user.keyboard('{Control>}{Delete}{/Control}');
    await onto(1, 'quantity');
    await user.keyboard('{ArrowUp}{Control>}{Delete}{/Control}');
    await onto(0, 'quantity');
    expect(values()).toEqual([]);
    await user.keyboard('{Control>}zz{/Control}');
    expect(values()).toEqual([{ quantity: '1' }, { quantity: '2' }]);
  });
});

describe('what stands beside an input', () => {
  const pressed = vi.fn();
  const Beside = () => <span data-testid="beside">可用 183</span>;
  const Button = () => <button onClick={pressed}>价目表</button>;
  const rows = () => loadRows([newRow({ quantity: '7', unit_price: '2' })], rules);

  test('a click on a note is one into its cell, which is taken whole', async () => {
    const user = open(rows(), { quantity: Beside });
    for (const click of [user.click, user.dblClick]) {
      await user.click(cell(0, 'remark'));
      await click(screen.getAllByTestId('beside')[0] ?? document.body);
      await onto(0, 'quantity');
      await user.keyboard('25');
      expect(cell(0, 'quantity').value).toBe('25');
      await user.tab();
    }
    expect(values()).toEqual([{ quantity: '25', unit_price: '2' }]);
  });

  test('a button does what it says, and what is typed then goes into its cell', async () => {
    const user = open(rows(), { unit_price: Button });
    await user.click(screen.getAllByText('价目表')[0] ?? document.body);
    expect(pressed).toHaveBeenCalledTimes(1);
    await onto(0, 'unit_price');
    await user.keyboard('3.5{Tab}');
    expect(values()).toEqual([{ quantity: '7', unit_price: '3.5' }]);
  });

  test('Shift and a click on a note select up to its cell', async () => {
    const user = open(rows(), { unit_price: Button });
    await user.click(cell(0, 'quantity'));
    await user.keyboard('{Shift>}');
    await user.click(screen.getAllByText('价目表')[0] ?? document.body);
    await user.keyboard('{/Shift}');
    const selected = document.querySelectorAll('.cell-selected');
    expect([...selected].map((each) => each.getAttribute('data-label'))).toEqual(['数量', '单价']);
  });
});
