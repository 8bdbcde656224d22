/** Where a document came from and what followed from it. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { asideQuery, type ChainLink } from '../records';

interface Props {
  form: string;
  id: string;
  own: string;
}

function Step({ link }: { link: ChainLink }) {
  return (
    <Link to="/records/$form/$id" params={{ form: link.form, id: link.id }}>
      {link.label} {link.number || link.date}
    </Link>
  );
}

export function Chain({ form, id, own }: Props) {
  const { t } = useTranslation();
  const { data } = useQuery(
    asideQuery<{ before: ChainLink[]; after: ChainLink[] }>(form, id, 'chain'),
  );
  if (!data || (data.before.length === 0 && data.after.length === 0)) return null;
  return (
    <nav className="chain" aria-label={t('record.chain')}>
      {data.before.map((link) => (
        <span key={link.id}>
          <Step link={link} /> →
        </span>
      ))}
      <b>{own}</b>
      {data.after.length > 0 && <span>→</span>}
      {data.after.map((link) => (
        <Step key={link.id} link={link} />
      ))}
    </nav>
  );
}
