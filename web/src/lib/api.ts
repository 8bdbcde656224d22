/** Speaks HTTP with the server: company, language, CSRF, ETag and idempotency in one place. */
import { Problem, problemFrom } from './problem';
import { noteReached } from './reach';
import { recall, remember } from './remember';

const COMPANY = 'huolang.company';

/**
 * The company this tab works in; a tab of its own may work in another one. A new tab, and the next
 * log-in, begin with the one chosen last in this browser, and stay with it.
 */
export function tabCompany(): string | null {
  const own = sessionStorage.getItem(COMPANY);
  if (own !== null) return own;
  const last = recall(COMPANY);
  if (last !== null) sessionStorage.setItem(COMPANY, last);
  return last;
}

export function setTabCompany(id: string): void {
  sessionStorage.setItem(COMPANY, id);
  remember(COMPANY, id);
}

/** Logging out leaves the choice for the next time. */
export function leaveTabCompany(): void {
  sessionStorage.removeItem(COMPANY);
}

/** The choice is not (or no longer) possible. */
export function forgetCompany(): void {
  sessionStorage.removeItem(COMPANY);
  remember(COMPANY, null);
}

let language = 'zh-Hans';

export function speak(tag: string): void {
  language = tag;
}

let shown: string | null = null;

/** Whom this window shows: nothing is done in it as another who logged in with this browser. */
export function speakAs(user: string | null): void {
  shown = user;
}

/** `other`: what the server says of somebody else whose session it is now. */
type LogInAgain = (other: string | null) => Promise<void>;
let logInAgain: LogInAgain | null = null;

/** Whoever can ask for a new log-in registers here; requests wait for it and are sent again. */
export function whenSessionEnds(ask: LogInAgain | null): void {
  logInAgain = ask;
}

export type Query = Record<string, string | number | boolean | null | undefined>;

export interface Request {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  query?: Query;
  body?: unknown;
  /** sent in place of a body */
  file?: Blob;
  etag?: string;
  idempotencyKey?: string;
  signal?: AbortSignal;
  /** false: a 401 is an answer, not the end of a session */
  sessionNeeded?: boolean;
  /** whoever it is that the browser is logged in as: logging in and out, and asking who that is */
  asAnybody?: boolean;
  /** logging in: who is logged in with this browser is no more, once it worked */
  instead?: boolean;
}

export interface Answer<T> {
  status: number;
  data: T;
  etag: string | null;
}

function cookie(name: string): string {
  const found = document.cookie.split('; ').find((part) => part.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : '';
}

export function address(path: string, query: Query = {}): string {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') parts.set(name, String(value));
  }
  const tail = parts.toString();
  return tail ? `${path}?${tail}` : path;
}

function headersOf(request: Request): Headers {
  const headers = new Headers({ Accept: 'application/json', 'Accept-Language': language });
  const company = tabCompany();
  if (company) headers.set('X-Company', company);
  if (shown && !request.asAnybody) headers.set('X-User', shown);
  if (request.instead) headers.set('X-Instead', '1');
  if (request.body !== undefined) headers.set('Content-Type', 'application/json');
  if (request.file) headers.set('Content-Type', 'application/octet-stream');
  if (request.etag) headers.set('If-Match', `"${request.etag}"`);
  if (request.idempotencyKey) headers.set('Idempotency-Key', request.idempotencyKey);
  if ((request.method ?? 'GET') !== 'GET') headers.set('X-CSRFToken', cookie('csrftoken'));
  return headers;
}

const OTHER = 'auth.other_person';

/** What stands before a server answers while that is away. */
const AWAY = new Set([502, 503, 504]);

async function exchange(path: string, request: Request): Promise<Response> {
  try {
    const response = await fetch(address(path, request.query), {
      method: request.method ?? 'GET',
      headers: headersOf(request),
      credentials: 'same-origin',
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      ...(request.file ? { body: request.file } : {}),
      ...(request.signal ? { signal: request.signal } : {}),
    });
    noteReached(!AWAY.has(response.status));
    return response;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    noteReached(false);
    throw new Problem(0, 'network', '');
  }
}

/** What the server says where somebody else is logged in by now; null where nobody is. */
async function otherIn(response: Response): Promise<string | null> {
  if (response.status !== 409) return null;
  const problem = problemFrom(409, await bodyOf(response.clone()));
  return problem.code === OTHER ? problem.message : null;
}

/** Waits for a new log-in where there is none, or that of somebody else. */
async function exchangeAs(path: string, request: Request): Promise<Response> {
  const response = await exchange(path, request);
  if (!logInAgain) return response;
  const other = await otherIn(response);
  const over = response.status === 401 && request.sessionNeeded !== false;
  if (other === null && !over) return response;
  await logInAgain(other);
  return exchangeAs(path, request);
}

/** An answer that is read while it is still coming; whoever asked for it looks at its status. */
export function openStream(path: string, signal: AbortSignal): Promise<Response> {
  return exchange(path, { signal });
}

/** The name that the server gives a file. */
function fileName(response: Response): string {
  const told = response.headers.get('Content-Disposition') ?? '';
  const encoded = /filename\*=utf-8''([^;]+)/i.exec(told)?.[1];
  return encoded ? decodeURIComponent(encoded) : (/filename="([^"]+)"/.exec(told)?.[1] ?? 'file');
}

/** The content of a file, for showing it here. */
export async function fetchFile(path: string): Promise<Blob> {
  const response = await exchangeAs(path, {});
  if (!response.ok) throw problemFrom(response.status, await bodyOf(response));
  return response.blob();
}

/** Sends a file as it is. */
export async function sendFile(
  path: string,
  file: Blob,
  { name, key }: { name: string; key: string },
): Promise<void> {
  const request = { method: 'POST', query: { name }, idempotencyKey: key, file } as const;
  const response = await exchangeAs(path, request);
  if (!response.ok) throw problemFrom(response.status, await bodyOf(response));
}

/** Fetches a file and lets the browser save it. A link could not say the company. */
export async function download(path: string, query: Query = {}): Promise<void> {
  const response = await exchangeAs(path, { query });
  if (!response.ok) throw problemFrom(response.status, await bodyOf(response));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = fileName(response);
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
  }, 60_000);
}

async function bodyOf(response: Response): Promise<unknown> {
  const content = await response.text();
  if (!content) return null;
  try {
    return JSON.parse(content) as unknown;
  } catch {
    return null;
  }
}

/** One request; `T` is what the contract says the answer is. Refusals are thrown as `Problem`. */
export async function send<T>(path: string, request: Request = {}): Promise<Answer<T>> {
  const response = await exchangeAs(path, request);
  const body = await bodyOf(response);
  if (!response.ok) throw problemFrom(response.status, body);
  const etag = response.headers.get('ETag')?.replace(/^W\//, '').replaceAll('"', '') ?? null;
  return { status: response.status, data: body as T, etag };
}

export async function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  const answer = await send<T>(path, {
    ...(query ? { query } : {}),
    ...(signal ? { signal } : {}),
  });
  return answer.data;
}
