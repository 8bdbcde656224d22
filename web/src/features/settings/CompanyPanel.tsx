/** Name, tax and clock of the company; and new companies beside it. */
import { Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { setTabCompany } from '@/lib/api';
import { isAnswer } from '@/lib/once';
import { may, useSession } from '@/lib/session';
import { useTypedOver } from '@/lib/typedOver';
import { Field, wrongs } from '@/ui/Field';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { LeftBefore } from '@/ui/TypedBefore';
import { SaveOrDrop } from './SaveOrDrop';
import { anchorOf } from './SettingsIndex';
import { useAddCompany, useSaveCompany, type Company, type NewCompany } from './settings';

const CHOSEN = ['taxpayer_kind', 'currency', 'time_zone'] as const;
const TYPED = ['name', 'tax_number'] as const;
export const FIELDS = [...TYPED, ...CHOSEN] as const;
type Draft = NewCompany;

export function draftOf(company: Company): Draft {
  return {
    name: company.name,
    tax_number: company.tax_number,
    taxpayer_kind: company.taxpayer_kind,
    currency: company.currency,
    time_zone: company.time_zone,
  };
}

interface FieldsProps {
  company: Company;
  draft: Draft;
  fixed: readonly string[];
  at: Record<string, string>;
  isOvertaken?(name: keyof Draft): boolean;
  onChange(change: Partial<Draft>): void;
}

export function CompanyFields(props: FieldsProps) {
  const { company, draft, fixed, at, isOvertaken, onChange } = props;
  const { t } = useTranslation();
  const labels = {
    taxpayer_kind: t('settings.taxpayerKind'),
    currency: t('settings.currency'),
    time_zone: t('settings.timeZone'),
  };
  const overtaken = (name: keyof Draft) => {
    const its = company.choices[name]?.find((one) => one.value === company[name])?.label;
    return isOvertaken?.(name)
      ? { help: t('settings.overtaken', { now: its ?? company[name] }), warns: true }
      : {};
  };
  return (
    <>
      {TYPED.map((name) => (
        <Field
          key={name}
          label={t(name === 'name' ? 'settings.companyName' : 'settings.taxNumber')}
          {...(name === 'tax_number' ? { help: t('settings.taxNumberHelp') } : {})}
          wrong={at[name]}
          {...overtaken(name)}
        >
          {(its) => (
            <Input
              {...its}
              maxLength={name === 'name' ? 100 : 40}
              value={draft[name]}
              disabled={fixed.includes(name)}
              onChange={(event) => {
                onChange({ [name]: event.target.value });
              }}
            />
          )}
        </Field>
      ))}
      {CHOSEN.map((name) => (
        <Field key={name} label={labels[name]} wrong={at[name]} {...overtaken(name)}>
          {(its) => (
            <Select
              {...its}
              value={draft[name]}
              disabled={fixed.includes(name)}
              showSearch={{ optionFilterProp: 'label' }}
              options={company.choices[name] ?? []}
              onChange={(value: string) => {
                onChange({ [name]: value });
              }}
            />
          )}
        </Field>
      ))}
    </>
  );
}

function AddCompany({ company, onClose }: { company: Company; onClose(): void }) {
  const { t } = useTranslation();
  const add = useAddCompany();
  const [draft, setDraft] = useState<Draft>({ ...draftOf(company), name: '', tax_number: '' });
  const { at, rest } = wrongs(add.error, FIELDS);
  const submit = async () => {
    const made = await add.mutateAsync(draft);
    setTabCompany(String(made.id));
    window.location.assign('/');
  };
  return (
    <Modal
      open
      title={t('settings.newCompany')}
      okText={t('settings.create')}
      cancelText={t('settings.cancel')}
      okButtonProps={{ disabled: !draft.name.trim(), loading: add.isPending }}
      onOk={() => {
        submit().catch(() => undefined);
      }}
      onCancel={onClose}
    >
      <p className="quiet">{t('settings.newCompanyHelp')}</p>
      {add.error && (rest.length > 0 || Object.keys(at).length === 0) && (
        <ProblemAlert error={add.error} headline={rest[0] ?? null} />
      )}
      <div className="fields">
        <CompanyFields
          company={company}
          draft={draft}
          fixed={[]}
          at={at}
          onChange={(change) => {
            setDraft((before) => ({ ...before, ...change }));
          }}
        />
      </div>
    </Modal>
  );
}

export function CompanyPanel({ company, fixed }: { company: Company; fixed: boolean }) {
  const { t } = useTranslation();
  const session = useSession();
  const save = useSaveCompany();
  const typed = useTypedOver(draftOf(company), { path: '/settings', part: 'company' });
  const [adding, setAdding] = useState(false);
  const { at, rest } = wrongs(save.error, FIELDS);
  // Its answer was lost, and what was typed stands there by now.
  const isOver = !isAnswer(save.error) && !typed.isChanged;
  return (
    <section
      className="panel"
      aria-label={t('settings.company')}
      id={anchorOf(t('settings.company'))}
    >
      <div className="page-head">
        <h2>{t('settings.company')}</h2>
        <span className="spacer" />
        {may(session, 'company', 'add') && (
          <Button
            onClick={() => {
              setAdding(true);
            }}
          >
            {t('settings.newCompany')}
          </Button>
        )}
      </div>
      {save.error && !isOver && (rest.length > 0 || Object.keys(at).length === 0) && (
        <ProblemAlert error={save.error} headline={rest[0] ?? null} />
      )}
      <form
        className="fields is-wide"
        onSubmit={(event) => {
          event.preventDefault();
          typed
            .save((changes) => save.mutateAsync({ etag: company.etag, changes }))
            .catch(() => undefined);
        }}
      >
        {!fixed && <LeftBefore typed={typed} />}
        <CompanyFields
          company={company}
          draft={typed.draft}
          fixed={fixed ? [...FIELDS] : company.fixed}
          at={at}
          isOvertaken={typed.isOvertaken}
          onChange={typed.set}
        />
        {company.fixed.length > 0 && <p className="quiet">{t('settings.fixedHelp')}</p>}
        {!fixed && <SaveOrDrop typed={typed} busy={save.isPending} />}
      </form>
      {adding && (
        <AddCompany
          company={company}
          onClose={() => {
            setAdding(false);
          }}
        />
      )}
    </section>
  );
}
