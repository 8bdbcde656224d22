/** A page is drawn for those who may see it; everybody else is told that they may not. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { get } from '@/lib/api';
import { Problem } from '@/lib/problem';
import { may, useSession } from '@/lib/session';
import { ButtonLink } from '@/ui/ButtonLink';
import { NotFound } from './NotFound';

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

interface FormProps extends Omit<Props, 'to'> {
  form: string;
}

/** The same for the pages of a form, whose address anybody can write. */
export function AllowedForm({ form, operation = 'view', children }: FormProps) {
  const session = useSession();
  if (may(session, form, operation)) return children;
  return <Unseen address={`/api/v1/forms/${encodeURIComponent(form)}`} />;
}

/** What this person does not see: is it kept from them, or is there no such thing at all? */
export function Unseen({ address }: { address: string }) {
  const found = useQuery({
    queryKey: ['unseen', address],
    queryFn: ({ signal }) => get(address, {}, signal),
    retry: false,
  });
  if (found.isPending) return null;
  const { error } = found;
  return error instanceof Problem && error.status === 404 ? <NotFound /> : <Denied />;
}

export function Denied() {
  const { t } = useTranslation();
  return (
    <div className="page">
      <div className="panel empty">
        <h1>{t('app.denied')}</h1>
        <p>{t('app.deniedHelp')}</p>
        <ButtonLink to="/">{t('app.toHome')}</ButtonLink>
      </div>
    </div>
  );
}
