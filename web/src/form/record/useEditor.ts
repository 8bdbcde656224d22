/** The state of one open record: loaded, edited, kept on this computer until it is saved. */
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type RefObject,
} from 'react';

import { filledRows, type GridAction, type Row, type RowRules } from '@/grid/rows';
import { Waiting } from '@/grid/waiting';
import { todayIn } from '@/lib/dates';
import { useSession } from '@/lib/session';
import { wasLeftHere } from '@/lib/workTabs';
import type { Form, RecordData, Value } from '../form';
import {
  editorReducer,
  isDirty,
  load,
  rulesOf,
  type EditorAction,
  type EditorState,
} from './editor';
import { findDraft, type DraftPlace, type LocalDraft } from './localDraft';
import { useKeeping } from './useKeeping';
import { useLeft } from './useLeft';
import type { Left } from './localDraft';
import { tabOf } from './useOwnTab';
import { usualOf } from './usual';
import { nothing, withoutCells, withoutField, type Placed } from './problems';

export interface Editor {
  state: EditorState;
  rules: Record<string, RowRules>;
  dirty: boolean;
  placed: Placed;
  /** as it is after the last action, also before it is drawn */
  latest: RefObject<EditorState>;
  /** what is still being looked up for its cells */
  waiting: Waiting;
  /** when unsaved work was found and put back, the moment it was kept */
  restored: string | null;
  set(name: string, value: Value): void;
  grid(table: string): (action: GridAction) => void;
  setPlaced(placed: Placed): void;
  /** after an action, or to drop what is unsaved */
  reload(record: RecordData | null): void;
  /** after saving what was `sent`: what was typed meanwhile stays, unsaved */
  settle(record: RecordData, sent: EditorState): void;
  /** my changes on top of what somebody else saved meanwhile */
  rebase(record: RecordData): void;
  dropRestored(): void;
  /** where its unsaved work is kept */
  place: DraftPlace;
  /** a draft on top of what is shown */
  restore(draft: LocalDraft): void;
  /** what a window left behind that is gone: taken over, or forgotten */
  left: Left | null;
  takeLeft(): Promise<void>;
  dropLeft(): void;
}

export function useDraftPlace(form: Form, id: string | null): DraftPlace {
  const { user, company } = useSession();
  return useMemo(
    () => ({ user: user.id, company: String(company.id), form: form.name, id }),
    [user.id, company.id, form.name, id],
  );
}

/** The state as it is after the last action, drawn or not: scans and savings do not wait for it. */
function useAtOnce(
  state: EditorState,
  setState: (state: EditorState) => void,
  form: Form,
  rules: Record<string, RowRules>,
) {
  const latest = useRef(state);
  const reduce = useRef((before: EditorState, action: EditorAction) =>
    editorReducer(before, action, form, rules),
  );
  useLayoutEffect(() => {
    reduce.current = (before, action) => editorReducer(before, action, form, rules);
  }, [form, rules]);
  const dispatch = useCallback(
    (action: EditorAction) => {
      latest.current = reduce.current(latest.current, action);
      setState(latest.current);
    },
    [setState],
  );
  return { latest, dispatch };
}

export function useEditor(form: Form, record: RecordData | null, editable: boolean): Editor {
  const { company } = useSession();
  const today = todayIn(company.time_zone);
  const rules = useMemo(() => rulesOf(form, editable), [form, editable]);
  const place = useDraftPlace(form, record?.id ?? null);
  const [draft] = useState(() => (editable ? findDraft(place, form.version) : null));
  const [restored, setRestored] = useState(() =>
    wasLeftHere(tabOf(form.name, record?.id ?? null)) ? null : (draft?.at ?? null),
  );

  const [state, setState] = useState(() => {
    const fresh = load(form, record, rules, today, undefined, usualOf(form, place));
    if (!draft) return fresh;
    return editorReducer(fresh, { type: 'restore', draft }, form, rules);
  });
  const { latest, dispatch } = useAtOnce(state, setState, form, rules);
  const [placed, setPlaced] = useState<Placed>(nothing);
  const [waiting] = useState(() => new Waiting());
  const dirty = useMemo(() => isDirty(form, state, rules), [form, state, rules]);
  const forget = useKeeping(place, form, { state, rules, dirty });

  const set = useCallback(
    (name: string, value: Value) => {
      dispatch({ type: 'set', name, value });
      setPlaced((before) => withoutField(before, name));
    },
    [dispatch],
  );

  const dispatchers = useRef(new Map<string, (action: GridAction) => void>());
  const grid = useCallback(
    (table: string) => {
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
    },
    [dispatch],
  );

  const reload = useCallback(
    (next: RecordData | null) => {
      forget();
      dispatch({ type: 'load', record: next, today, usual: usualOf(form, place) });
      setPlaced(nothing);
      setRestored(null);
    },
    [dispatch, forget, form, place, today],
  );

  const settle = useCallback(
    (saved: RecordData, sent: EditorState) => {
      forget();
      dispatch({ type: 'saved', record: saved, sent, today });
      setPlaced(nothing);
      setRestored(null);
    },
    [dispatch, forget, today],
  );

  const rebase = useCallback(
    (theirs: RecordData) => {
      dispatch({ type: 'rebase', record: theirs, today });
    },
    [dispatch, today],
  );

  const restore = useCallback(
    (found: LocalDraft) => {
      dispatch({ type: 'restore', draft: found });
    },
    [dispatch],
  );

  const leftovers = useLeft({
    place,
    version: form.version,
    // Of a document that is confirmed since it is kept beside it, as one's own is.
    wanted: editable ? draft === null : record !== null && findDraft(place, form.version) === null,
    take: (found) => {
      if (!editable) return;
      dispatch({ type: 'restore', draft: found });
      setRestored(found.at);
    },
  });

  const dropRestored = useCallback(() => {
    setRestored(null);
  }, []);

  // Somebody else saved, an action changed the state, or an order got further: nothing of ours is
  // lost by showing it. The trailing empty line comes and goes with the right to edit.
  const shown = useRef({ record, rules });
  useEffect(() => {
    if (dirty || (shown.current.record === record && shown.current.rules === rules)) return;
    shown.current = { record, rules };
    dispatch({ type: 'refresh', record, today });
  }, [dirty, dispatch, record, rules, today]);

  return {
    state,
    latest,
    waiting,
    rules,
    dirty,
    placed,
    restored,
    set,
    grid,
    setPlaced,
    reload,
    settle,
    rebase,
    dropRestored,
    place,
    restore,
    ...leftovers,
  };
}

/** The lines that will be sent. */
export function rowsOf({ rules, latest: { current: state } }: Editor): Record<string, Row[]> {
  return Object.fromEntries(
    Object.entries(rules).map(([name, each]) => [
      name,
      filledRows(state.tables[name]?.rows ?? [], each),
    ]),
  );
}

/** Their keys, in the order in which they are sent. */
export function keysOf(editor: Editor): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(rowsOf(editor)).map(([name, rows]) => [name, rows.map((row) => row.key)]),
  );
}
