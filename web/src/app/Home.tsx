/** What waits for this person, what they may begin, and how the trade goes. */
import { useTranslation } from 'react-i18next';

import { FirstSteps } from '@/features/home/FirstSteps';
import { Figures } from '@/features/home/Figures';
import { useHome, type HomeFigures } from '@/features/home/home';
import { Leading } from '@/features/home/Leading';
import { SalesChart } from '@/features/home/SalesChart';
import { ToDo } from '@/features/home/ToDo';
import { CostsInWork } from '@/form/cost/CostsInWork';
import { may, useSession } from '@/lib/session';
import { ButtonLink } from '@/ui/ButtonLink';
import { ProblemAlert } from '@/ui/ProblemAlert';

/** Documents that this person enters, a button each. Masters are begun from their lists. */
function Begin({ found }: { found: HomeFigures }) {
  const { t } = useTranslation();
  const session = useSession();
  const offered = session.menu
    .flatMap((group) => group.items)
    .filter(({ form }) => found.counts['draft']?.[form] !== undefined && may(session, form, 'add'));
  if (offered.length === 0) return null;
  return (
    <nav className="panel home-begin" aria-label={t('list.new')}>
      <h2>{t('list.new')}</h2>
      {offered.map(({ form, label }) => (
        <ButtonLink
          key={form}
          size="small"
          to="/records/$form/new"
          params={{ form }}
          aria-label={t('list.newOne', { label })}
        >
          {label}
        </ButtonLink>
      ))}
    </nav>
  );
}

export function Home() {
  const { t } = useTranslation();
  const session = useSession();
  const home = useHome();
  const found = home.data;
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('home.hello', { name: session.user.name || session.user.username })}</h1>
        <span className="quiet">{session.company.name}</span>
      </div>
      {home.error && <ProblemAlert error={home.error} onRetry={() => void home.refetch()} />}
      <CostsInWork />
      {found?.steps && <FirstSteps steps={found.steps} />}
      {found && <ToDo found={found} />}
      {found && <Begin found={found} />}
      {found && <Figures found={found} />}
      {found?.sales && (
        <div className="home-trade">
          <SalesChart days={found.sales.days} />
          <Leading view="product" found={found} />
          <Leading view="partner" found={found} />
        </div>
      )}
    </div>
  );
}
