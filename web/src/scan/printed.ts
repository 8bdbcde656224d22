/** The codes that stand on our papers: the number of a document, or the address of one without. */
import { get } from '@/lib/api';
import type { Served } from '@/lib/server';
import { may, type Session } from '@/lib/session';

export type Hit = Served<'HitOut'>;

/** Also of another name of this server: who printed it may have called it otherwise. */
const ADDRESS = /^(?:https?:\/\/[^/\s]+)?\/records\/([a-z_]+)\/([0-9a-f-]{36})$/i;
/** Nothing has a longer name. */
const LONGEST = 60;

/** The document that a printed square leads to, if this person may see it. */
export function printedAt(text: string, session: Session): { form: string; id: string } | null {
  const [, form, id] = ADDRESS.exec(text.trim()) ?? [];
  return form && id && may(session, form, 'view') ? { form, id } : null;
}

const plain = (text: string) => text.normalize('NFKC').trim().replace(/\s+/g, ' ').toUpperCase();

export async function findAll(text: string, signal?: AbortSignal): Promise<Hit[]> {
  const asked = { q: text.slice(0, LONGEST) };
  return (await get<Served<'HitsOut'>>('/api/v1/find', asked, signal)).items;
}

/** Documents of exactly this number, of those that this person may see. */
export async function numbered(code: string): Promise<Hit[]> {
  const hits = await findAll(code);
  return hits.filter(({ state, title }) => state !== null && plain(title) === plain(code));
}
