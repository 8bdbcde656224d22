/** What windows tell each other of the work that they keep. */
import { windowId } from './windows';

const CHANNEL = 'huolang.kept';
/** What is gone of the work of one window: others may just be offering it. */
const GONE = 'huolang.gone';
/** What was sent goes with its draft. */
const SENT = 'huolang.wish:';
/** Only one window writes these; the others look when they need them. */
export const OF_ONE_WINDOW = ['huolang.draft:', 'huolang.work:', SENT];

interface Ears {
  /** these are other than they were */
  hear(names: readonly string[]): void;
  /** these are gone */
  take(names: readonly string[]): void;
}

let line: BroadcastChannel | null = null;
let goneLine: BroadcastChannel | null = null;
/** who shows what lies under a name */
const shown = new Map<string, () => void>();
const watchers = new Set<() => void>();

export function isOfOneWindow(name: string): boolean {
  return OF_ONE_WINDOW.some((each) => name.startsWith(each));
}

export function openLines({ hear, take }: Ears): void {
  if (typeof BroadcastChannel === 'undefined') return;
  line = new BroadcastChannel(CHANNEL);
  line.onmessage = ({ data }: MessageEvent<string[]>) => {
    hear(data);
  };
  goneLine = new BroadcastChannel(GONE);
  goneLine.onmessage = ({ data }: MessageEvent<string[]>) => {
    take(data);
  };
}

export function announce(names: readonly string[], isGone: (name: string) => boolean): void {
  line?.postMessage(names);
  const gone = names.filter((name) => isOfOneWindow(name) && isGone(name));
  if (gone.length > 0) goneLine?.postMessage(gone);
}

/** Another window took these over, or dropped them; that they are of this one says their end. */
export function tellTaken(names: readonly string[]): void {
  const mine = names.filter((name) => name.endsWith(`:${windowId()}`) && !name.startsWith(SENT));
  for (const name of mine) {
    const tell = shown.get(name);
    if (tell) tell();
    else for (const watcher of watchers) watcher();
  }
}

/** For whoever shows what lies under this name. */
export function whenTaken(name: string, tell: () => void): () => void {
  shown.set(name, tell);
  return () => {
    if (shown.get(name) === tell) shown.delete(name);
  };
}

/** For all of this window that nobody shows just now. */
export function watchTaken(tell: () => void): () => void {
  watchers.add(tell);
  return () => {
    watchers.delete(tell);
  };
}
