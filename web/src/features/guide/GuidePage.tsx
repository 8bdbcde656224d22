/** 使用指南: one page of the guide, and the way to the others. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { ProblemAlert } from '@/ui/ProblemAlert';
import { Waiting } from '@/ui/Waiting';
import { readPage } from './guide';
import { Markdown } from './Markdown';
import { isPage, PAGES } from './places';
import './guide.css';

const NAMES = {
  'first-day': 'guide.firstDay',
  documents: 'guide.documents',
  buying: 'guide.buying',
  selling: 'guide.selling',
  stock: 'guide.stock',
  counting: 'guide.counting',
  phone: 'guide.phone',
  money: 'guide.money',
} as const;

export function GuidePage({ name }: { name: string }) {
  const { t, i18n } = useTranslation();
  const page = isPage(name) ? name : 'first-day';
  const text = useQuery({
    queryKey: ['guide', i18n.language, page],
    queryFn: () => readPage(i18n.language, page),
    staleTime: Infinity,
  });
  return (
    <div className="page guide">
      <nav aria-label={t('guide.title')}>
        <h2>{t('guide.title')}</h2>
        {PAGES.map((one) => (
          <Link key={one} to="/guide/$page" params={{ page: one }}>
            {t(NAMES[one])}
          </Link>
        ))}
      </nav>
      <article className="panel">
        {text.error && <ProblemAlert error={text.error} onRetry={() => void text.refetch()} />}
        {text.isPending && <Waiting />}
        {text.data && <Markdown text={text.data} />}
      </article>
    </div>
  );
}
