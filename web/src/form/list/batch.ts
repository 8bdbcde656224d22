/** One thing done with many records of a list: what is sent, in which order, and what came of it. */
import { send } from '@/lib/api';
import { newKey } from '@/lib/idempotency';
import type { Problem } from '@/lib/problem';
import { problemFrom, type Refusal } from '@/lib/problem';
import { fieldOf, type Action, type Field, type Form, type RecordData } from '../form';
import { showValue, type Setting } from '../kinds';
import { mainFigure } from './card';

/** What is to be done with each of them. */
export type Deed =
  | { kind: 'act'; name: string; operation: string; label: string; reason?: string }
  | { kind: 'change'; label: string; values: Record<string, unknown> };

/** A record that was refused, and what the server said. */
export interface Refused {
  id: string;
  title: string;
  errors: readonly Refusal[];
}

export interface Outcome {
  done: number;
  refused: readonly Refused[];
}

/** As many as are sent in one request: after each of them one can stop. */
export const AT_ONCE = 10;

/** What cannot be undone. */
const FINAL = new Set(['cancel', 'close', 'delete']);

export function isFinal(deed: Deed): boolean {
  return deed.kind === 'act' && FINAL.has(deed.operation);
}

/** Buttons that at least one of the ticked documents may have in its state. */
export function actionsFor(form: Form, chosen: readonly (RecordData | undefined)[]): Action[] {
  return form.actions.filter(
    (action) =>
      form.operations.includes(action.operation) &&
      action.name !== 'delete' &&
      action.name !== 'correct' &&
      chosen.some((row) => row?.state === undefined || action.states.includes(row.state)),
  );
}

export function mayDelete(form: Form, chosen: readonly (RecordData | undefined)[]): boolean {
  if (!form.operations.includes('delete')) return false;
  return (
    form.kind === 'master' ||
    chosen.some((row) => row?.state === undefined || row.state === 'draft')
  );
}

const NEVER_ALIKE = new Set(['code', 'name', 'number', 'active', 'barcode']);
const UNSUITED = new Set(['serial', 'serials', 'line', 'batch']);

/** Fields of a master that many records may say the same of. */
export function changeable(form: Form): Field[] {
  if (form.kind !== 'master' || !form.operations.includes('edit')) return [];
  const shown = new Set(form.sections.flatMap(({ fields }) => fields));
  return form.fields.filter(
    (field) =>
      shown.has(field.name) &&
      !field.readonly &&
      !NEVER_ALIKE.has(field.name) &&
      field.name !== form.title_field &&
      !UNSUITED.has(field.kind),
  );
}

/**
 * Documents take effect in the order of their days, and are taken back the other way round: what
 * goes out rests on what came in.
 */
export function inOrder(ids: readonly string[], deed: Deed, rows: ReadonlyMap<string, RecordData>) {
  const day = (id: string) => {
    const date = rows.get(id)?.['date'];
    return typeof date === 'string' ? date : '';
  };
  const back = deed.kind === 'act' && deed.name !== 'confirm' && deed.name !== 'close' ? -1 : 1;
  // Keys of records grow with the time at which they were made.
  return [...ids].sort((one, other) => {
    const mine = `${day(one)} ${one}`;
    const theirs = `${day(other)} ${other}`;
    return mine === theirs ? 0 : mine < theirs ? -back : back;
  });
}

/** By what a row is known again: its states and choices are words for the server. */
const TELLING = new Set<string>(['date', 'reference', 'text']);

/** How a row is spoken of; a draft without a number by its day, partner and what it comes to. */
export function spokenOf(
  form: Form,
  row: RecordData | undefined,
  { without, setting }: { without: string; setting: Setting },
): string {
  if (!row) return without;
  const title = row[form.title_field];
  const code = row['code'];
  if (typeof title === 'string' && title) {
    return typeof code === 'string' && code && code !== title ? `${code} ${title}` : title;
  }
  const names = [...new Set(['date', 'partner', ...form.list.columns])];
  const told = names
    .flatMap((name) => fieldOf(form, name) ?? [])
    .filter(({ kind }) => TELLING.has(kind))
    .map((field) => showValue(row[field.name], field, setting))
    .filter((text) => text !== '');
  const figure = mainFigure(form);
  const sum = figure && showValue(row[figure.name], figure, setting);
  return [without, ...told.slice(0, 2), ...(sum ? [sum] : [])].join(' · ');
}

/** What may change what goods of others cost. */
const COSTING = new Set(['confirm', 'reopen', 'cancel']);

/** Is it asked beforehand what this changes in the cost of others? */
export function mayCost(form: Form, deed: Asked): deed is Deed & { kind: 'act' } {
  return form.kind === 'document' && deed.kind === 'act' && COSTING.has(deed.operation);
}

/** What was chosen in the menu: a deed, or a change of which the field is still to be said. */
export type Asked = Deed | { kind: 'field'; label: string };

function item(id: string, deed: Deed, etag: string | undefined) {
  if (deed.kind === 'change') return { id, change: deed.values, etag };
  return {
    id,
    action: deed.name,
    ...(etag === undefined ? {} : { etag }),
    ...(deed.reason ? { reason: deed.reason } : {}),
  };
}

interface Result {
  status: number;
  problem?: unknown;
}

function refusalsOf(problem: Problem): readonly Refusal[] {
  if (problem.errors.length > 0) return problem.errors;
  return [{ code: problem.code, message: problem.message, field: null }];
}

/** The part of a batch that is on its way: sent again under its key after a lost answer. */
export interface Part {
  ids: readonly string[];
  key: string;
}

export function partsOf(ids: readonly string[]): Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    parts.push({ ids: ids.slice(at, at + AT_ONCE), key: newKey() });
  }
  return parts;
}

export async function sendPart(
  form: Form,
  deed: Deed,
  { ids, key }: Part,
  rows: ReadonlyMap<string, RecordData>,
  how: { without: string; setting: Setting },
): Promise<Outcome> {
  const items = ids.map((id) => item(id, deed, rows.get(id)?.etag));
  const { data } = await send<{ results: Result[] }>(`/api/v1/records/${form.name}/batch`, {
    method: 'POST',
    body: { items },
    idempotencyKey: key,
  });
  const refused: Refused[] = [];
  data.results.forEach(({ status, problem }, index) => {
    const id = ids[index];
    if (status < 400 || id === undefined) return;
    refused.push({
      id,
      title: spokenOf(form, rows.get(id), how),
      errors: refusalsOf(problemFrom(status, problem)),
    });
  });
  return { done: ids.length - refused.length, refused };
}
