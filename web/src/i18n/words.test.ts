import { beforeAll, expect, test } from 'vitest';

import { loadedLater, read, sources, together } from '@/testing/imports';
import { inner } from '.';
import { readWords, wordFiles, type Tree, type WordFile } from './words';

function flat(tree: Tree, path = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[path + key, value]]
        : Object.entries(flat(value, `${path}${key}.`)),
    ),
  );
}

/** The words of a language by file, and each word with its text. */
async function spoken(language: string) {
  const read = await Promise.all(
    wordFiles(language).map(async (file) => [file, flat(await readWords(language, file))] as const),
  );
  const files = new Map<WordFile, Record<string, string>>(read);
  return { files, words: Object.assign({}, ...files.values()) as Record<string, string> };
}

let chinese: Awaited<ReturnType<typeof spoken>>;
let english: Awaited<ReturnType<typeof spoken>>;

beforeAll(async () => {
  chinese = await spoken('zh-Hans');
  english = await spoken('en');
});

/** Characters, and the full-width marks between them. */
const CHINESE = /[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/;

const holes = (text: string) =>
  [...text.matchAll(/\{\{(\w+)(?:, inner)?\}\}/g)].map(([, name]) => name).sort();

test('both languages have the same words with the same holes', () => {
  const zh = chinese.words;
  const en = english.words;
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

test('no word stands in two files, and both languages have it in the same one', () => {
  const names = [...chinese.files.values()].flatMap((words) => Object.keys(words));
  expect(names).toEqual([...new Set(names)]);
  for (const [file, words] of chinese.files) {
    expect(Object.keys(english.files.get(file) ?? {}).sort(), file).toEqual(
      Object.keys(words).sort(),
    );
  }
});

const WORD = /'(\w+(?:\.\w+)+)'/g;
/** A word whose last part is told when it is said: `owed.${kind}`. */
const SOME = /`(\w+(?:\.\w+)*)\.\$\{/g;

/** The files whose words these files of code say. */
function said(paths: string[]): Set<WordFile> {
  const of = new Map(
    [...chinese.files].flatMap(([file, words]) => Object.keys(words).map((key) => [key, file])),
  );
  const beginning = (part: string) => [...of].filter(([key]) => key.startsWith(`${part}.`));
  return new Set(
    paths.flatMap((path) => [
      ...[...read(path).matchAll(WORD)].flatMap(([, key]) => of.get(key ?? '') ?? []),
      ...[...read(path).matchAll(SOME)].flatMap(([, part]) =>
        beginning(part ?? '').map(([, file]) => file),
      ),
    ]),
  );
}

test('the first page says only words that come with it', () => {
  const first = ['src/main.tsx', 'src/app/Home.tsx'].flatMap(together);
  expect([...said(first)]).toEqual(['shell']);
});

test('what is loaded later brings the files of all words that it says', () => {
  const first = new Set(together('src/main.tsx'));
  const later = loadedLater();
  expect(later.length).toBeGreaterThan(25);
  const missing = later.flatMap(({ from, path, words = [] }) =>
    [...said(together(path).filter((each) => !first.has(each)))]
      .filter((file) => file !== 'shell' && !words.includes(file))
      .map((file) => `${from} loads ${path} without '${file}' (withWords)`),
  );
  expect(missing).toEqual([]);
});

test('every word is used, and English has no Chinese left in it', () => {
  const code = sources()
    .filter((path) => !path.includes('i18n'))
    .map(read)
    .join('\n');
  for (const key of Object.keys(chinese.words)) {
    expect(code.includes(`'${key}'`), `${key} is not used`).toBe(true);
  }
  for (const [key, text] of Object.entries(english.words)) {
    expect(CHINESE.test(text), key).toBe(false);
  }
});

test('no screen has words of its own', () => {
  const offenders = sources().filter((path) => {
    if (/i18n|lib\/dates|lib\/decimal|grid\/columns|testing|bench/.test(path)) return false;
    const code = read(path).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    return CHINESE.test(code);
  });
  expect(offenders).toEqual(['src/app/ShellHeader.tsx', 'src/lib/pinyin.ts']);
});
