/** The languages of the screens. Labels of forms and fields come from the server. */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

import { speak } from '@/lib/api';
import { recall, remember } from '@/lib/remember';
import type { Words } from './zh-Hans';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'words';
    resources: { words: Words };
  }
}

export type Language = 'zh-Hans' | 'en';

export const languages: Record<Language, string> = { 'zh-Hans': '简体中文', en: 'English' };

const loaders: Record<Language, () => Promise<{ words: Words }>> = {
  'zh-Hans': () => import('./zh-Hans'),
  en: () => import('./en'),
};

const KEPT = 'huolang.language';

/** What was chosen before, otherwise what the browser asks for; Chinese when in doubt. */
export function preferredLanguage(): Language {
  const kept = recall(KEPT);
  if (kept === 'en' || kept === 'zh-Hans') return kept;
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh-Hans';
}

export async function changeLanguage(language: Language): Promise<void> {
  const { words } = await loaders[language]();
  i18next.addResourceBundle(language, 'words', words);
  speak(language === 'zh-Hans' ? 'zh-hans' : 'en');
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}

export async function chooseLanguage(language: Language): Promise<void> {
  remember(KEPT, language);
  await changeLanguage(language);
}

export async function startLanguages(): Promise<void> {
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
