/** 设置: what the company says of itself, and what it decides for itself. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { may, useSession } from '@/lib/session';
import { ButtonLink } from '@/ui/ButtonLink';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { CompanyPanel } from './CompanyPanel';
import { SettingsIndex } from './SettingsIndex';
import { SettingsPanel } from './SettingsPanel';
import { useCompany, useSettings } from './settings';
import { UpkeepPanel } from './UpkeepPanel';

export function SettingsPage() {
  const { t } = useTranslation();
  const session = useSession();
  const company = useCompany();
  const settings = useSettings();
  const error = company.error ?? settings.error;
  const fixed = !may(session, 'setting', 'edit');
  const groups = useMemo(() => {
    const all = settings.data ?? [];
    return [...new Set(all.map((one) => one.group))].map((title) => ({
      title,
      settings: all.filter((one) => one.group === title),
    }));
  }, [settings.data]);
  const parts = useMemo(
    () => [
      ...(company.data ? [t('settings.company')] : []),
      ...groups.map(({ title }) => title),
      ...(may(session, 'upkeep', 'view') ? [t('upkeep.title')] : []),
    ],
    [company.data, groups, session, t],
  );
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('settings.title')}</h1>
        <span className="spacer" />
        {may(session, 'company', 'edit') && <ButtonLink to="/setup">{t('steps.title')}</ButtonLink>}
      </div>
      {error && <ProblemAlert error={error} />}
      <div className="settings">
        <SettingsIndex parts={parts} />
        <div className="settings-panels">
          {company.data && (
            <CompanyPanel company={company.data} fixed={!may(session, 'company', 'edit')} />
          )}
          {groups.map(({ title, settings: its }) => (
            <SettingsPanel
              key={title}
              title={title}
              {...(its[0]?.kind === 'numbering' ? { help: t('settings.numberingHelp') } : {})}
              settings={its}
              fixed={fixed}
            />
          ))}
          {may(session, 'upkeep', 'view') && <UpkeepPanel />}
        </div>
      </div>
    </div>
  );
}
