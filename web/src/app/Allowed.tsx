/** A page is drawn for those who may see it; everybody else is told that they may not. */
import { Result } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { may, useSession } from '@/lib/session';
import { ButtonLink } from '@/ui/ButtonLink';

interface Props {
  /** one of these is enough */
  to: readonly string[];
  operation?: string;
  children: ReactNode;
}

export function Allowed({ to, operation = 'view', children }: Props) {
  const session = useSession();
  return to.some((name) => may(session, name, operation)) ? children : <Denied />;
}

export function Denied() {
  const { t } = useTranslation();
  return (
    <Result
      status="403"
      icon={null}
      title={t('app.denied')}
      subTitle={t('app.deniedHelp')}
      extra={<ButtonLink to="/">{t('app.toHome')}</ButtonLink>}
    />
  );
}
