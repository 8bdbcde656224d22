/**
 * What is made by one wish is made once: where its answer was lost, the same wish goes out again
 * under the key it had, also from another page of this window and after a reload.
 */
import { newKey } from './idempotency';
import { Problem } from './problem';

const NAME = 'huolang.wishes';
const DAY = 86_400_000;
const MOST = 50;

interface Pending {
  wish: string;
  key: string;
  at: number;
}

/**
 * It did not answer; or what stands between here and the server gave up, and the server may have
 * gone on; or the server lost its database, and does not know itself.
 */
const UNKNOWN = new Set([0, 502, 503, 504]);
/** It gave up before anything was done. */
const UNDONE = new Set(['database.busy', 'database.too_slow', 'request.crowded']);

/** Nobody knows whether it was done. */
export function mayBeDone({ status, code }: Problem): boolean {
  return UNKNOWN.has(status) && !UNDONE.has(code);
}

/** The server itself said no: nothing was done. */
export function isAnswer(error: unknown): boolean {
  return error instanceof Problem && !mayBeDone(error);
}

/**
 * For what may well be wished again on the same day, with the same words: as long as one tries
 * again after a lost answer, and no longer.
 */
export const SOON = 600_000;

/** Where the window has no storage. */
let own: Pending[] = [];

function pending(): Pending[] {
  let all = own;
  try {
    all = JSON.parse(sessionStorage.getItem(NAME) ?? '[]') as Pending[];
  } catch {
    // A private window: they are forgotten with the page.
  }
  return all.filter(({ at }) => Date.now() - at < DAY).slice(-MOST);
}

function note(all: Pending[]): void {
  own = all;
  try {
    sessionStorage.setItem(NAME, JSON.stringify(all));
  } catch {
    // As above.
  }
}

/**
 * `what` and `body` are the wish; `send` sends it under a key, and knows whether it may have been
 * done before: a secret is answered once only. A wish is remembered `within` so many milliseconds.
 */
export async function once<A>(
  what: string,
  body: unknown,
  send: (key: string, isRepeated: boolean) => Promise<A>,
  within: number = DAY,
): Promise<A> {
  const wish = `${what} ${JSON.stringify(body ?? null)}`;
  const known = pending();
  const before = known.find((one) => one.wish === wish && Date.now() - one.at < within)?.key;
  const key = before ?? newKey();
  const others = () => pending().filter((one) => one.wish !== wish);
  note([...others(), { wish, key, at: Date.now() }]);
  try {
    const answer = await send(key, before !== undefined);
    note(others());
    return answer;
  } catch (error) {
    if (isAnswer(error)) note(others());
    throw error;
  }
}
