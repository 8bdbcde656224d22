/** Name, tax and clock of the company; and new companies beside it. */
import { Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { setTabCompany } from '@/lib/api';
import { may, useSession } from '@/lib/session';
import { Field, wrongs } from '@/ui/Field';
import { ProblemAlert } from '@/ui/ProblemAlert';
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
  onChange(draft: Draft): void;
}

export function CompanyFields({ company, draft, fixed, at, onChange }: FieldsProps) {
  const { t } = useTranslation();
  const labels = {
    taxpayer_kind: t('settings.taxpayerKind'),
    currency: t('settings.currency'),
    time_zone: t('settings.timeZone'),
  };
  return (
    <>
      {TYPED.map((name) => (
        <Field
          key={name}
          label={t(name === 'name' ? 'settings.companyName' : 'settings.taxNumber')}
          {...(name === 'tax_number' ? { help: t('settings.taxNumberHelp') } : {})}
          wrong={at[name]}
        >
          {(its) => (
            <Input
              {...its}
              maxLength={name === 'name' ? 100 : 40}
              value={draft[name]}
              disabled={fixed.includes(name)}
              onChange={(event) => {
                onChange({ ...draft, [name]: event.target.value });
              }}
            />
          )}
        </Field>
      ))}
      {CHOSEN.map((name) => (
        <Field key={name} label={labels[name]} wrong={at[name]}>
          {(its) => (
            <Select
              {...its}
              value={draft[name]}
              disabled={fixed.includes(name)}
              showSearch={{ optionFilterProp: 'label' }}
              options={company.choices[name] ?? []}
              onChange={(value: string) => {
                onChange({ ...draft, [name]: value });
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
        <CompanyFields company={company} draft={draft} fixed={[]} at={at} onChange={setDraft} />
      </div>
    </Modal>
  );
}

export function CompanyPanel({ company, fixed }: { company: Company; fixed: boolean }) {
  const { t } = useTranslation();
  const session = useSession();
  const save = useSaveCompany();
  const [draft, setDraft] = useState(draftOf(company));
  const [adding, setAdding] = useState(false);
  const { at, rest } = wrongs(save.error, FIELDS);
  const changes = Object.fromEntries(
    FIELDS.filter((name) => draft[name] !== company[name]).map((name) => [name, draft[name]]),
  );
  return (
    <section className="panel" aria-label={t('settings.company')}>
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
      {save.error && (rest.length > 0 || Object.keys(at).length === 0) && (
        <ProblemAlert error={save.error} headline={rest[0] ?? null} />
      )}
      <form
        className="fields is-wide"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ etag: company.etag, changes });
        }}
      >
        <CompanyFields
          company={company}
          draft={draft}
          fixed={fixed ? [...FIELDS] : company.fixed}
          at={at}
          onChange={setDraft}
        />
        {company.fixed.length > 0 && <p className="quiet">{t('settings.fixedHelp')}</p>}
        {!fixed && (
          <Button
            type="primary"
            htmlType="submit"
            disabled={Object.keys(changes).length === 0}
            loading={save.isPending}
          >
            {t('record.save')}
          </Button>
        )}
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
