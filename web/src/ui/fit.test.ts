import { afterEach, expect, test, vi } from 'vitest';

import { fitted } from './fit';

afterEach(() => {
  vi.restoreAllMocks();
});

test('words are measured in the letters in which they stand, also figures below each other', () => {
  const letters = {
    font: '10px sans-serif',
    measureText: (text: string) => ({ width: text.length }),
  };
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(letters as never);
  const cell = document.createElement('td');
  cell.textContent = '1,234.50';
  cell.style.cssText = 'font: 600 13px Inter; font-variant-numeric: tabular-nums';
  document.body.append(cell);

  expect(fitted([cell])).toBe(36);
  expect(letters.font).toMatch(/^600 13px .*Inter/);
  cell.remove();
});
