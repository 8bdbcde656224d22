/** Exactly the buttons that this state and this person allow. */
import { Button, Tooltip } from 'antd';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { ButtonLink } from '@/ui/ButtonLink';
import type { Action, Form, RecordData } from '../form';
import { ConfirmStep, type Step } from './ConfirmStep';
import { mayMerge, MergeButton } from './MergeButton';
import { Onward } from './Onward';
import { useSaveKeys } from './useSaveKeys';
import { CORRECT, type Saving } from './saving';

interface Props {
  form: Form;
  record: RecordData | null;
  /** fields may be changed now */
  editable: boolean;
  dirty: boolean;
  saving: Saving;
  /** a confirmed document is being changed; how to begin, and to leave it */
  correcting?: boolean;
  onCorrect?(on: boolean): void;
  /** the window that asked before a step is closed */
  onAsked?(): void;
}

/** What can't be undone says what it does before it does it. */
const ASKED = new Set(['cancel', 'close', 'delete']);

function may(form: Form, operation: string): boolean {
  return form.operations.includes(operation);
}

/** Buttons of this state, those that would be refused among them: `heldUp` says why. */
function allowed(form: Form, record: RecordData): Action[] {
  const held = (record.held_up ?? []).map(({ action }) => action);
  const now = new Set([...(record.actions ?? []), ...held]);
  return form.actions.filter(
    (action) => now.has(action.name) && may(form, action.operation) && action.name !== 'delete',
  );
}

function heldUp(record: RecordData | null, action: Action): string | undefined {
  return record?.held_up?.find((one) => one.action === action.name)?.message;
}

function mayDelete(form: Form, record: RecordData): boolean {
  if (!may(form, 'delete')) return false;
  return (
    record.actions === undefined || form.kind === 'master' || record.actions.includes('delete')
  );
}

export const ActionBar = memo(function ActionBar(props: Props) {
  const { form, record, dirty, saving, correcting = false, onCorrect, onAsked } = props;
  const editable = props.editable && !correcting;
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Step | null>(null);
  /** why the grey button that was pressed waits: a phone points at nothing */
  const [told, setTold] = useState('');
  const { busy } = saving;
  const isDocument = form.kind === 'document';
  const confirm = form.actions.find((action) => action.operation === 'confirm');
  const canConfirm = confirm !== undefined && may(form, confirm.operation);
  const saveable = editable && (record === null || dirty);
  const confirmable = saveable && isDocument && canConfirm;
  const quiet = !dirty && !correcting;
  const actions = record && !correcting && !(dirty && editable) ? allowed(form, record) : [];
  const conversions =
    record && quiet
      ? form.conversions.filter((each) => record.conversions?.includes(each.target))
      : [];

  const confirmsAsIs = confirm && actions.some((action) => action.name === confirm.name);

  useSaveKeys({
    save: saveable && busy === null ? () => void saving.save() : null,
    saveAnd:
      busy !== null
        ? null
        : confirmable
          ? () => void saving.save(confirm.name)
          : confirmsAsIs
            ? () => void saving.act(confirm.name)
            : null,
  });

  const press = (action: Action) => {
    if (action.name === CORRECT) onCorrect?.(true);
    else if (ASKED.has(action.operation)) {
      setAsked({ name: action.name, operation: action.operation, label: action.label });
    } else void saving.act(action.name);
  };

  return (
    <>
      <div className="acts" data-commands="" role="toolbar" aria-label={t('record.actions')}>
        <Onward
          conversions={conversions}
          saving={saving}
          first={!actions.some(({ tone }) => tone === 'primary')}
        />
        {actions.map((action) => {
          const why = heldUp(record, action);
          return (
            <Tooltip key={action.name} title={why}>
              <Button
                type={action.tone === 'primary' ? 'primary' : 'default'}
                danger={action.tone === 'danger' && !why}
                className={why ? 'held-up' : undefined}
                aria-disabled={why !== undefined}
                aria-description={why}
                loading={busy === action.name}
                disabled={busy !== null}
                onClick={() => {
                  if (why) setTold(why);
                  else press(action);
                }}
              >
                {action.label}
              </Button>
            </Tooltip>
          );
        })}
        {correcting && (
          <Button
            disabled={busy !== null}
            onClick={() => {
              onCorrect?.(false);
            }}
          >
            {t('record.leaveIt')}
          </Button>
        )}
        {correcting && (
          <Button
            type="primary"
            loading={busy === CORRECT}
            disabled={busy !== null || !dirty}
            onClick={() => void saving.save(CORRECT)}
          >
            {form.actions.find(({ name }) => name === CORRECT)?.label}
          </Button>
        )}
        {record && isDocument && quiet && may(form, 'add') && (
          <Button
            loading={busy === form.name}
            disabled={busy !== null}
            onClick={() => void saving.convert(form.name, 'copy')}
          >
            {t('record.copy')}
          </Button>
        )}
        {record && quiet && may(form, 'print') && form.name !== 'count_plan' && (
          <ButtonLink to="/print/$form" params={{ form: form.name }} search={{ ids: record.id }}>
            {t('print.print')}
          </ButtonLink>
        )}
        {record && quiet && form.name === 'count_plan' && record['state'] !== 'draft' && (
          <ButtonLink type="primary" to="/count/$id" params={{ id: record.id }}>
            {t('counting.enter')}
          </ButtonLink>
        )}
        {record && form.told_in && (
          <ButtonLink
            to="/reports/$report"
            params={{ report: form.told_in.report }}
            search={{ view: form.told_in.view, [form.told_in.filter]: record.id }}
          >
            {form.told_in.label}
          </ButtonLink>
        )}
        {quiet && mayMerge(form, record) && <MergeButton form={form} record={record} />}
        {record && quiet && mayDelete(form, record) && (
          <Button
            danger
            disabled={busy !== null}
            onClick={() => {
              setAsked({ name: 'delete', operation: 'delete', label: t('record.delete') });
            }}
          >
            {t('record.delete')}
          </Button>
        )}
        {saveable && (
          <Button
            type={confirmable ? 'default' : 'primary'}
            loading={busy === 'save'}
            title={t('record.saveKeys')}
            disabled={busy !== null}
            onClick={() => void saving.save()}
          >
            {t('record.save')}
          </Button>
        )}
        {saveable && record === null && (
          <Button
            loading={busy === 'saveAndNew'}
            disabled={busy !== null}
            onClick={() => void saving.saveAndNew()}
          >
            {t('record.saveAndNew')}
          </Button>
        )}
        {confirmable && (
          <Button
            type="primary"
            title={t('record.saveAndKeys')}
            loading={busy === confirm.name}
            disabled={busy !== null}
            onClick={() => void saving.save(confirm.name)}
          >
            {t('record.saveAnd', { action: confirm.label })}
          </Button>
        )}
      </div>
      {told !== '' && actions.some((action) => heldUp(record, action) === told) && (
        <p className="held-why" role="status">
          {told}
        </p>
      )}
      <ConfirmStep
        step={asked}
        form={form}
        record={record}
        onCancel={() => {
          setAsked(null);
        }}
        onClosed={onAsked}
        onGo={(step, reason) => {
          setAsked(null);
          if (step.operation === 'delete') void saving.remove();
          else void saving.act(step.name, reason);
        }}
      />
    </>
  );
});
