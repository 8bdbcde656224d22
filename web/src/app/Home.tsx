/** What is waiting and what can be begun, for this person. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import type { FormName } from '@/form/form';
import { formsQuery } from '@/form/records';
import { Figures } from '@/features/home/Figures';
import { useHome, type HomeFigures } from '@/features/home/home';
import { showNumber } from '@/lib/decimal';
import { may, useSession } from '@/lib/session';
import { ButtonLink } from '@/ui/ButtonLink';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { maySeeStock } from './ShellMenu';

/** Orders stay open after they are confirmed until everything is done. */
const STAYS_OPEN = new Set(['purchase_order', 'sales_order']);

interface CountProps {
  form: string;
  state: string;
  /** of these only: `none,partial` */
  progress?: string;
  label: string;
  count: number | undefined;
}

function Count({ form, state, progress, label, count }: CountProps) {
  const search: Record<string, string> = progress ? { state, progress } : { state };
  return (
    <Link to="/records/$form" params={{ form }} search={search} className="tile-count">
      <b data-testid={`count-${form}-${state}`}>
        {count === undefined ? '…' : showNumber(String(count))}
      </b>
      <span>{label}</span>
    </Link>
  );
}

interface TileProps {
  form: FormName;
  found: HomeFigures | undefined;
}

function DocumentTile({ form, found }: TileProps) {
  const { t } = useTranslation();
  const session = useSession();
  return (
    <section className="panel tile" aria-label={form.label}>
      <div className="tile-head">
        <h2>
          <Link to="/records/$form" params={{ form: form.name }}>
            {form.label}
          </Link>
        </h2>
        {may(session, form.name, 'add') && (
          <ButtonLink
            size="small"
            to="/records/$form/new"
            params={{ form: form.name }}
            aria-label={t('list.newOne', { label: form.label })}
          >
            {t('list.new')}
          </ButtonLink>
        )}
      </div>
      <div className="tile-counts">
        <Count
          form={form.name}
          state="draft"
          label={t('home.drafts')}
          count={found?.counts['draft']?.[form.name]}
        />
        {STAYS_OPEN.has(form.name) && (
          <Count
            form={form.name}
            state="confirmed"
            progress="none,partial"
            label={t('home.open')}
            count={found?.counts['open']?.[form.name]}
          />
        )}
      </div>
    </section>
  );
}

export function Home() {
  const { t } = useTranslation();
  const session = useSession();
  const { data: forms = [] } = useQuery(formsQuery());
  const home = useHome();
  const mine = forms.filter((form) => may(session, form.name, 'view'));
  const order = session.menu.flatMap((group) => group.items.map((item) => item.form));
  const documents = mine
    .filter((form) => form.kind === 'document')
    .sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  const masters = mine.filter((form) => form.kind === 'master');
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('home.hello', { name: session.user.name || session.user.username })}</h1>
        <span className="quiet">{session.company.name}</span>
      </div>
      {home.error && <ProblemAlert error={home.error} onRetry={() => void home.refetch()} />}
      {home.data && <Figures found={home.data} />}
      <div className="tiles">
        {documents.map((form) => (
          <DocumentTile key={form.name} form={form} found={home.data} />
        ))}
      </div>
      <section className="panel home-links" aria-label={t('home.masters')}>
        <h2>{t('home.masters')}</h2>
        {maySeeStock(session) && <Link to="/stock">{t('stock.title')}</Link>}
        {masters.map((form) => (
          <Link key={form.name} to="/records/$form" params={{ form: form.name }}>
            {form.label}
          </Link>
        ))}
      </section>
    </div>
  );
}
