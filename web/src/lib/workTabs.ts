/**
 * Work tabs: the pages that are open in this window, as its person left them. A window keeps its own
 * through a reload; a new one begins with those of the window that was used last.
 */
import { recall, remember } from './remember';

export interface WorkTab {
  /** what tells one tab from another */
  path: string;
  /** what stands after the path: filters, order, page; with its question mark */
  search: string;
  /** what the page calls itself, when the address does not say it */
  title?: string;
  /** work in it is not saved; it is kept on this computer */
  unsaved?: boolean;
}

export type Visit = 'push' | 'replace';

/** Older tabs give way, but for those with work that is not saved. */
export const MOST_TABS = 16;

const NO_TABS = ['/', '/login'];

/** Home is always there, and paper is no page. */
export function hasTab(path: string): boolean {
  return !NO_TABS.includes(path) && !path.startsWith('/print/');
}

/**
 * The tabs after somebody went from `from` to a page. A page that takes the place of another
 * (a saved record that of the empty form) takes its tab as well.
 */
export function visited(
  tabs: readonly WorkTab[],
  { path, search }: { path: string; search: string },
  how: Visit,
  from: string,
): WorkTab[] {
  if (!hasTab(path)) return [...tabs];
  if (tabs.some((tab) => tab.path === path)) {
    const rest = how === 'replace' && from !== path ? without(tabs, from) : tabs;
    return rest.map((tab) => (tab.path === path ? { ...tab, search } : tab));
  }
  const place = tabs.findIndex((tab) => tab.path === from);
  const next = [...tabs];
  if (how === 'replace' && place >= 0) next.splice(place, 1, { path, search });
  else next.splice(place >= 0 ? place + 1 : next.length, 0, { path, search });
  return fewer(next, path);
}

function fewer(tabs: WorkTab[], kept: string): WorkTab[] {
  if (tabs.length <= MOST_TABS) return tabs;
  const goes = tabs.findIndex((tab) => !tab.unsaved && tab.path !== kept);
  return goes < 0 ? tabs : tabs.filter((_tab, index) => index !== goes);
}

export function without(tabs: readonly WorkTab[], path: string): WorkTab[] {
  return tabs.filter((tab) => tab.path !== path);
}

/** Where one is after a tab was closed: beside it. */
export function beside(tabs: readonly WorkTab[], path: string): WorkTab | null {
  const place = tabs.findIndex((tab) => tab.path === path);
  return tabs[place + 1] ?? tabs[place - 1] ?? null;
}

let owner = '';
let tabs: readonly WorkTab[] = [];
const listeners = new Set<() => void>();

function nameOf(): string {
  return `huolang.tabs:${owner}`;
}

/** Whose tabs these are: of one person in one company. */
export function openTabsOf(user: string, company: string): void {
  const asked = `${user}:${company}`;
  if (owner === asked) return;
  owner = asked;
  tabs = read(ofWindow() ?? recall(nameOf()));
}

function ofWindow(): string | null {
  try {
    return sessionStorage.getItem(nameOf());
  } catch {
    return null;
  }
}

function read(kept: string | null): WorkTab[] {
  if (!kept) return [];
  try {
    const found: unknown = JSON.parse(kept);
    return Array.isArray(found) ? found.filter(isTab).slice(0, MOST_TABS) : [];
  } catch {
    return [];
  }
}

function isTab(found: unknown): found is WorkTab {
  const { path, search } = (found ?? {}) as Partial<WorkTab>;
  return typeof path === 'string' && path.startsWith('/') && typeof search === 'string';
}

export function workTabs(): readonly WorkTab[] {
  return tabs;
}

export function keepTabs(next: readonly WorkTab[]): void {
  tabs = next;
  const text = JSON.stringify(next);
  try {
    sessionStorage.setItem(nameOf(), text);
  } catch {
    // A private window: its tabs end with a reload.
  }
  // Nothing is unsaved in a window that begins.
  remember(
    nameOf(),
    JSON.stringify(next.map(({ path, search, title }) => ({ path, search, title }))),
  );
  for (const listener of listeners) listener();
}

export function watchTabs(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

let closing: string | null = null;

/** The page at `path` is being left for good: whoever has unsaved work in it is asked. */
export function startClosing(path: string): void {
  closing = path;
}

export function isClosing(path: string): boolean {
  return closing === path;
}

/** Its person stays. */
export function stopClosing(): void {
  closing = null;
}

/** Somebody went to another page, or to the same one with other filters. */
export function noteVisit(at: { path: string; search: string }, how: Visit, from: string): void {
  const after = visited(tabs, at, how, from);
  keepTabs(closing !== null && closing !== at.path ? without(after, closing) : after);
  closing = null;
}

const leftHere = new Set<string>();

/** Its unsaved work was left for another tab, not found after a reload or a crash. */
export function wasLeftHere(path: string): boolean {
  return leftHere.has(path);
}

/** What the page at `path` says of itself. */
export function markTab(path: string, said: Pick<WorkTab, 'title' | 'unsaved'>): void {
  const before = tabs.find((tab) => tab.path === path);
  if (!before) return;
  const after = { ...before, ...said };
  if (after.unsaved) leftHere.add(path);
  else leftHere.delete(path);
  if (after.title === before.title && (after.unsaved ?? false) === (before.unsaved ?? false))
    return;
  keepTabs(tabs.map((tab) => (tab.path === path ? after : tab)));
}
