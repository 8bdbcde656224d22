import { afterEach, expect, test, vi } from 'vitest';

import { fitted, headFitted } from './fit';

afterEach(() => {
  vi.restoreAllMocks();
});

test('a heading of several words is broken where its lines are the shortest, no word is', () => {
  const measureText = (text: string) => ({ width: text.length * 10 });
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue({ measureText } as never);
  const head = document.createElement('th');
  const width = (text: string) => {
    head.textContent = text;
    return headFitted(head);
  };

  expect(width('Past its date')).toBe(80 + 24); // Past its | date
  expect(width('Undated')).toBe(70 + 24);
  expect(width('未定交期')).toBe(40 + 24);
  expect(width('31–60\u00a0天')).toBe(70 + 24); // a number and what it counts
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
