/** What became of what was confirmed: on its way, arrived, or refused and to be corrected. */
import { Alert, Button } from 'antd';
import { Link, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { showInstant } from '@/lib/dates';
import { useSession } from '@/lib/session';
import { SendingState } from '@/scan/SendingState';
import type { Outbox } from '@/scan/useSending';
import { boxOf, type Arrived, type Parcel } from './parcels';
import { STAYS } from './tried';
import { putBack } from './useBasket';
import type { Trying } from './useTrying';

export function Parcels({ outbox }: { outbox: Outbox<Parcel> }) {
  const session = useSession();
  const router = useRouter();
  const zone = session.company.time_zone;
  const mend = (parcel: Parcel) => {
    const { task, items, errors } = parcel;
    // What no place was said of is of this device: nothing that the server says mends it.
    const told = Object.keys(errors).length > 0 ? errors : { [STAYS]: parcel.refused ?? '' };
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

/** Scans that the server would refuse, which were taken back for that. */
export function TakenBack({ trying }: { trying: Trying }) {
  const { t } = useTranslation();
  const { refused, read } = trying;
  if (refused.length === 0) return null;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t('phone.notTaken')}
      description={
        <ul className="phone-refusals">
          {refused.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      }
      action={<Button onClick={read}>{t('phone.seen')}</Button>}
    />
  );
}

/** What is wrong with all of it. */
export function WholeError({ errors }: { errors: Readonly<Record<string, string>> }) {
  return [errors[''], errors[STAYS]].map(
    (text, index) =>
      text && (
        <p key={String(index)} className="phone-error">
          {text}
        </p>
      ),
  );
}
