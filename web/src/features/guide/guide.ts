/** The texts and pictures of the guide. */
import type { GuidePage } from './places';

const texts = import.meta.glob<string>('../../../guide/*/*.md', {
  query: '?raw',
  import: 'default',
});
const pictures = import.meta.glob<string>('../../../guide/images/*/*.webp', {
  query: '?url',
  import: 'default',
  eager: true,
});

export async function readPage(language: string, page: GuidePage): Promise<string> {
  const read = texts[`../../../guide/${language}/${page}.md`];
  if (!read) throw new Error(`the guide has no ${page} in ${language}`);
  return read();
}

/** The address of a picture that a page names as it is seen from its file. */
export function pictureAt(href: string): string | undefined {
  return pictures[`../../../guide/images/${href.split('/').slice(-2).join('/')}`];
}
