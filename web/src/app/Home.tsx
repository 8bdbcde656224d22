/** What waits for this person, what they may begin, and how the trade goes. */
import { AppstoreOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { everyday } from '@/features/home/everyday';
import { FirstSteps } from '@/features/home/FirstSteps';
import { Owed, Stock, Traded } from '@/features/home/Figures';
import { useHome, type HomeFigures } from '@/features/home/home';
import { Leading } from '@/features/home/Leading';
import { SalesChart } from '@/features/home/SalesChart';
import { tilesOf, type TileName } from '@/features/home/tiles';
import { ToDo } from '@/features/home/ToDo';
import { CostsInWork } from '@/form/cost/CostsInWork';
import { NEW } from '@/lib/newRecord';
import { may, useSession } from '@/lib/session';
import { ButtonLink } from '@/ui/ButtonLink';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { Blanks } from '@/ui/Blanks';
import { withWords } from '@/i18n';

const ArrangeHome = lazy(
  withWords(
    async () => ({ default: (await import('@/features/home/ArrangeHome')).ArrangeHome }),
    'overlays',
  ),
);

/** Documents that this person enters, a button each. Masters are begun from their lists. */
function Begin({ found }: { found: HomeFigures }) {
  const { t } = useTranslation();
  const session = useSession();
  const offered = session.menu
    .flatMap((group) => group.items)
    .filter(({ form }) => found.counts['draft']?.[form] !== undefined && may(session, form, 'add'));
  const [all, setAll] = useState(false);
  if (offered.length === 0) return null;
  const shown = all ? offered : everyday(offered);
  return (
    <nav className="panel home-begin" aria-label={t('list.new')}>
      <h2>{t('list.new')}</h2>
      {shown.map(({ form, label }) => (
        <ButtonLink
          key={form}
          size="small"
          to="/records/$form/$id"
          params={{ form, id: NEW }}
          aria-label={t('list.newOne', { label })}
        >
          {label}
        </ButtonLink>
      ))}
      {shown.length < offered.length && (
        <Button
          type="text"
          size="small"
          onClick={() => {
            setAll(true);
          }}
        >
          {t('home.beginMore', { count: offered.length - shown.length })}
        </Button>
      )}
    </nav>
  );
}

function TileView({ name, found }: { name: TileName; found: HomeFigures }) {
  const { t } = useTranslation();
  const { sales, purchases, stock_value: worth } = found;
  switch (name) {
    case 'to_do':
      return <ToDo found={found} />;
    case 'begin':
      return <Begin found={found} />;
    case 'sales':
      return sales && <Traded title={t('home.sales')} trade={sales} report="sales" found={found} />;
    case 'purchases':
      return (
        purchases && (
          <Traded title={t('home.purchases')} trade={purchases} report="purchases" found={found} />
        )
      );
    case 'owed':
      return <Owed found={found} />;
    case 'stock':
      return worth && <Stock worth={worth} />;
    case 'chart':
      return sales && <SalesChart days={sales.days} />;
    case 'products':
      return <Leading view="product" found={found} />;
    case 'partners':
      return <Leading view="partner" found={found} />;
  }
}

/** Where the tiles will stand. */
function HomeComing() {
  const { t } = useTranslation();
  return (
    <div className="tiles" role="status" aria-label={t('app.loading')}>
      {['to_do', 'begin', 'sales', 'purchases', 'owed', 'stock', 'chart', 'products'].map(
        (name) => (
          <div key={name} className={`panel tile tile-${name}`}>
            <Blanks count={name === 'to_do' || name === 'begin' ? 1 : 3} />
          </div>
        ),
      )}
    </div>
  );
}

export function Home() {
  const { t } = useTranslation();
  const session = useSession();
  const home = useHome();
  const found = home.data;
  const [arranging, setArranging] = useState(false);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('home.hello', { name: session.user.name || session.user.username })}</h1>
        <span className="quiet">{session.company.name}</span>
        <span className="spacer" />
        {found && (
          <Button
            type="text"
            size="small"
            icon={<AppstoreOutlined />}
            onClick={() => {
              setArranging(true);
            }}
          >
            {t('home.arrange')}
          </Button>
        )}
      </div>
      {home.error && <ProblemAlert error={home.error} onRetry={() => void home.refetch()} />}
      <CostsInWork />
      {home.isLoading && <HomeComing />}
      {found?.steps && <FirstSteps steps={found.steps} />}
      {found && (
        <div className="tiles">
          {tilesOf(found)
            .filter(({ shown }) => shown)
            .map(({ name }) => (
              <div key={name} className={`tile tile-${name}`}>
                <TileView name={name} found={found} />
              </div>
            ))}
        </div>
      )}
      <Suspense fallback={null}>
        {found && arranging && (
          <ArrangeHome
            found={found}
            onClose={() => {
              setArranging(false);
            }}
          />
        )}
      </Suspense>
    </div>
  );
}
