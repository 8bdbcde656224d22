/** Which window of the browser this is, and which others are open: each keeps work of its own. */
import { newKey } from './idempotency';

const NAME = 'huolang.window';
const CHANNEL = 'huolang.windows';
/** Open windows answer at once, unless they are busy; nobody waits longer for one that is gone. */
const ANSWERED = 250;

type Word =
  | { kind: 'who' }
  | { kind: 'here'; id: string }
  /** a copied window begins with the name of the one it was copied from */
  | { kind: 'begin'; id: string; nonce: string }
  | { kind: 'taken'; nonce: string };

let id = '';
let line: BroadcastChannel | null = null;
const listeners = new Set<(word: Word) => void>();

function recalled(): string {
  try {
    return sessionStorage.getItem(NAME) ?? '';
  } catch {
    return '';
  }
}

/** A busy window holds its lock, too, though it answers nobody; only secure pages have locks. */
function locks(): LockManager | undefined {
  return (navigator as { locks?: LockManager }).locks;
}

const LOCK = 'huolang.window:';
let letGo = new AbortController();

function hold(name: string): void {
  letGo.abort();
  letGo = new AbortController();
  const { signal } = letGo;
  const isOver = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
  locks()
    ?.request(LOCK + name, { signal }, () => isOver)
    .catch(() => undefined);
}

async function holders(): Promise<string[]> {
  const { held = [], pending = [] } = (await locks()?.query()) ?? {};
  const names = [...held, ...pending].flatMap(({ name }) => name ?? []);
  return names.filter((name) => name.startsWith(LOCK)).map((name) => name.slice(LOCK.length));
}

function take(name: string): void {
  id = name;
  hold(name);
  try {
    sessionStorage.setItem(NAME, name);
  } catch {
    // A private window without a storage: it has this name until it is reloaded.
  }
}

function hear(word: Word): void {
  if (word.kind === 'who') line?.postMessage({ kind: 'here', id } satisfies Word);
  if (word.kind === 'begin' && word.id === id) {
    line?.postMessage({ kind: 'taken', nonce: word.nonce } satisfies Word);
  }
  for (const listener of listeners) listener(word);
}

function begin(): void {
  if (id) return;
  take(recalled() || newKey());
  if (typeof BroadcastChannel === 'undefined') return;
  line = new BroadcastChannel(CHANNEL);
  line.onmessage = (event: MessageEvent<Word>) => {
    hear(event.data);
  };
  const nonce = newKey();
  listeners.add((word) => {
    if (word.kind === 'taken' && word.nonce === nonce) take(newKey());
  });
  line.postMessage({ kind: 'begin', id, nonce } satisfies Word);
}

/** Stays through a reload and ends with the window. */
export function windowId(): string {
  begin();
  return id;
}

/** The windows that are open now, this one included. */
export async function openWindows(): Promise<Set<string>> {
  begin();
  const open = new Set([id, ...(await holders().catch(() => []))]);
  if (!line) return open;
  const listener = (word: Word) => {
    if (word.kind === 'here') open.add(word.id);
  };
  listeners.add(listener);
  line.postMessage({ kind: 'who' } satisfies Word);
  await new Promise((resolve) => setTimeout(resolve, ANSWERED));
  listeners.delete(listener);
  return open;
}
