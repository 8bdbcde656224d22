/** What waits for this person, what they may begin, and how the trade goes. */
import { AppstoreOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { FirstSteps } from '@/features/home/FirstSteps';
import { useHome, type HomeFigures } from '@/features/home/home';
import { COLUMNS } from '@/features/home/packing';
import { tilesOf } from '@/features/home/tiles';
import { tileStyles, TileView } from '@/features/home/TileView';
import { PinTile } from '@/features/reports/PinTile';
import { CostsInWork } from '@/form/cost/CostsInWork';
import { useSession } from '@/lib/session';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { Blanks } from '@/ui/Blanks';
import { withWords } from '@/i18n';

const ArrangeMyHome = lazy(
  withWords(
    async () => ({ default: (await import('./ArrangeMyHome')).ArrangeMyHome }),
    'overlays',
    'reports',
  ),
);

const COMING = [4, 4, 1, 1, 1, 1, 2, 1, 1];

/** Where the tiles will stand. */
function HomeComing() {
  const { t } = useTranslation();
  return (
    <div className="tiles" role="status" aria-label={t('app.loading')}>
      {tileStyles(COMING).map((style, index) => (
        <div key={index} className="panel tile" style={style}>
          <Blanks count={COMING[index] === COLUMNS ? 1 : 3} />
        </div>
      ))}
    </div>
  );
}

function Tiles({ found }: { found: HomeFigures }) {
  const shown = tilesOf(found, useSession()).filter((one) => one.shown);
  const styles = tileStyles(shown.map(({ width }) => width));
  return (
    <div className="tiles">
      {shown.map(({ name }, index) => (
        <div key={name} className={`tile tile-${name}`} style={styles[index]}>
          <TileView name={name} found={found} Pin={PinTile} />
        </div>
      ))}
    </div>
  );
}

export function Home() {
  const { t } = useTranslation();
  const session = useSession();
  const home = useHome();
  const found = home.data;
  const [arranging, setArranging] = useState(false);
  const begin = useRef<HTMLButtonElement>(null);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('home.hello', { name: session.user.name || session.user.username })}</h1>
        <span className="quiet">{session.company.name}</span>
        <span className="spacer" />
        {found && !arranging && (
          <Button
            ref={begin}
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
        <Suspense fallback={<Tiles found={found} />}>
          {arranging ? (
            <ArrangeMyHome
              found={found}
              onClose={() => {
                setArranging(false);
                // It was gone while the page was arranged.
                requestAnimationFrame(() => begin.current?.focus());
              }}
            />
          ) : (
            <Tiles found={found} />
          )}
        </Suspense>
      )}
    </div>
  );
}
