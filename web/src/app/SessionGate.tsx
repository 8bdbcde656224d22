/** Nobody gets past without a log-in; a session that ends is renewed over the page. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Modal, Spin } from 'antd';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { chooseLanguage, languages, type Language } from '@/i18n';
import { sessionQuery } from '@/lib/session';
import mark from '@/ui/favicon.svg';
import { forgetCompany, tabCompany } from '@/lib/api';
import { Problem } from '@/lib/problem';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { LogInForm } from './LogIn';
import { loggedIn, useAsked } from './logInAgain';

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
        <LogInForm onDone={() => void client.invalidateQueries(sessionQuery)} />
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

function LogInAgain({ username, userId }: { username: string; userId: string }) {
  const { t } = useTranslation();
  const asked = useAsked();
  const client = useQueryClient();
  const onDone = async () => {
    const session = await client.fetchQuery({ ...sessionQuery, staleTime: 0 });
    // Somebody else at this desk must not see the page of the one before.
    if (session && session.user.id !== userId) window.location.assign('/');
    else if (session) loggedIn();
  };
  return (
    <Modal
      open={asked}
      title={t('logIn.again')}
      footer={null}
      closable={false}
      width={380}
      destroyOnHidden
    >
      <p>{t('logIn.expired')}</p>
      <LogInForm username={username} onDone={() => void onDone()} />
    </Modal>
  );
}

export function SessionGate({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const session = useQuery(sessionQuery);
  const { error } = session;
  useEffect(() => {
    // The company this tab remembers is not (or no longer) this person's.
    if (error instanceof Problem && [403, 404].includes(error.status) && tabCompany()) {
      forgetCompany();
      window.location.reload();
    }
  }, [error]);
  if (session.isPending) return <Spin fullscreen aria-label={t('app.loading')} />;
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
      <LogInAgain username={user.username} userId={user.id} />
    </>
  );
}
