/** What a browser fetches for the first page (log-in, shell, home), gzipped; fails above the limit. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const LIMIT = 350_000;
const dist = new URL('./dist/', import.meta.url);
const read = (path) => readFileSync(new URL(path, dist));
const manifest = JSON.parse(read('.vite/manifest.json').toString());

function files(entry, seen = new Set()) {
  const chunk = manifest[entry];
  if (!chunk || seen.has(entry)) return [];
  seen.add(entry);
  return [
    chunk.file,
    ...(chunk.css ?? []),
    ...(chunk.imports ?? []).flatMap((i) => files(i, seen)),
  ];
}

function weigh(...entries) {
  const all = new Set(entries.flatMap((entry) => files(entry)));
  let bytes = 0;
  for (const file of all) bytes += gzipSync(read(file), { level: 6 }).length;
  return bytes;
}

const words = (...files) => files.map((file) => `src/i18n/zh-Hans/${file}.ts`);
const first = ['index.html', 'src/app/Home.tsx', ...words('shell')];
const pages = {
  'first page': first,
  'with lists and documents': [
    ...first,
    'src/app/pages.tsx',
    ...words('common', 'lists', 'records', 'lines'),
  ],
  'with stock': [...first, 'src/app/stockPage.tsx', ...words('common', 'stock')],
  'with the phone': [...first, 'src/app/phonePages.tsx', ...words('phone', 'scan')],
};
for (const [name, entries] of Object.entries(pages)) {
  console.log(`${name}: ${(weigh(...entries) / 1000).toFixed(1)} kB gzip`);
}
if (weigh(...first) > LIMIT) {
  console.error(`The first page is heavier than ${LIMIT / 1000} kB.`);
  process.exit(1);
}
