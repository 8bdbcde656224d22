/** Which drafts were made, where there are several. */
import { Link } from '@tanstack/react-router';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';

import { useSession } from '@/lib/session';
import type { Served } from '@/lib/server';

export function DraftsMade({ made }: { made: Served<'Drafts'> | undefined }) {
  const { t } = useTranslation();
  const forms = useSession().menu.flatMap((group) => group.items);
  if (!made || made.items.length < 2) return null;
  return (
    <Alert
      type="info"
      showIcon
      title={t('planning.made', { count: made.items.length })}
      description={
        <span className="report-acts">
          {made.items.map(({ form, record, lines }) => (
            <Link key={record} to="/records/$form/$id" params={{ form, id: record }}>
              {t('planning.draft', {
                label: forms.find((one) => one.form === form)?.label ?? form,
                count: lines,
              })}
            </Link>
          ))}
        </span>
      }
    />
  );
}
