/** The colours and measures of tokens.css, as they are worn now. */

export interface Token {
  name: string;
  value: string;
}

/** Read from the style sheets, so that the gallery cannot tell of another palette. */
export function wornTokens(): Token[] {
  const names = new Set<string>();
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSStyleRule) || !rule.selectorText.startsWith(':root')) continue;
      for (const name of rule.style) if (name.startsWith('--hl-')) names.add(name);
    }
  }
  const style = getComputedStyle(document.documentElement);
  return [...names].map((name) => ({ name, value: style.getPropertyValue(name).trim() }));
}

/** Heights and gaps, told in pixels. */
export const isMeasure = ({ value }: Token) => value.endsWith('px') && !value.includes('rgb');

/** `:root { --hl-…: … }` of a style sheet, for one shade; the dark one changes the light one. */
export function tokensIn(css: string, dark = false): Record<string, string> {
  const blocks = [...css.matchAll(/(:root(?:\[data-theme='dark'\])?) \{([^}]*)\}/g)];
  return Object.fromEntries(
    blocks
      .filter(([, selector]) => dark || selector === ':root')
      .flatMap(([, , body = '']) =>
        [...body.matchAll(/(--hl-[\w-]+): ([^;]+);/g)].map(([, name, value]) => [name, value]),
      ),
  ) as Record<string, string>;
}

function luminance(hex: string): number {
  // Built style sheets say #fff.
  const whole = hex.length === 4 ? hex.replace(/[^#]/g, '$&$&') : hex;
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(whole.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** How far two colours stand apart, from 1 to 21 (WCAG 2.2, relative luminance). */
export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** What is written on what. */
export const PAIRS: readonly [string, string][] = [
  ...['--hl-page', '--hl-surface', '--hl-raised', '--hl-accent-soft'].flatMap((ground) =>
    ['--hl-text', '--hl-text-2', '--hl-accent-text'].map((text): [string, string] => [
      text,
      ground,
    ]),
  ),
  ...['--hl-page', '--hl-surface', '--hl-raised'].map((ground): [string, string] => [
    '--hl-text-3',
    ground,
  ]),
  ...['success', 'warning', 'danger', 'info'].flatMap((tone): [string, string][] => [
    [`--hl-${tone}`, `--hl-${tone}-soft`],
    [`--hl-${tone}`, '--hl-surface'],
  ]),
  ['--hl-text-2', '--hl-neutral-soft'],
];
