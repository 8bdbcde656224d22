/** Light and dark, remembered; antd gets the colours of tokens.css. */
import { theme as antd, type ThemeConfig } from 'antd';
import { useSyncExternalStore } from 'react';

import { recall, remember } from '@/lib/remember';
import type { Density } from './density';

export type Shade = 'light' | 'dark';

const KEPT = 'huolang.theme';
const listeners = new Set<() => void>();

function wanted(): Shade {
  const kept = recall(KEPT);
  if (kept === 'light' || kept === 'dark') return kept;
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

let current: Shade = 'light';

function wear(shade: Shade): void {
  current = shade;
  document.documentElement.dataset['theme'] = shade;
  for (const listener of listeners) listener();
}

export function startTheme(): void {
  wear(wanted());
}

export function chooseTheme(shade: Shade): void {
  remember(KEPT, shade);
  wear(shade);
}

export function useShade(): Shade {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}

const SHARED = {
  borderRadius: 5,
  fontSize: 14,
  fontFamily: 'inherit',
  wireframe: false,
  // Nothing moves: a tab in the background never ends its transitions, and the spinner of a button
  // pressed before would stay in its accessible name.
  motion: false,
} as const;

const COLOURS = {
  light: {
    colorPrimary: '#2a5bd0',
    // Under the mouse darker, not lighter: white is written on it.
    colorPrimaryHover: '#2450bb',
    colorLink: '#2450bb',
    colorError: '#c2292e',
    colorSuccess: '#157347',
    colorWarning: '#9a5b00',
    // Derived from so dark a green or brown, the ground of an alert would be mud.
    colorSuccessBg: '#e6f4ea',
    colorSuccessBorder: '#b4dcc2',
    colorWarningBg: '#fdf1dc',
    colorWarningBorder: '#f0d6a5',
    colorBgLayout: '#f4f5f7',
    colorBgContainer: '#ffffff',
    colorBorder: '#d8dce3',
    colorTextBase: '#1b2130',
  },
  dark: {
    colorPrimary: '#5b8cf2',
    colorLink: '#8db0fa',
    colorError: '#f07a76',
    colorSuccess: '#5fc48d',
    colorWarning: '#e2a94a',
    colorBgLayout: '#12151c',
    colorBgContainer: '#191d26',
    colorBgElevated: '#20252f',
    colorBorder: '#363d4b',
    colorTextBase: '#e6e9ef',
  },
} as const;

type Algorithm = typeof antd.compactAlgorithm;

/** Less room around words, and the words as large as before: Chinese needs its pixels. */
const compact: Algorithm = (seed, map = antd.defaultAlgorithm(seed)) => {
  const words = Object.entries(map).filter(([name]) =>
    /^(fontSize|lineHeight|fontHeight)/.test(name),
  );
  return {
    ...antd.compactAlgorithm(seed, map),
    ...(Object.fromEntries(words) as Partial<typeof map>),
  };
};

/** What is chosen is written in this colour: derived for the dark, it would be too dark to read. */
const asGiven =
  (derive: Algorithm): Algorithm =>
  (seed, map) => ({ ...derive(seed, map), colorPrimary: seed.colorPrimary });

export function antdTheme(shade: Shade, density: Density = 'comfortable'): ThemeConfig {
  const colours = asGiven(shade === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm);
  return {
    algorithm: density === 'compact' ? [colours, compact] : colours,
    token: {
      ...SHARED,
      ...COLOURS[shade],
      colorTextPlaceholder: shade === 'dark' ? '#939cab' : '#667085',
      // Labels beside what they name: derived, they would be too pale to read.
      colorTextTertiary: shade === 'dark' ? '#b6bdca' : '#4a5366',
    },
    // White on the light accent of the dark would be hard to read.
    components: { Button: { primaryColor: shade === 'dark' ? '#05070a' : '#ffffff' } },
    hashed: false,
  };
}
