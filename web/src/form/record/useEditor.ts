/** The state of one open record: loaded, edited, kept on this computer until it is saved. */
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react';

import type { GridAction, RowRules } from '@/grid/rows';
import { todayIn } from '@/lib/dates';
import { useSession } from '@/lib/session';
import type { Form, RecordData, Value } from '../form';
import { editorReducer, isDirty, load, rulesOf, type EditorState } from './editor';
import { dropDraft, findDraft, keepDraft, type DraftPlace } from './localDraft';
import { nothing, withoutCells, withoutField, type Placed } from './problems';

export interface Editor {
  state: EditorState;
  rules: Record<string, RowRules>;
  dirty: boolean;
  placed: Placed;
  /** when unsaved work was found and put back, the moment it was kept */
  restored: string | null;
  set(name: string, value: Value): void;
  grid(table: string): (action: GridAction) => void;
  setPlaced(placed: Placed): void;
  /** after saving, or to drop what is unsaved */
  reload(record: RecordData | null): void;
  /** my changes on top of what somebody else saved meanwhile */
  rebase(record: RecordData): void;
  dropRestored(): void;
}

function useDraftPlace(form: Form, id: string | null): DraftPlace {
  const { user, company } = useSession();
  return useMemo(
    () => ({ user: user.id, company: String(company.id), form: form.name, id }),
    [user.id, company.id, form.name, id],
  );
}

const PAUSE = 400;

/**
 * Writes a moment after the last change, and at once when the page goes away. Answers how to forget
 * it: before a saved page is left, nothing may be written once more.
 */
function useKeeping(
  place: DraftPlace,
  form: Form,
  editor: Pick<Editor, 'state' | 'rules' | 'dirty'>,
) {
  const { state, rules, dirty } = editor;
  const latest = useRef<(() => void) | null>(null);
  const wasDirty = useRef(false);
  useEffect(() => {
    if (!dirty) {
      latest.current = null;
      if (wasDirty.current) dropDraft(place);
      wasDirty.current = false;
      return undefined;
    }
    wasDirty.current = true;
    const keep = () => {
      latest.current = null;
      keepDraft(place, form.version, state, rules);
    };
    latest.current = keep;
    const timer = setTimeout(keep, PAUSE);
    return () => {
      clearTimeout(timer);
    };
  }, [place, form.version, state, rules, dirty]);
  useEffect(() => {
    const flush = () => latest.current?.();
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, []);
  return useCallback(() => {
    latest.current = null;
    dropDraft(place);
  }, [place]);
}

export function useEditor(form: Form, record: RecordData | null, editable: boolean): Editor {
  const { company } = useSession();
  const today = todayIn(company.time_zone);
  const rules = useMemo(() => rulesOf(form, editable), [form, editable]);
  const place = useDraftPlace(form, record?.id ?? null);
  const [draft] = useState(() => (editable ? findDraft(place, form.version) : null));
  const [restored, setRestored] = useState(draft?.at ?? null);

  const [state, dispatch] = useReducer(
    (before: EditorState, action: Parameters<typeof editorReducer>[1]) =>
      editorReducer(before, action, form, rules),
    null,
    () => {
      const fresh = load(form, record, rules, today);
      if (!draft) return fresh;
      const { values, etag, rows } = draft;
      return editorReducer(fresh, { type: 'restore', state: { values, etag }, rows }, form, rules);
    },
  );
  const [placed, setPlaced] = useState<Placed>(nothing);
  const dirty = useMemo(() => isDirty(form, state, rules), [form, state, rules]);
  const forget = useKeeping(place, form, { state, rules, dirty });

  const set = useCallback((name: string, value: Value) => {
    dispatch({ type: 'set', name, value });
    setPlaced((before) => withoutField(before, name));
  }, []);

  const dispatchers = useRef(new Map<string, (action: GridAction) => void>());
  const grid = useCallback((table: string) => {
    const known = dispatchers.current.get(table);
    if (known) return known;
    const send = (action: GridAction) => {
      dispatch({ type: 'grid', table, action });
      if (action.type === 'edit') {
        setPlaced((before) => withoutCells(before, table, action.edits));
      }
    };
    dispatchers.current.set(table, send);
    return send;
  }, []);

  const reload = useCallback(
    (next: RecordData | null) => {
      forget();
      dispatch({ type: 'load', record: next, today });
      setPlaced(nothing);
      setRestored(null);
    },
    [forget, today],
  );

  const rebase = useCallback(
    (latest: RecordData) => {
      dispatch({ type: 'rebase', record: latest, today });
    },
    [today],
  );

  const dropRestored = useCallback(() => {
    setRestored(null);
  }, []);

  // Somebody else saved, an action changed the state, or an order got further: nothing of ours is
  // lost by showing it. The trailing empty line comes and goes with the right to edit.
  const shown = useRef({ record, rules });
  useEffect(() => {
    if (dirty || (shown.current.record === record && shown.current.rules === rules)) return;
    shown.current = { record, rules };
    dispatch({ type: 'load', record, today });
  }, [dirty, record, rules, today]);

  return {
    state,
    rules,
    dirty,
    placed,
    restored,
    set,
    grid,
    setPlaced,
    reload,
    rebase,
    dropRestored,
  };
}
