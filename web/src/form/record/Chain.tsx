/** Where a document came from and what followed from it. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment, memo } from 'react';
import { useTranslation } from 'react-i18next';

import { asideQuery, type ChainLink } from '../records';

interface Props {
  form: string;
  id: string;
  own: string;
}

function Step({ link, short = false }: { link: ChainLink; short?: boolean }) {
  return (
    <Link to="/records/$form/$id" params={{ form: link.form, id: link.id }}>
      {short ? '' : `${link.label} `}
      {link.number || link.date}
    </Link>
  );
}

/** Several of a kind stand beside each other: none of them follows from another. */
export function inKinds(links: readonly ChainLink[]): ChainLink[][] {
  const kinds: ChainLink[][] = [];
  for (const link of links) {
    const last = kinds.at(-1);
    if (last?.[0]?.form === link.form) last.push(link);
    else kinds.push([link]);
  }
  return kinds;
}

function Steps({ links }: { links: readonly ChainLink[] }) {
  const [first, ...rest] = links;
  return (
    <>
      {first && <Step link={first} />}
      {rest.map((link) => (
        <Step key={link.id} link={link} short />
      ))}
    </>
  );
}

export const Chain = memo(function Chain({ form, id, own }: Props) {
  const { t } = useTranslation();
  const { data } = useQuery(
    asideQuery<{ before: ChainLink[]; after: ChainLink[] }>(form, id, 'chain'),
  );
  if (!data || (data.before.length === 0 && data.after.length === 0)) return null;
  return (
    <nav className="chain" aria-label={t('record.chain')}>
      {inKinds(data.before).map((links) => (
        <Fragment key={links[0]?.id}>
          <Steps links={links} />
          <span aria-hidden="true">→</span>
        </Fragment>
      ))}
      <b>{own}</b>
      {inKinds(data.after).map((links) => (
        <Fragment key={links[0]?.id}>
          <span aria-hidden="true">→</span>
          <Steps links={links} />
        </Fragment>
      ))}
    </nav>
  );
});
