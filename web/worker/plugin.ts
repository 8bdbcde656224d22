/** Writes `sw.js` into the build: the worker with the names of the files that it keeps. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import type { Plugin, Rollup } from 'vite';

/** What must open without a network, by source file; what these import comes along. */
const KEPT = [
  'index.html',
  'src/app/Home.tsx',
  'src/app/LogInAgain.tsx',
  'src/app/MenuDrawer.tsx',
  'src/app/phonePages.tsx',
  'src/app/countPages.tsx',
  ...['zh-Hans', 'en'].flatMap((language) =>
    ['shell', 'common', 'phone', 'scan', 'counting'].map(
      (file) => `src/i18n/${language}/${file}.ts`,
    ),
  ),
];

type Bundle = Rollup.OutputBundle;

function filesOf(bundle: Bundle): { entry: string; files: string[] } {
  const chunks = Object.values(bundle).filter((each) => each.type === 'chunk');
  const files = new Set<string>();
  const take = (name: string) => {
    const chunk = bundle[name];
    if (files.has(name) || chunk?.type !== 'chunk') return;
    files.add(name);
    for (const css of chunk.viteMetadata?.importedCss ?? []) files.add(css);
    for (const asset of chunk.viteMetadata?.importedAssets ?? []) files.add(asset);
    chunk.imports.forEach(take);
  };
  let entry = '';
  for (const source of KEPT) {
    const chunk = chunks.find((each) => each.facadeModuleId?.endsWith(`/${source}`));
    if (!chunk) throw new Error(`nothing was built of ${source}`);
    take(chunk.fileName);
    if (source === 'index.html') entry = chunk.fileName;
  }
  return { entry, files: [...files].sort() };
}

export function serviceWorker(): Plugin {
  return {
    name: 'service-worker',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      const { entry, files } = filesOf(bundle);
      const worker = readFileSync(new URL('./sw.js', import.meta.url), 'utf8');
      const version = createHash('sha256').update(worker).update(files.join()).digest('hex');
      this.emitFile({
        type: 'asset',
        fileName: 'sw.js',
        source: worker
          .replace('__VERSION__', version.slice(0, 12))
          .replace('__ENTRY__', `/${entry}`)
          .replace("['__FILES__']", JSON.stringify(files.map((file) => `/${file}`))),
      });
    },
  };
}
