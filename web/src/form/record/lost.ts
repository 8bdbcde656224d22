/**
 * What was sent and not answered may have been done: sent again under its own key, it is done once.
 * It outlives a reload, and goes with the draft that it was sent of.
 */
import type { RowRules } from '@/grid/rows';
import type { Form } from '../form';
import { actOn, changeRecord, createRecord } from '../records';
import { editorReducer, type EditorState } from './editor';
import { findLost, type DraftPlace, type LocalDraft } from './localDraft';
import type { Written } from './write';

export interface Wish extends Pick<Written, 'body' | 'state'> {
  /** null for a record that does not exist yet */
  id: string | null;
  /** the action that comes with it */
  then?: string | undefined;
}

export interface Sent extends Wish {
  key: string;
}

export async function sendWish(form: Form, { id, body, key, then, state }: Sent) {
  const [written, etag] = [{ body, key }, state.etag ?? ''];
  const { data } = await (id === null
    ? createRecord(form.name, written, then)
    : then === undefined
      ? changeRecord(form.name, id, written, etag)
      : actOn(form.name, id, then, written, etag));
  return data;
}

/** The lines that stand here have the keys that they have here. */
function keyedAs(state: EditorState, draft: LocalDraft): LocalDraft {
  const rows = Object.entries(draft.rows).map(([table, all]) => {
    const here = new Map(state.tables[table]?.rows.map(({ id, key }) => [id, key]));
    const keyOf = (id: string | undefined) => (id === undefined ? undefined : here.get(id));
    return [table, all.map((row) => ({ ...row, key: keyOf(row.id) ?? row.key }))] as const;
  });
  return { ...draft, rows: Object.fromEntries(rows) };
}

/** Null where nothing was sent of this `state`, or what it was typed onto is another by now. */
export function findSent(
  form: Form,
  place: DraftPlace,
  state: EditorState,
  rules: Record<string, RowRules>,
): Sent | null {
  const found = findLost(place, form.version);
  if (found?.draft.etag !== state.etag) return null;
  const { key, body, then, draft } = found;
  const sent = editorReducer(state, { type: 'restore', draft: keyedAs(state, draft) }, form, rules);
  return { id: place.id, key, body, state: sent, then: then ?? undefined };
}
