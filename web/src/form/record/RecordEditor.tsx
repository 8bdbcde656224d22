/** Header, lines, totals and buttons of one record that is open. */
import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { useSession } from '@/lib/session';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { withWords } from '@/i18n';
import type { Form, RecordData } from '../form';
import { LinesPanel } from '../lines/LinesPanel';
import { isTrade } from '../lines/roles';
import { useSetting } from '../setting';
import { ActionBar } from './ActionBar';
import { useAmounts } from './useAmounts';
import { goesOn } from './carried';
import { Chain } from './Chain';
import { Gone } from './Gone';
import type { Goneness } from './GonePage';
import { HeaderForm, sectionsOf } from './HeaderForm';
import { LeaveGuard } from './LeaveGuard';
import { Restored, SavedBefore } from './Restored';
import { Stashed } from './Stashed';
import { Taken } from './Taken';
import { Title, titleOf } from './Title';
import { useStash } from './useStash';
import { StaleStep } from './StaleStep';
import { Totals } from './Totals';
import { useDone } from './useDone';
import { useFills } from './useFills';
import { useFirstField } from './useFirstField';
import { useOwnTab } from './useOwnTab';
import { useRefusedField } from './useRefusedField';
import { BodyContext, useTabs } from './tabs';
import { useEditor } from './useEditor';
import { isFrozen } from './saving';
import { useSave } from './useSave';
import { Warnings } from './Warnings';

const PreviewDialog = lazy(withWords(() => import('../cost/PreviewDialog'), 'common', 'costs'));

interface Props {
  form: Form;
  record: RecordData | null;
}

interface PageProps extends Props {
  /** the new record has its id: its page goes on */
  onMade(id: string): void;
  /** it was deleted: found so by this page, or before it was opened */
  gone?: Goneness | null;
}

function mayChange(form: Form, record: RecordData | null): boolean {
  return form.operations.includes(record ? 'edit' : 'add');
}

/** Only drafts may be changed throughout; a master always. */
function isOpen(form: Form, record: RecordData | null): boolean {
  return form.kind !== 'document' || record === null || record.state === 'draft';
}

export function RecordEditor({ form, record, onMade, gone = null }: PageProps) {
  const { t } = useTranslation();
  const { company } = useSession();
  const setting = useSetting();
  const may = mayChange(form, record);
  const [corrected, setCorrected] = useState<string | null>(null);
  const correcting = corrected !== null && corrected === record?.etag;
  const editable = may && (isOpen(form, record) || correcting || gone !== null);
  const editor = useEditor(form, record, editable);
  const stash = useStash({ form, record, editor, editable });
  const fill = useFills(form, editor);
  const fields = useMemo(() => sectionsOf(form).flatMap((section) => section.fields), [form]);
  const shown = useMemo(() => new Set(fields.map((field) => field.name)), [fields]);
  const saving = useSave({ form, record, editor, shown, onMade });
  const dirty = editor.dirty || (editable && saving.unanswered);
  const isUnsaved = dirty || stash.at !== null;
  const done = useDone(form, record, saving);
  const amounts = useAmounts(form, editor, company.digits);
  const { state, placed, rules } = editor;
  const isNew = record === null && editable;
  useOwnTab(form.name, record?.id ?? null, titleOf(form, record), isUnsaved);
  useFirstField(isNew ? `after ${saving.savedBefore?.id ?? ''}` : null, fields, state.values);
  useRefusedField(saving.refusals, placed.fields);
  const follows = useMemo(() => goesOn(form, record), [form, record]);
  const live = editable ? Object.values(amounts)[0]?.document : undefined;

  const body: ReactNode = (
    <div className="stack" data-record-body="" inert={isFrozen(saving)}>
      <HeaderForm
        form={form}
        values={state.values}
        open={may}
        editable={editable}
        refusals={placed.fields}
        inherited={record?.inherited}
        setting={setting}
        goesOn={follows}
        waiting={editor.waiting}
        onChange={fill}
      />
      {form.tables.map((table) => {
        const grid = state.tables[table.name];
        const each = rules[table.name];
        if (!grid || !each) return null;
        return (
          <section key={table.name} aria-label={table.label}>
            {!isTrade(table) && <h3 className="table-label">{table.label}</h3>}
            <LinesPanel
              form={form}
              table={table}
              state={grid}
              rules={each}
              values={state.values}
              editable={editable}
              refusals={placed.cells[table.name]}
              amounts={editable ? (amounts[table.name] ?? null) : null}
              saved={record}
              setting={setting}
              asking={editable}
              waiting={editor.waiting}
              refused={saving.refusals}
              told={saving.problem === null ? null : placed.headline}
              dispatch={editor.grid(table.name)}
              onChange={editor.set}
            />
          </section>
        );
      })}
      <Totals
        form={form}
        figures={live ? { ...live } : { ...record }}
        currency={company.currency}
        setting={setting}
      />
    </div>
  );

  const correct = (on: boolean) => {
    setCorrected(null);
    if (on) void stash.takeUp().then(setCorrected);
    else editor.reload(record);
  };

  const tabs = useTabs(form, gone === 'before' ? null : record, setting);

  return (
    <div className="page" data-record="">
      <div className="page-head record-head">
        <Title form={form} record={record} focused={done.title} />
        <span className="sr-only" role="status">
          {done.told}
        </span>
        <span className="spacer" />
        {!gone && (
          <ActionBar
            form={form}
            record={record}
            editable={editable}
            dirty={dirty}
            saving={saving}
            correcting={correcting}
            onCorrect={correct}
            onAsked={done.settle}
          />
        )}
      </div>
      {correcting && !gone && (
        <p className="hint" role="status">
          {t('record.correcting')}
        </p>
      )}
      {record && !gone && form.kind === 'document' && (
        <Chain form={form.name} id={record.id} own={`${form.label} ${record.number ?? ''}`} />
      )}
      {gone && <Gone {...{ form, editor, saving }} />}
      <Warnings record={record} />
      <SavedBefore form={form} saved={saving.savedBefore} />
      <Stashed
        form={form}
        record={record}
        stash={stash}
        setting={setting}
        onCorrect={() => {
          correct(true);
        }}
      />
      {editable && <Taken {...{ form, record, editor }} onClosed={done.settle} />}
      {editable && gone !== 'before' && (
        <Restored {...{ editor, record }} zone={setting.zone} onClosed={done.settle} />
      )}
      {saving.problem !== null && (
        <ProblemAlert
          error={saving.problem}
          headline={placed.headline}
          rest={[
            ...(placed.headline ? [] : placed.rest),
            ...(saving.keptDraft ? [t('record.keptDraft')] : []),
          ]}
          onClose={saving.dismiss}
        />
      )}
      <BodyContext value={body}>{tabs}</BodyContext>
      <LeaveGuard
        dirty={isUnsaved}
        onDrop={() => {
          stash.drop();
          editor.reload(record);
        }}
      />
      {saving.foreseen && (
        <Suspense fallback={null}>
          <PreviewDialog form={form} asked={saving.foreseen} />
        </Suspense>
      )}
      <StaleStep {...{ form, record, editor, saving, setting }} onClosed={done.settle} />
    </div>
  );
}
