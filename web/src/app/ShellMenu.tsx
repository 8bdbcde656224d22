/** What this person may open, by module. */
import { StarOutlined } from '@ant-design/icons';
import { Link, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { hasWork } from '@/features/phone/phone';
import { useViews } from '@/features/views/views';
import { initialsOf } from '@/lib/pinyin';
import { useSession, type Session } from '@/lib/session';

import { MenuGroup } from './MenuGroup';

interface Props {
  onChosen?: () => void;
}

/** Stock is a page of its own, not a form; it stands with the stock documents. */
export function maySeeStock(session: Session): boolean {
  const own = session.permissions['stock'];
  return own ? own.includes('view') : session.menu.length > 0;
}

const OWN = ['inventory', 'finance', 'administration'] as const;

interface PageLink {
  to:
    | '/stock'
    | '/count'
    | '/phone'
    | '/owed'
    | '/periods'
    | '/people'
    | '/roles'
    | '/settings'
    | '/audit'
    | '/jobs'
    | '/proof';
  label: string;
}

/** Pages that are no forms, by the module they stand in. */
export function usePages(session: Session): Record<(typeof OWN)[number], PageLink[]> {
  const { t } = useTranslation();
  const may = (name: string) => session.permissions[name]?.includes('view') ?? false;
  const inventory: PageLink[] = maySeeStock(session)
    ? [{ to: '/stock', label: t('stock.title') }]
    : [];
  if (may('count_plan')) inventory.push({ to: '/count', label: t('counting.title') });
  if (hasWork(session)) inventory.push({ to: '/phone', label: t('phone.title') });
  const finance: PageLink[] = [];
  if (may('receivable') || may('payable')) finance.push({ to: '/owed', label: t('owed.title') });
  if (may('period')) finance.push({ to: '/periods', label: t('periods.title') });
  const administration: PageLink[] = [];
  if (may('user')) administration.push({ to: '/people', label: t('team.people') });
  if (may('role')) administration.push({ to: '/roles', label: t('team.rolesTitle') });
  if (may('setting') && may('company')) {
    administration.push({ to: '/settings', label: t('settings.title') });
  }
  if (may('audit')) administration.push({ to: '/audit', label: t('audit.title') });
  const imports = Object.values(session.permissions).some((may) => may.includes('import'));
  if (imports || may('job')) administration.push({ to: '/jobs', label: t('jobs.title') });
  if (may('proof')) administration.push({ to: '/proof', label: t('proof.title') });
  return { inventory, finance, administration };
}

/** What this person has put into their menu. */
function Pinned({ onChosen }: Props) {
  const { t } = useTranslation();
  const router = useRouter();
  const pinned = useViews().items.filter((view) => view.pinned);
  if (pinned.length === 0) return null;
  return (
    <section aria-label={t('views.pinnedTitle')}>
      <h2>
        <StarOutlined aria-hidden /> {t('views.pinnedTitle')}
      </h2>
      {pinned.map(({ id, path, search, name }) => (
        <a
          key={id}
          href={path + search}
          onClick={(event) => {
            onChosen?.();
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            router.history.push(path + search);
          }}
        >
          {name}
        </a>
      ))}
    </section>
  );
}

/** By a part of the name, or the initials of its pinyin. */
function fits(label: string, typed: string): boolean {
  const text = typed.trim().toLowerCase();
  return label.toLowerCase().includes(text) || initialsOf(label).includes(text);
}

const ORDER = ['purchasing', 'sales', 'inventory', 'finance', 'masters'];

export function ShellMenu({ onChosen }: Props) {
  const { t } = useTranslation();
  const session = useSession();
  const all = usePages(session);
  const [typed, setTyped] = useState('');
  const looking = typed.trim() !== '';
  const pages = {
    inventory: all.inventory.filter(({ label }) => fits(label, typed)),
    finance: all.finance.filter(({ label }) => fits(label, typed)),
    administration: all.administration.filter(({ label }) => fits(label, typed)),
  };
  const groups = session.menu
    .map((group) => ({
      ...group,
      items: group.items.filter(({ form, plural }) => form !== 'stock' && fits(plural, typed)),
    }))
    .filter(({ module, items }) => items.length + pagesOf(module).length > 0);
  function pagesOf(module: string): PageLink[] {
    return module in pages ? pages[module as keyof typeof pages] : [];
  }
  const reports = session.reports.filter(({ label }) => fits(label, typed));
  const names = {
    inventory: t('app.inventory'),
    finance: t('app.finance'),
    administration: t('app.administration'),
  };
  const missing = OWN.filter(
    (module) => pages[module].length > 0 && !groups.some((one) => one.module === module),
  ).map((module) => ({
    module: module as string,
    label: names[module],
    items: [],
  }));
  const place = (module: string) => (ORDER.includes(module) ? ORDER.indexOf(module) : 99);
  const shown = [...groups, ...missing].sort((a, b) => place(a.module) - place(b.module));
  return (
    <nav className="menu" aria-label={t('app.menu')}>
      <input
        type="text"
        className="menu-filter"
        value={typed}
        placeholder={t('app.menuFilter')}
        aria-label={t('app.menuFilter')}
        onChange={(event) => {
          setTyped(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setTyped('');
          if (event.key !== 'Enter' || !looking || event.nativeEvent.isComposing) return;
          const first = event.currentTarget.parentElement?.querySelector('a');
          if (!first) return;
          first.click();
          setTyped('');
        }}
      />
      {!looking && (
        <Link to="/" activeOptions={{ exact: true }} onClick={onChosen}>
          {t('home.title')}
        </Link>
      )}
      {!looking && <Pinned onChosen={onChosen} />}
      {looking && shown.length + reports.length === 0 && (
        <p className="quiet menu-none">{t('app.menuNothing')}</p>
      )}
      {shown.map((group) => (
        <MenuGroup
          key={group.module}
          name={group.module}
          label={group.label}
          looking={looking}
          paths={[
            ...pagesOf(group.module).map(({ to }) => to),
            ...group.items.map(({ form }) => `/records/${form}`),
          ]}
        >
          {pagesOf(group.module).map((page) => (
            <Link
              key={page.to}
              to={page.to}
              activeOptions={{ includeSearch: false }}
              onClick={onChosen}
            >
              {page.label}
            </Link>
          ))}
          {group.items.map((item) => (
            <Link
              key={item.form}
              to="/records/$form"
              params={{ form: item.form }}
              activeOptions={{ includeSearch: false }}
              onClick={onChosen}
            >
              {item.plural}
            </Link>
          ))}
        </MenuGroup>
      ))}
      {reports.length > 0 && (
        <MenuGroup
          name="reports"
          label={t('reports.title')}
          looking={looking}
          paths={reports.map(({ name }) => `/reports/${name}`)}
        >
          {reports.map((report) => (
            <Link
              key={report.name}
              to="/reports/$report"
              params={{ report: report.name }}
              activeOptions={{ includeSearch: false }}
              title={report.question}
              onClick={onChosen}
            >
              {report.label}
            </Link>
          ))}
        </MenuGroup>
      )}
    </nav>
  );
}
