/** What the palette offers for a text: pages and actions of this person, then what the server finds. */
import { initialsOf } from '@/lib/pinyin';
import type { Session } from '@/lib/session';
import { printedAt, type Hit } from '@/scan/printed';

/** A page that is no form. */
export interface Page {
  to: string;
  label: string;
}

/** A place to go to, or something to do. */
export interface Place {
  key: string;
  /** what is shown first */
  title: string;
  /** what kind of thing it is */
  kind: string;
  /** more about it */
  about?: string | undefined;
  state?: { label: string; tone: string } | undefined;
  archived?: boolean;
  href: string;
  /** done instead of going there */
  run?: () => void;
}

interface Words {
  create(form: string): string;
  /** what others call the same */
  createAlso(form: string): string;
  take(form: string): string;
  report: string;
  page: string;
  act: string;
}

const MOST = 8;

/** new sales delivery → nsd; nothing of a single word */
function wordInitials(name: string): string {
  const words = name.split(/\s+/);
  return words.length > 1 ? words.map((word) => word.charAt(0)).join('') : '';
}

/** How well a label has a text: begins with it, has it, has all its words, or its initials. */
export function fits(text: string, label: string, initials = ''): number {
  const wanted = text.trim().toLowerCase();
  const name = label.toLowerCase();
  if (name.startsWith(wanted)) return 2;
  if (name.includes(wanted)) return 1;
  // In any order: a delivery, new. And as one word: logout.
  if (wanted.split(/\s+/).every((word) => name.includes(word))) return 1;
  if (wanted.length > 3 && name.replaceAll(' ', '').startsWith(wanted)) return 1;
  const letters = [initials.toLowerCase(), wanted.length > 1 ? wordInitials(name) : ''];
  return letters.some((one) => one.startsWith(wanted)) ? 1 : 0;
}

/** Pages and "new …" whose names have the text, or its pinyin initials; the best first. */
export function places(
  text: string,
  session: Session,
  pages: readonly Page[],
  words: Words,
): Place[] {
  const found: { place: Place; score: number }[] = [];
  const offer = (score: number, place: Place) => {
    if (score > 0) found.push({ place, score });
  };
  for (const page of pages) {
    const place = { key: page.to, title: page.label, kind: words.page, href: page.to };
    offer(fits(text, page.label, initialsOf(page.label)), place);
  }
  for (const { items } of session.menu) {
    for (const { form, label, plural, initials } of items) {
      if (form === 'stock') continue;
      const href = `/records/${form}`;
      const score = Math.max(fits(text, label, initials), fits(text, plural));
      offer(score, { key: href, title: plural, kind: words.page, href });
      if (session.permissions[form]?.includes('import')) {
        const title = words.take(plural);
        const to = `${href}/import`;
        const wanted = fits(text, title, initialsOf(title)) / 2;
        offer(wanted, { key: to, title, kind: words.act, href: to });
      }
      if (!session.permissions[form]?.includes('add')) continue;
      const title = words.create(label);
      // after the list, before the next page
      const also = words.createAlso(label);
      const called = fits(text, title, initialsOf(title)) || fits(text, also, initialsOf(also));
      const made = score > 0 ? score - 0.5 : called / 2;
      offer(made, { key: `${href}/new`, title, kind: words.act, href: `${href}/new` });
    }
  }
  for (const { name, label, initials } of session.reports) {
    const href = `/reports/${name}`;
    offer(fits(text, label, initials), { key: href, title: label, kind: words.report, href });
  }
  return found
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST)
    .map(({ place }) => place);
}

/** Where the square of a printed document leads; nothing where the text is none. */
export function printedPlace(text: string, session: Session, title: string): Place | null {
  const found = printedAt(text, session);
  if (!found) return null;
  const { form, id } = found;
  const all = session.menu.flatMap(({ items }) => items);
  const kind = all.find((one) => one.form === form)?.label ?? '';
  return { key: id, title, kind, href: `/records/${form}/${id}` };
}

export function placeOf(hit: Hit): Place {
  return {
    key: hit.id,
    title: hit.title,
    kind: hit.form_label,
    about: hit.name || hit.date || undefined,
    state:
      hit.state_label && hit.state_tone
        ? { label: hit.state_label, tone: hit.state_tone }
        : undefined,
    archived: !hit.active,
    href: `/records/${hit.form}/${hit.id}`,
  };
}
