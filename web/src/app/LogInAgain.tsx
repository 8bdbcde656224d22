/** A session that ended is renewed over the page, which keeps what is unsaved. */
import { useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';

import { sessionQuery } from '@/lib/session';
import { loggedIn } from './asking';
import { LogInForm } from './LogIn';

export function LogInAgain({ username, userId }: { username: string; userId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const onDone = async () => {
    const session = await client.fetchQuery({ ...sessionQuery, staleTime: 0 });
    // Somebody else at this desk must not see the page of the one before.
    if (session && session.user.id !== userId) window.location.assign('/');
    else if (session) loggedIn();
  };
  return (
    <Modal open title={t('logIn.again')} footer={null} closable={false} width={380}>
      <p>{t('logIn.expired')}</p>
      <LogInForm username={username} onDone={() => void onDone()} />
    </Modal>
  );
}
