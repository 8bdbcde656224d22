/**
 * Writes src/lib/schema.d.ts: the shapes of what is the same for every form, from the server's own
 * description. Records are not in it: forms describe them at run time.
 *
 *   npm run schema -- http://127.0.0.1:8000/api/v1/openapi.json      (or a file)
 */
import { readFileSync, writeFileSync } from 'node:fs';

import openapiTS, { astToString } from 'openapi-typescript';

const SHARED = [
  'Problem',
  'ChainOut',
  'TraceList',
  'BooksOut',
  'AttachmentList',
  'PaperOut',
  'PaperList',
  'ListPaperOut',
  'PrintedList',
];
const [source] = process.argv.slice(2);
if (!source) {
  console.error('Say where the description is: an address or a file.');
  process.exit(2);
}
const text = source.startsWith('http')
  ? await (await fetch(source)).text()
  : readFileSync(source, 'utf8');
const api = JSON.parse(text);

const paths = Object.fromEntries(
  Object.entries(api.paths).filter(([path]) => !path.includes('/records/')),
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
writeFileSync(new URL('./src/lib/schema.d.ts', import.meta.url), head + astToString(types));
