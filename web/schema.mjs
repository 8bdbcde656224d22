/**
 * Writes src/lib/schema.d.ts: the shapes of what is the same for every form and every report, from
 * the server's own description. Records and rows are not in it: forms and reports describe them at
 * run time. tests/contract/test_screen_types.py fails when the file is behind.
 *
 *   npm run schema                       (the description of this checkout)
 *   node schema.mjs openapi.json OUT     (another, elsewhere)
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import openapiTS, { astToString } from 'openapi-typescript';

const SHARED = [
  'Problem',
  'ChainOut',
  'TraceList',
  'BooksOut',
  'EffectsPage',
  'AttachmentList',
  'PictureList',
  'PaperOut',
  'PaperList',
  'ListPaperOut',
  'PrintedList',
];
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const [source, out = here('./src/lib/schema.d.ts')] = process.argv.slice(2);

function ofThisCheckout() {
  const python = here('../.venv/bin/python');
  const own = { PYTHONPATH: here('../src'), DJANGO_SETTINGS_MODULE: 'huolang.site.settings' };
  return execFileSync(python, ['-m', 'django', 'openapi'], {
    env: { ...process.env, ...own },
    maxBuffer: 2 ** 26,
    encoding: 'utf8',
  });
}

const api = JSON.parse(source ? readFileSync(source, 'utf8') : ofThisCheckout());

const paths = Object.fromEntries(
  Object.entries(api.paths).filter(([path]) => !/\/(records|reports)\//.test(path)),
);
const schemas = {};
const keep = (part) => {
  for (const [, name] of JSON.stringify(part).matchAll(/#\/components\/schemas\/(\w+)/g)) {
    if (schemas[name]) continue;
    schemas[name] = api.components.schemas[name];
    keep(schemas[name]);
  }
};
keep(paths);
keep(SHARED.map((name) => ({ $ref: `#/components/schemas/${name}` })));

const types = await openapiTS({
  ...api,
  paths,
  components: { ...api.components, schemas },
});
const head = '// Written by `npm run schema` from the description of the API; not by hand.\n\n';
writeFileSync(out, head + astToString(types));
