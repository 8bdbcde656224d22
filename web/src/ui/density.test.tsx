import { act, render } from '@testing-library/react';
import { theme } from 'antd';
import { afterEach, expect, test } from 'vitest';

import { read } from '@/testing/imports';
import { chooseDensity, MEASURES, startDensity, useMeasures } from './density';
import { antdTheme } from './theme';

afterEach(() => {
  localStorage.clear();
  startDensity();
});

const sheet = read('src/ui/density.css');

/** The heights that the style sheet gives to rows, before or after more is to be seen at once. */
function heights(block: string) {
  const pixels = (name: string) =>
    Number(new RegExp(`--hl-${name}: (\\d+)px`).exec(block)?.[1] ?? NaN);
  return { row: pixels('row'), line: pixels('line-row') };
}

test('rows are drawn as high as the style sheet makes them, in both densities', () => {
  const [comfortable = '', compact = ''] = sheet.split('@media');
  expect({ comfortable: heights(comfortable), compact: heights(compact) }).toEqual(MEASURES);
});

test('what is chosen is worn at once and kept on this computer', () => {
  let row = 0;
  function Row() {
    ({ row } = useMeasures());
    return null;
  }
  render(<Row />);
  expect(row).toBe(36);
  act(() => {
    chooseDensity('compact');
  });
  expect(row).toBe(28);
  expect(document.documentElement.dataset['density']).toBe('compact');

  document.documentElement.dataset['density'] = '';
  startDensity();
  expect(document.documentElement.dataset['density']).toBe('compact');
});

test('compact inputs are lower, their words as large as before', () => {
  const worn = (density: 'comfortable' | 'compact') =>
    theme.getDesignToken(antdTheme('dark', density));
  const [wide, close] = [worn('comfortable'), worn('compact')];
  expect([wide.controlHeight, close.controlHeight]).toEqual([32, 28]);
  expect([close.fontSize, close.fontSizeSM, close.lineHeight]).toEqual([
    wide.fontSize,
    wide.fontSizeSM,
    wide.lineHeight,
  ]);
  expect(close.colorBgContainer).toBe(wide.colorBgContainer);
});
