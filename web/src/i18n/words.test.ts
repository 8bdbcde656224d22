import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { inner } from '.';
import { words as english } from './en';
import { words as chinese } from './zh-Hans';

type Tree = { [key: string]: string | Tree };

function flat(tree: Tree, path = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[path + key, value]]
        : Object.entries(flat(value, `${path}${key}.`)),
    ),
  );
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) && !entry.name.includes('.test.') ? [path] : [];
  });
}

/** Characters, and the full-width marks between them. */
const CHINESE = /[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/;

const holes = (text: string) =>
  [...text.matchAll(/\{\{(\w+)(?:, inner)?\}\}/g)].map(([, name]) => name).sort();

test('both languages have the same words with the same holes', () => {
  const zh = flat(chinese);
  const en = flat(english);
  expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
  for (const [key, text] of Object.entries(zh)) {
    expect(text, key).not.toBe('');
    expect(en[key], key).not.toBe('');
    expect(holes(en[key] ?? ''), key).toEqual(holes(text));
  }
});

test('a label inside an English sentence begins with a small letter, unless it is in capitals', () => {
  expect(['Sales order', 'ABC class', '销售订单', 'SKU'].map(inner)).toEqual([
    'sales order',
    'ABC class',
    '销售订单',
    'SKU',
  ]);
});

test.each(['zh-Hans', 'en'])('no two modules of %s have words under one name', (language) => {
  const names = sources(`src/i18n/${language}`)
    .filter((path) => !path.endsWith('index.ts'))
    .flatMap((path) => readFileSync(path, 'utf8').match(/^ {2}\w+(?=: \{$)/gm) ?? []);
  expect(names).toEqual([...new Set(names)]);
  expect(names).toHaveLength(Object.keys(chinese).length);
});

test('every word is used, and English has no Chinese left in it', () => {
  const code = sources('src')
    .filter((path) => !path.includes('i18n'))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  for (const key of Object.keys(flat(chinese))) {
    expect(code.includes(`'${key}'`), `${key} is not used`).toBe(true);
  }
  for (const [key, text] of Object.entries(flat(english))) {
    expect(CHINESE.test(text), key).toBe(false);
  }
});

test('no screen has words of its own', () => {
  const offenders = sources('src').filter((path) => {
    if (/i18n|lib\/dates|lib\/decimal|grid\/columns|testing|bench/.test(path)) return false;
    const code = readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    return CHINESE.test(code);
  });
  expect(offenders).toEqual(['src/app/ShellHeader.tsx']);
});
