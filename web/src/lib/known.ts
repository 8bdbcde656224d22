/**
 * What was answered last, for pages that must open without a network. It is kept beside the app in
 * this browser until somebody logs out or another person logs in, and for a week at most.
 */
import { tabCompany } from './api';
import { Problem } from './problem';

const STORE = 'huolang-known';
const WEEK = 7 * 24 * 60 * 60_000;

/** Nothing is kept where browsers have no place for it: pages by plain http, old ones. */
async function store(): Promise<Cache | null> {
  try {
    return await globalThis.caches.open(STORE);
  } catch {
    return null;
  }
}

function addressOf(name: string): string {
  return `/known/${encodeURIComponent(tabCompany() ?? '')}/${encodeURIComponent(name)}`;
}

export async function keepKnown(name: string, data: unknown): Promise<void> {
  try {
    const body = JSON.stringify({ at: Date.now(), data });
    await (await store())?.put(addressOf(name), new Response(body));
  } catch {
    // A full disk: the page works, only not without a network.
  }
}

export async function recallKnown<T>(name: string): Promise<T | null> {
  const found = await (await store())?.match(addressOf(name));
  if (!found) return null;
  const kept = (await found.json()) as { at: number; data: T };
  return Date.now() - kept.at < WEEK ? kept.data : null;
}

export async function forgetKnown(): Promise<void> {
  try {
    await globalThis.caches.delete(STORE);
  } catch {
    // There was none.
  }
}

/** The server, or something before it, could not be reached. */
export function isUnreached(error: unknown): boolean {
  return error instanceof Problem && [0, 502, 503, 504].includes(error.status);
}

/** The answer of now, or without a network the last one. */
export async function lastKnown<T>(name: string, ask: () => Promise<T>): Promise<T> {
  try {
    const data = await ask();
    await keepKnown(name, data);
    return data;
  } catch (error) {
    const kept = isUnreached(error) ? await recallKnown<T>(name) : null;
    if (kept === null) throw error;
    return kept;
  }
}
