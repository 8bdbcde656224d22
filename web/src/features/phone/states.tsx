/** What became of what was confirmed: on its way, arrived, or refused and to be corrected. */
import { Link, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { showInstant } from '@/lib/dates';
import { useSession } from '@/lib/session';
import { SendingState } from '@/scan/SendingState';
import type { Outbox } from '@/scan/useSending';
import { boxOf, type Arrived, type Parcel } from './parcels';
import { putBack } from './useBasket';
import type { Said } from './usePicking';

export function Parcels({ outbox }: { outbox: Outbox<Parcel> }) {
  const session = useSession();
  const router = useRouter();
  const zone = session.company.time_zone;
  const mend = (parcel: Parcel) => {
    const { task, items, errors } = parcel;
    const whole = errors[''] ?? (Object.keys(errors).length ? '' : (parcel.refused ?? ''));
    const told = whole ? { ...errors, '': whole } : errors;
    putBack(boxOf(session), task, { items, errors: told, more: parcel.more });
    outbox.change((queue) => {
      queue.drop(parcel.id);
    });
    if (window.location.pathname !== parcel.page) router.history.push(parcel.page);
  };
  return (
    <SendingState
      outbox={outbox}
      title={(one) => `${one.called} · ${showInstant(one.at, zone)}`}
      detail={(one) => (
        <ul className="phone-refusals">
          {[...new Set([one.refused, ...Object.values(one.errors)])].map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      onMend={mend}
    />
  );
}

export function Arrivals({ arrived }: { arrived: readonly Arrived[] }) {
  const { t } = useTranslation();
  const session = useSession();
  const forms = session.menu.flatMap((group) => group.items);
  if (arrived.length === 0) return null;
  return (
    <ul className="phone-arrived" role="status">
      {arrived.map((one) => (
        <li key={one.id}>
          {t('phone.arrived', { form: forms.find(({ form }) => form === one.form)?.label ?? '' })}{' '}
          <Link to="/records/$form/$id" params={{ form: one.form, id: one.record }}>
            {one.number}
          </Link>
        </li>
      ))}
    </ul>
  );
}

export function SaidLine({ said }: { said: Said | null }) {
  return (
    <p
      className={said ? `phone-said is-${said.kind}` : 'phone-said'}
      role={said?.kind === 'bad' ? 'alert' : 'status'}
    >
      {said?.text}
    </p>
  );
}
