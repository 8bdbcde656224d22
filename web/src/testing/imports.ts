/** Which files of the screen come with which: read from their imports, for tests. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const ROOT = 'src';

export function sources(folder = ROOT, named = /\.tsx?$/): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path, named);
    return named.test(entry.name) && !entry.name.includes('.test.') ? [path] : [];
  });
}

export const read = (path: string) => readFileSync(path, 'utf8');

function found(from: string, name: string): string | undefined {
  const path = name.startsWith('@/')
    ? join(ROOT, name.slice(2))
    : normalize(join(dirname(from), name));
  return ['.ts', '.tsx', '/index.ts'].map((end) => path + end).find((each) => existsSync(each));
}

const IMPORT = /^(?:import|export) (?!type\b)(?:[^'"]*? from )?'([@.][^']*)'/gm;

/** The file and all that is loaded together with it. */
export function together(start: string): string[] {
  const all = new Set<string>();
  const next = [start];
  for (let path = next.pop(); path; path = next.pop()) {
    if (all.has(path)) continue;
    all.add(path);
    const from = path;
    next.push(
      ...[...read(path).matchAll(IMPORT)].flatMap(([, name]) => found(from, name ?? '') ?? []),
    );
  }
  return [...all];
}

export interface Later {
  from: string;
  /** what is loaded when it is first shown */
  path: string;
  /** the files of words that are loaded with it; undefined where none are */
  words: string[] | undefined;
}

const LATER = /(withWords\(\s*(?:async )?\(\) =>[^;]*?)?\bimport\('([@.][^']+)'\)([^;]*)/g;

export function loadedLater(): Later[] {
  return sources()
    .filter((path) => !path.includes('i18n'))
    .flatMap((from) =>
      [...read(from).matchAll(LATER)].map(([, wrapped, name, rest]) => ({
        from,
        path: found(from, name ?? '') ?? '',
        words: wrapped
          ? [...(rest ?? '').matchAll(/'(\w+)'/g)].map(([, file]) => file ?? '')
          : undefined,
      })),
    );
}
