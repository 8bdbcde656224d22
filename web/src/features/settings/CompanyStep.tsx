/** 公司资料 in the wizard: who we are, which tax we pay, and what follows from it for prices. */
import { Button, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useTypedOver } from '@/lib/typedOver';
import { Field, wrongs } from '@/ui/Field';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { TypedBefore } from '@/ui/TypedBefore';
import { CompanyFields, draftOf, FIELDS } from './CompanyPanel';
import {
  useCompany,
  useSaveCompany,
  useSaveSettings,
  useSettings,
  type Company,
  type Setting,
} from './settings';

const WITH_TAX = 'price.products_with_tax';

export function CompanyStep({ onNext }: { onNext(): void }) {
  const company = useCompany();
  const settings = useSettings();
  const error = company.error ?? settings.error;
  if (error) return <ProblemAlert error={error} />;
  if (!company.data || !settings.data) return null;
  const withTax = settings.data.find((one) => one.key === WITH_TAX);
  return <Fields company={company.data} {...(withTax ? { withTax } : {})} onNext={onNext} />;
}

interface Props {
  company: Company;
  withTax?: Setting;
  onNext(): void;
}

function Fields({ company, withTax, onNext }: Props) {
  const { t } = useTranslation();
  const saveCompany = useSaveCompany();
  const saveSettings = useSaveSettings();
  const typed = useTypedOver(draftOf(company), { path: '/settings', part: 'company' });
  const { draft } = typed;
  const [included, setIncluded] = useState(withTax?.value === true);
  const { at, rest } = wrongs(saveCompany.error, FIELDS);
  const error = saveCompany.error ?? saveSettings.error;
  const save = async () => {
    const values = {
      'setup.company': 'done',
      ...(withTax && included !== withTax.value ? { [WITH_TAX]: included } : {}),
    };
    if (typed.isChanged) {
      await typed.save((changes) => saveCompany.mutateAsync({ etag: company.etag, changes }));
    }
    await saveSettings.mutateAsync(values);
    onNext();
  };
  return (
    <form
      className="fields is-wide"
      onSubmit={(event) => {
        event.preventDefault();
        save().catch(() => undefined);
      }}
    >
      {error && (rest.length > 0 || Object.keys(at).length === 0) && (
        <ProblemAlert error={error} headline={rest[0] ?? null} />
      )}
      <TypedBefore typed={typed} />
      <CompanyFields
        company={company}
        draft={draft}
        fixed={company.fixed}
        at={at}
        isOvertaken={typed.isOvertaken}
        onChange={typed.set}
      />
      {withTax && (
        <Field label={withTax.label} help={withTax.help}>
          {(its) => <Switch {...its} checked={included} onChange={setIncluded} />}
        </Field>
      )}
      <p className="setup-note">
        {t(draft.taxpayer_kind === 'general' ? 'setup.general' : 'setup.small')}
      </p>
      {company.fixed.length === 0 && <p className="quiet">{t('setup.currencyHelp')}</p>}
      <Button
        type="primary"
        htmlType="submit"
        disabled={!draft.name.trim()}
        loading={saveCompany.isPending || saveSettings.isPending}
      >
        {t('setup.saveAndNext')}
      </Button>
    </form>
  );
}
