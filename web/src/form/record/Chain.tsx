/** Where a document came from and what followed from it. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment, memo, useState } from 'react';
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

/** Those of a kind stand beside each other, in the order in which the kinds come up. */
export function inKinds(links: readonly ChainLink[]): ChainLink[][] {
  const kinds = new Map<string, ChainLink[]>();
  for (const link of links) kinds.set(link.form, [...(kinds.get(link.form) ?? []), link]);
  return [...kinds.values()];
}

/** As many of a kind stand there at first; an invoice may be of a hundred deliveries. */
const AT_FIRST = 4;

function Steps({ links }: { links: readonly ChainLink[] }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const shown = all ? links : links.slice(0, AT_FIRST);
  return (
    <>
      {shown.map((link, index) => (
        <Step key={link.id} link={link} short={index > 0} />
      ))}
      {shown.length < links.length && (
        <button
          type="button"
          className="as-link"
          onClick={() => {
            setAll(true);
          }}
        >
          {t('record.chainMore', { count: links.length - shown.length })}
        </button>
      )}
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
