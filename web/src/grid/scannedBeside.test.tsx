/** Scans that come while nobody is in the lines, and onto lines that say more than a code does. */
import { act } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { open, rules, scan, values } from './bench';
import { withFinding } from './finding';
import { loadRows, newRow, type Values } from './rows';

const pencil = { product: { id: 'p1', code: 'A-01', name: '铅笔' }, unit_price: '2.5' };

async function scanAt(place: HTMLElement) {
  act(() => {
    place.focus();
    scan('6901');
  });
  await act(() => vi.advanceTimersByTimeAsync(200));
}

/** Something on the page beside the lines, with the focus. */
function beside(html: string): HTMLElement {
  document.body.insertAdjacentHTML('beforeend', `<div id="beside">${html}</div>`);
  return document.querySelector<HTMLElement>('#beside [tabindex], #beside input') as HTMLElement;
}

describe('a scan beside the lines', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    document.querySelector('#beside')?.remove();
    vi.useRealTimers();
  });

  test.each(['<h1 tabindex="-1">单据</h1>', '<button tabindex="0">保存</button>'])(
    'adds a line and counts it up: %s',
    async (html) => {
      open();
      const place = beside(html);
      const pressed = vi.fn();
      place.addEventListener('click', pressed);
      await scanAt(place);
      await scanAt(place);
      expect(values()).toEqual([{ ...pencil, quantity: '2' }]);
      expect(pressed).not.toHaveBeenCalled();
    },
  );

  test.each([
    '<input aria-label="备注" />',
    '<div role="dialog"><button tabindex="0">好</button></div>',
    '<div role="menu"><button tabindex="0">改</button></div>',
  ])('is left to what takes it: %s', async (html) => {
    open();
    await scanAt(beside(html));
    expect(values()).toEqual([]);
  });
});

describe('which line a scan counts up', () => {
  const told = { ...rules, besides: ['unit_price', 'remark'] };
  const after = (...lines: Values[]) => {
    const key = 'scanned';
    const scan = { product: { typed: '6901', pending: true }, quantity: '1' };
    const waits = { key, values: scan };
    const rows = [
      ...loadRows(
        lines.map((line) => newRow(line)),
        told,
      ).rows,
      waits,
    ];
    const cells = { quantity: 'quantity', unit: 'unit' };
    const finding = { key, name: 'product', typed: '6901', before: {}, scan: cells };
    return withFinding(rows, { ...finding, values: pencil }, told)
      .filter((row) => row.values['product'])
      .map(({ values: { quantity, unit_price: price } }) => `${String(quantity)}@${String(price)}`);
  };

  test('one whose price was agreed, or that came from an order at its price', () => {
    expect(after({ ...pencil, quantity: '4', unit_price: '2', remark: '急' })).toEqual(['5@2']);
  });

  test('before it, the one that is quite alike', () => {
    const agreed = { ...pencil, quantity: '4', unit_price: '2' };
    expect(after(agreed, { ...pencil, quantity: '1' })).toEqual(['4@2', '2@2.5']);
  });

  test.each([{ gift: true }, { batch: 'M1' }, { unit: { id: 'u2', code: 'BOX', name: '箱' } }])(
    'never one of other goods: %j',
    (other) => {
      expect(after({ ...pencil, quantity: '4', ...other })).toEqual(['4@2.5', '1@2.5']);
    },
  );
});
