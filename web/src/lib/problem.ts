/** A refusal as the server words it (RFC 9457), or what went wrong on the way to it. */

export interface Refusal {
  code: string;
  message: string;
  /** where it belongs: `partner`, `lines.3.quantity`; empty for the whole document */
  field?: string | null;
}

export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: readonly Refusal[];
  /** what came with it, where a refusal is also an answer */
  readonly body: unknown;

  constructor(
    status: number,
    code: string,
    detail: string,
    errors: readonly Refusal[] = [],
    body: unknown = null,
  ) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.errors = errors;
    this.body = body;
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Reads a problem out of whatever came back, without trusting its shape. */
export function problemFrom(status: number, body: unknown): Problem {
  if (!isObject(body)) return new Problem(status, `http.${String(status)}`, '');
  const errors = Array.isArray(body['errors']) ? body['errors'].filter(isObject) : [];
  return new Problem(
    status,
    text(body['code']) || `http.${String(status)}`,
    text(body['detail']) || text(body['title']),
    errors.map((error) => ({
      code: text(error['code']),
      message: text(error['message']),
      field: text(error['field']) || text(error['param']) || null,
    })),
    body,
  );
}

/** What is wrong with each of several things that one request spoke of. */
export function sentencesOf(error: unknown): string[] {
  return error instanceof Problem ? error.errors.map((one) => one.message) : [];
}
