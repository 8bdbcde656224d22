/**
 * A session that ended, or is somebody else's by now, is renewed over the page, which keeps what is
 * unsaved.
 */
import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Modal } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { LOGGED_IN, sessionQuery, whoIsIn, type Session } from '@/lib/session';
import { loggedIn } from './asking';
import { LogInForm } from './LogIn';

interface Props {
  /** whom the page is of */
  user: Session['user'];
  /** what the server says of who is logged in instead; null where nobody is */
  other: string | null;
}

export function LogInAgain({ user, other }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const within = useRef<HTMLDivElement>(null);
  const [met, setMet] = useState<string | null>(null);
  const instead = met === null ? other : t('logIn.met', { name: met });
  const onDone = async () => {
    const now = await whoIsIn();
    // Somebody else at this desk must not see the page of the one before, nor work in it.
    if (now && now.id !== user.id) {
      setMet(now.name);
      return;
    }
    if (now && (await client.fetchQuery({ ...sessionQuery, staleTime: 0 }))) loggedIn();
  };
  // They may have done so in another window.
  const look = useRef(onDone);
  look.current = onDone;
  useEffect(() => {
    const hear = ({ key }: StorageEvent) => {
      if (key === LOGGED_IN) void look.current().catch(() => undefined);
    };
    window.addEventListener('storage', hear);
    return () => {
      window.removeEventListener('storage', hear);
    };
  }, []);
  return (
    <Modal
      open
      title={t(instead === null ? 'logIn.again' : 'logIn.other')}
      footer={null}
      closable={false}
      width={380}
      // Also over a tour, whose veil would take each click.
      zIndex={1100}
      // The dialog takes the focus for itself while it opens.
      afterOpenChange={(open) => {
        if (open) within.current?.querySelector<HTMLInputElement>('[name=password]')?.focus();
      }}
    >
      <div ref={within}>
        {instead === null ? (
          <p>{t('logIn.expired')}</p>
        ) : (
          <>
            <Alert type="warning" showIcon title={instead} />
            <p>{t('logIn.otherKept', { name: user.name })}</p>
          </>
        )}
        <LogInForm
          username={user.username}
          instead={instead !== null}
          onDone={() => void onDone()}
        />
        {instead !== null && (
          <Button
            type="link"
            block
            onClick={() => {
              window.location.assign('/');
            }}
          >
            {t('logIn.goOther')}
          </Button>
        )}
      </div>
    </Modal>
  );
}
