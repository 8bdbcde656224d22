/** Above the page: that there is no network, or that the server has a newer screen. */
import { useQueryClient } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { hasWork } from '@/features/phone/phone';
import { sessionQuery, useSession } from '@/lib/session';
import { watchTaken } from '@/lib/keptLines';
import { isReached, useReached, watchReach } from '@/lib/reach';
import { useNewer } from './newer';

const AGAIN = 10_000;

/** Asks until there is an answer, and then everything that is shown. */
function useReturn(reached: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (reached) return undefined;
    const ask = () => void client.invalidateQueries(sessionQuery);
    const timer = setInterval(ask, AGAIN);
    window.addEventListener('online', ask);
    const stop = watchReach(() => {
      if (isReached()) void client.invalidateQueries();
    });
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', ask);
      stop();
    };
  }, [client, reached]);
}

export function Notices() {
  const { t } = useTranslation();
  const session = useSession();
  const reached = useReached();
  const newer = useNewer();
  const [taken, setTaken] = useState(false);
  useReturn(reached);
  useEffect(
    () =>
      watchTaken(() => {
        setTaken(true);
      }),
    [],
  );
  const scanning = useRouterState({
    select: ({ location }) => /^\/(phone|count)(\/|$)/.test(location.pathname),
  });
  return (
    <div className="notices" role="status">
      {!reached && (
        <p className="notice">
          {t(scanning ? 'app.unreachedScanning' : 'app.unreached')}
          {!scanning && hasWork(session) && <Link to="/phone">{t('phone.title')}</Link>}
        </p>
      )}
      {taken && (
        <p className="notice">
          {t('app.taken')}
          <Button
            size="small"
            onClick={() => {
              setTaken(false);
            }}
          >
            {t('app.understood')}
          </Button>
        </p>
      )}
      {newer && reached && (
        <p className="notice is-news">
          {t('app.newer')}
          <Button
            size="small"
            onClick={() => {
              window.location.reload();
            }}
          >
            {t('app.reload')}
          </Button>
        </p>
      )}
    </div>
  );
}
