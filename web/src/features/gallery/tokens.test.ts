import { theme } from 'antd';
import { expect, test } from 'vitest';

import { read, sources } from '@/testing/imports';
import { antdTheme } from '@/ui/theme';
import { contrast, PAIRS, tokensIn } from './tokens';

const css = read('src/ui/tokens.css');
const measures = tokensIn(read('src/ui/density.css'));
const light = tokensIn(css);
const dark = tokensIn(css, true);

test('every colour has a dark one', () => {
  const own = tokensIn(css.slice(css.indexOf("[data-theme='dark']") - ':root'.length), true);
  expect(Object.keys(own)).toEqual(Object.keys(light));
});

test.each([
  ['light', light],
  ['dark', dark],
])('what is written stands out from its ground: %s', (_, tokens) => {
  const faint = PAIRS.map(([text, ground]) => ({
    pair: `${text} on ${ground}`,
    contrast: contrast(tokens[text] ?? '', tokens[ground] ?? ''),
  })).filter((each) => !(each.contrast >= 4.5));
  expect(faint).toEqual([]);
});

test.each(['light', 'dark'] as const)('a button under the mouse can be read: %s', (shade) => {
  const worn = antdTheme(shade);
  const { colorPrimaryHover } = theme.getDesignToken(worn);
  const written = worn.components?.Button?.primaryColor ?? '';
  expect(contrast(written, colorPrimaryHover)).toBeGreaterThanOrEqual(4.5);
});

test('contrast is that of the standard', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#000', '#fff')).toBeCloseTo(21, 5);
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
});

test('antd wears the same colours', () => {
  for (const [shade, tokens] of [
    ['light', light],
    ['dark', dark],
  ] as const) {
    const { token } = antdTheme(shade);
    expect(token).toMatchObject({
      colorPrimary: tokens['--hl-accent'],
      colorLink: tokens['--hl-accent-text'],
      colorError: tokens['--hl-danger'],
      colorSuccess: tokens['--hl-success'],
      colorWarning: tokens['--hl-warning'],
      colorBgLayout: tokens['--hl-page'],
      colorBgContainer: tokens['--hl-surface'],
      colorBorder: tokens['--hl-line'],
      colorTextBase: tokens['--hl-text'],
      colorTextPlaceholder: tokens['--hl-text-3'],
    });
  }
});

test('no part of the screen uses a colour that is not there', () => {
  const sheets = [...sources('src', /\.(css|tsx?)$/)].filter((path) => !path.includes('gallery'));
  const used = sheets.flatMap((path) =>
    [...read(path).matchAll(/var\((--hl-[\w-]+)/g)].map(([, name]) => name ?? ''),
  );
  expect([...new Set(used)].filter((name) => !(name in light || name in measures))).toEqual([]);
});
