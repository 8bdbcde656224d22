/** The languages of the screens. Labels of forms and fields come from the server. */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

import { speak } from '@/lib/api';
import { recall, remember } from '@/lib/remember';
import { readWords, type WordFile, type Words } from './words';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'words';
    resources: { words: Words };
  }
}

export type Language = 'zh-Hans' | 'en';

export const languages: Record<Language, string> = { 'zh-Hans': '简体中文', en: 'English' };

const needed = new Set<WordFile>(['shell']);
const loaded = new Set<string>();
/** What is spoken, or will be in a moment. */
let spoken: Language = 'zh-Hans';

const KEPT = 'huolang.language';

/** What was chosen before, otherwise what the browser asks for; Chinese when in doubt. */
export function preferredLanguage(): Language {
  const kept = recall(KEPT);
  if (kept === 'en' || kept === 'zh-Hans') return kept;
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh-Hans';
}

async function load(language: string, file: WordFile): Promise<void> {
  const name = `${language}/${file}`;
  if (loaded.has(name)) return;
  // Sections that stand in two files are joined.
  i18next.addResourceBundle(language, 'words', await readWords(language, file), true, true);
  loaded.add(name);
}

/** The words of these files, in the language of now and in any that is chosen later. */
export async function needWords(...files: readonly WordFile[]): Promise<void> {
  for (const file of files) needed.add(file);
  const asked = [i18next.language, spoken];
  await Promise.all(asked.flatMap((language) => files.map((file) => load(language, file))));
}

/** What is loaded when it is first shown, and its words with it: no key is ever seen. */
export function withWords<T>(code: () => Promise<T>, ...files: WordFile[]): () => Promise<T> {
  return async () => (await Promise.all([code(), needWords(...files)]))[0];
}

export async function changeLanguage(language: Language): Promise<void> {
  spoken = language;
  await Promise.all([...needed].map((file) => load(language, file)));
  speak(language === 'zh-Hans' ? 'zh-hans' : 'en');
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}

export async function chooseLanguage(language: Language): Promise<void> {
  remember(KEPT, language);
  await changeLanguage(language);
}

export async function startLanguages(): Promise<void> {
  loaded.clear();
  await i18next.use(initReactI18next).init({
    ns: ['words'],
    defaultNS: 'words',
    fallbackLng: false,
    interpolation: { escapeValue: false },
    resources: {},
  });
  i18next.services.formatter?.add('inner', (value: unknown) => inner(String(value)));
  await changeLanguage(preferredLanguage());
}

/** A label inside a sentence begins with a small letter, unless it is in capitals: New sales order. */
export function inner(label: string): string {
  return /^[A-Z](?![A-Z])/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}
