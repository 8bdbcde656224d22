/** Saves a record and calls its actions; refusals are placed, nothing is ever lost on the way. */
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Problem } from '@/lib/problem';
import { get } from '@/lib/api';
import { useSession } from '@/lib/session';
import { useForeseen } from '../cost/useForeseen';
import type { RecordData } from '../form';
import { actOn, forgetLists, recordQuery } from '../records';
import { write, type Written } from './write';
import type { EditorState } from './editor';
import { isTypedSince } from './merging';
import { countFaults, nothing, place } from './problems';
import { removeRecord } from './removing';
import { CORRECT, type Parts, type Saving } from './saving';
import { keysOf, rowsOf } from './useEditor';
import { keepUsual } from './usual';
import { useGone } from './useGone';
import { usePage } from './usePage';
import { useProblem } from './useProblem';
import { useSteady } from './useSteady';
import type { Sent } from './lost';
import { useStoring, wish } from './useStoring';

export function useSave({ form, record, editor, shown, onMade }: Parts): Saving {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { user, company } = useSession();
  const navigate = useNavigate();
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useProblem(editor);
  const [refusals, setRefusals] = useState(0);
  const [stale, setStale] = useState<RecordData | null>(null);
  const [savedBefore, setSavedBefore] = useState<RecordData | null>(null);
  const [keptDraft, setKeptDraft] = useState(false);
  const [unanswered, setUnanswered] = useState(false);
  const page = usePage(editor.place);
  const storing = useStoring(form, editor, page);
  const gone = useGone({ form, record, editor }, page);
  const { asked: foreseen, agreeTo, agreeToNew } = useForeseen(form);
  const running = useRef(false);

  const refuse = async (error: unknown, sent: Record<string, string[]>) => {
    setProblem(error);
    if (!(error instanceof Problem)) return;
    const ask = () => get<RecordData>(`/api/v1/records/${form.name}/${record?.id ?? ''}`);
    const theirs = error.status === 412 && record ? await ask().catch(() => null) : null;
    setStale(theirs);
    if (theirs) return;
    if (await gone.explains(error)) {
      setProblem(null);
      return;
    }
    editor.setPlaced(
      place(error, form, sent, shown, (line, label, message) =>
        t('grid.refusal', { line, label, message }),
      ),
    );
    setRefusals((before) => before + 1);
  };

  /** One thing at a time; `work` says which lines it sent, for placing refusals. */
  const run = async (what: string, sent: Record<string, string[]>, work: () => Promise<void>) => {
    if (running.current) return;
    running.current = true;
    setBusy(what);
    setProblem(null);
    setKeptDraft(false);
    editor.setPlaced(nothing);
    try {
      await work();
    } catch (error) {
      await refuse(error, sent);
    } finally {
      running.current = false;
      setUnanswered(storing.lost() !== null);
      setBusy(null);
    }
  };

  /** What was typed since it was `sent` stays. */
  const show = (saved: RecordData, sent?: EditorState) => {
    client.setQueryData(recordQuery(form.name, saved.id).queryKey, saved);
    void forgetLists(client);
    if (page.isFollowed()) return;
    if (sent) editor.settle(saved, sent);
    else editor.reload(saved);
  };

  /** Unless its person went to another page meanwhile. */
  const open = async (id: string) => {
    if (!page.isHere()) return;
    onMade(id);
    await navigate({
      to: '/records/$form/$id',
      params: { form: form.name, id },
      replace: true,
      ignoreBlocker: true,
    });
  };

  const startNext = (saved: RecordData) => {
    void forgetLists(client);
    if (page.isFollowed()) return;
    editor.reload(null);
    setSavedBefore(saved);
  };

  const create = async (
    { body, state }: Pick<Written, 'body' | 'state'>,
    then: string | undefined,
    goOn: boolean,
  ) => {
    if (then && !(await agreeToNew(body))) return;
    const saved = await storing.store({ id: null, body, state, then });
    keepUsual(form, saved, { user: user.id, company: String(company.id) });
    if (goOn && !isTypedSince(form, state, editor.latest.current, editor.rules)) {
      startNext(saved);
      return;
    }
    show(saved, then ? undefined : state);
    await open(saved.id);
  };

  const change = async (
    on: RecordData,
    { body, state }: Pick<Written, 'body' | 'state'>,
    then?: string,
  ) => {
    let current = on;
    const changed = Object.keys(body).length > 0;
    if (changed) {
      current = await storing.store({ id: on.id, body, state });
      show(current, state);
    }
    if (!then) return;
    try {
      await callAction(current, then);
    } catch (error) {
      setKeptDraft(changed && then === 'confirm' && error instanceof Problem && error.status > 0);
      throw error;
    }
  };

  /** What was sent before and not answered comes first; the rest is a change of what it made. */
  const catchUp = async (before: Sent, then: string | undefined, goOn: boolean) => {
    const saved = await storing.again(before);
    show(saved, before.state);
    const rest = write(form, editor.latest.current, editor.rules, false);
    if (goOn && Object.keys(rest.body).length === 0) {
      startNext(saved);
      return;
    }
    if (!record) await open(saved.id);
    // It is in the books as it was sent; what was typed since is kept beside it.
    if (before.then || then === CORRECT) return;
    await change(saved, rest, then);
  };

  const callAction = async (on: RecordData, action: string, reason?: string) => {
    if (!(await agreeTo(on, action))) return;
    const body: Record<string, unknown> = reason ? { reason } : {};
    const done = await wish(`${form.name}/${on.id}/${action} ${on.etag}`, body, (key) =>
      actOn(form.name, on.id, action, { body, key }, on.etag),
    );
    show(done);
  };

  /** All of it at once: nothing is saved before it is in the books. */
  const correct = async (on: RecordData, { body, state }: Written) => {
    if (!(await agreeTo(on, CORRECT, { body, etag: state.etag ?? '' }))) return;
    show(await storing.store({ id: on.id, body, state, then: CORRECT }));
  };

  const isReady = async (what: string): Promise<boolean> => {
    // A code typed just now is still being looked for.
    if (editor.waiting.busy) {
      setBusy(what);
      await editor.waiting.done();
      setBusy(null);
    }
    const faults = countFaults(form, editor.latest.current.values, rowsOf(editor));
    if (faults === 0) return true;
    setKeptDraft(false);
    setProblem(new Problem(422, 'local', t('record.faults', { total: faults })));
    setRefusals((before) => before + 1);
    return false;
  };

  const save = async (then: string | undefined, goOn: boolean) => {
    if (!(await isReady(then ?? 'save'))) return;
    const written = write(form, editor.latest.current, editor.rules, record === null);
    await run(goOn ? 'saveAndNew' : (then ?? 'save'), written.sent, () => {
      const before = storing.lost();
      if (before) return catchUp(before, then, goOn);
      if (!record) return create(written, then, goOn);
      return then === CORRECT ? correct(record, written) : change(record, written, then);
    });
  };

  const all: Saving = {
    busy,
    problem,
    refusals,
    stale,
    keptDraft,
    unanswered,
    foreseen,
    closeStale: () => {
      setStale(null);
    },
    dismiss: () => {
      setProblem(null);
    },
    savedBefore,
    save: (then) => save(then, false),
    async saveAndNew() {
      await save(undefined, true);
    },
    act: (action, reason) =>
      run(action, keysOf(editor), async () => {
        if (record) await callAction(record, action, reason);
      }),
    convert: (target, how = `convert/${target}`) =>
      run(target, keysOf(editor), async () => {
        if (!record) return;
        const made = await wish(`${form.name}/${record.id}/${how} ${record.etag}`, {}, (key) =>
          actOn(form.name, record.id, how, { body: {}, key }),
        );
        client.setQueryData(recordQuery(target, made.id).queryKey, made);
        void forgetLists(client);
        if (!page.isHere()) return;
        await navigate({ to: '/records/$form/$id', params: { form: target, id: made.id } });
      }),
    remove: () =>
      run('delete', keysOf(editor), async () => {
        if (!record) return;
        await removeRecord(form.name, record.id);
        await gone.leave();
      }),
    async saveAsNew() {
      if (await isReady('saveAsNew')) await run('saveAsNew', keysOf(editor), gone.saveAsNew);
    },
    giveUp: gone.leave,
  };
  return useSteady(all);
}
