/** Unsaved work is kept on this computer, so that a reload or a crash loses nothing. */
import { filledRows, type Row, type RowRules } from '@/grid/rows';
import { recall, remember } from '@/lib/remember';
import type { Value } from '../form';
import type { EditorState } from './editor';

export interface LocalDraft {
  at: string;
  etag: string | null;
  version: string;
  values: Record<string, Value>;
  rows: Record<string, Row[]>;
}

export interface DraftPlace {
  user: string;
  company: string;
  form: string;
  /** null for a record that does not exist yet */
  id: string | null;
}

function nameOf({ user, company, form, id }: DraftPlace): string {
  return ['huolang.draft', user, company, form, id ?? 'new'].join(':');
}

export function keepDraft(
  place: DraftPlace,
  version: string,
  state: EditorState,
  rules: Record<string, RowRules>,
): void {
  const rows: Record<string, Row[]> = {};
  for (const [name, each] of Object.entries(rules)) {
    rows[name] = filledRows(state.tables[name]?.rows ?? [], each);
  }
  const draft: LocalDraft = {
    at: new Date().toISOString(),
    etag: state.etag,
    version,
    values: state.values,
    rows,
  };
  remember(nameOf(place), JSON.stringify(draft));
}

export function dropDraft(place: DraftPlace): void {
  remember(nameOf(place), null);
}

/** Drafts of another version of the form are left out: their fields may mean something else. */
export function findDraft(place: DraftPlace, version: string): LocalDraft | null {
  const kept = recall(nameOf(place));
  if (!kept) return null;
  try {
    const draft = JSON.parse(kept) as LocalDraft;
    return draft.version === version && typeof draft.values === 'object' ? draft : null;
  } catch {
    return null;
  }
}
