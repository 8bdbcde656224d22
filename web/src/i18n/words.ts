/** Words of the screens by file: those of the shell and the home page first, others with their page. */
import type { administration } from './zh-Hans/administration';
import type { common } from './zh-Hans/common';
import type { costs } from './zh-Hans/costs';
import type { counting } from './zh-Hans/counting';
import type { lines } from './zh-Hans/lines';
import type { lists } from './zh-Hans/lists';
import type { money } from './zh-Hans/money';
import type { overlays } from './zh-Hans/overlays';
import type { phone } from './zh-Hans/phone';
import type { planning } from './zh-Hans/planning';
import type { records } from './zh-Hans/records';
import type { reports } from './zh-Hans/reports';
import type { scan } from './zh-Hans/scan';
import type { schedules } from './zh-Hans/schedules';
import type { setup } from './zh-Hans/setup';
import type { shell } from './zh-Hans/shell';
import type { stock } from './zh-Hans/stock';
import type { tour } from './zh-Hans/tour';

interface Files {
  administration: typeof administration;
  common: typeof common;
  costs: typeof costs;
  counting: typeof counting;
  lines: typeof lines;
  lists: typeof lists;
  money: typeof money;
  overlays: typeof overlays;
  phone: typeof phone;
  planning: typeof planning;
  records: typeof records;
  reports: typeof reports;
  scan: typeof scan;
  schedules: typeof schedules;
  setup: typeof setup;
  shell: typeof shell;
  stock: typeof stock;
  tour: typeof tour;
}

export type WordFile = keyof Files;

type Both<U> = (U extends unknown ? (each: U) => void : never) extends (all: infer I) => void
  ? I
  : never;

/** All of them together; a section may stand in two files, a word in one. */
export type Words = Both<Files[WordFile]>;

export interface Tree {
  [key: string]: string | Tree;
}

const files = import.meta.glob<Record<string, Tree>>(['./zh-Hans/*.ts', './en/*.ts']);

/** The files there are for a language. */
export function wordFiles(language: string): WordFile[] {
  const start = `./${language}/`;
  return Object.keys(files)
    .filter((path) => path.startsWith(start))
    .map((path) => path.slice(start.length, -'.ts'.length) as WordFile);
}

export async function readWords(language: string, file: WordFile): Promise<Tree> {
  const module = await files[`./${language}/${file}.ts`]?.();
  const words = module?.[file];
  if (!words) throw new Error(`No words: ${language}/${file}`);
  return words;
}
