/** Nobody gets past without a log-in; a session that ends is renewed over the page. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { chooseLanguage, languages, type Language } from '@/i18n';
import { sessionQuery } from '@/lib/session';
import mark from '@/ui/favicon.svg';
import { forgetCompany, tabCompany } from '@/lib/api';
import { Problem } from '@/lib/problem';
import { awaitArrival } from '@/ui/arrival';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { Waiting } from '@/ui/Waiting';
import { LogInForm } from './LogIn';
import { useAsked } from './asking';
import { useLeaving } from './leaving';

function LogInPage() {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  return (
    <main className="log-in">
      <div className="log-in-card">
        <h1>
          <img src={mark} alt="" width={30} height={30} /> {t('app.name')}
        </h1>
        <p className="quiet">{t('app.slogan')}</p>
        <LogInForm
          onDone={() => {
            awaitArrival();
            void client.invalidateQueries(sessionQuery);
          }}
        />
        <p className="log-in-languages">
          {Object.entries(languages).map(([key, label]) => (
            <button
              key={key}
              type="button"
              lang={key}
              aria-pressed={i18n.language === key}
              onClick={() => void chooseLanguage(key as Language)}
            >
              {label}
            </button>
          ))}
        </p>
      </div>
    </main>
  );
}

/** Loaded when a session ends. */
const LogInAgain = lazy(async () => ({ default: (await import('./LogInAgain')).LogInAgain }));

/** Loaded when somebody logs out who has not sent all. */
const LeaveUnsent = lazy(async () => ({ default: (await import('./LeaveUnsent')).LeaveUnsent }));

export function SessionGate({ children }: { children: ReactNode }) {
  const session = useQuery(sessionQuery);
  const asked = useAsked();
  const leaving = useLeaving();
  const { error } = session;
  useEffect(() => {
    // The company this tab remembers is not (or no longer) this person's.
    if (error instanceof Problem && [403, 404].includes(error.status) && tabCompany()) {
      forgetCompany();
      window.location.reload();
    }
  }, [error]);
  if (session.isPending) return <Waiting fullscreen />;
  if (session.error && !session.data) {
    return (
      <div className="page">
        <ProblemAlert error={session.error} onRetry={() => void session.refetch()} />
      </div>
    );
  }
  if (!session.data) return <LogInPage />;
  const { user } = session.data;
  return (
    <>
      {children}
      {asked && (
        <Suspense fallback={null}>
          <LogInAgain user={user} other={asked.other} />
        </Suspense>
      )}
      {leaving && (
        <Suspense fallback={null}>
          <LeaveUnsent {...leaving} />
        </Suspense>
      )}
    </>
  );
}
