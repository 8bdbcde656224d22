/** Which drafts were made, where there are several or there were some before, and what was left out. */
import { Link } from '@tanstack/react-router';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';

import { useSession } from '@/lib/session';
import type { Served } from '@/lib/server';
import { opensAtOnce } from './drafts';

export function DraftsMade({ made }: { made: Served<'Drafts'> | undefined }) {
  const { t } = useTranslation();
  const forms = useSession().menu.flatMap((group) => group.items);
  if (!made || opensAtOnce(made)) return null;
  const again = made.items.every((one) => one.already);
  return (
    <Alert
      type={made.left.length > 0 ? 'warning' : 'info'}
      showIcon
      title={t(again ? 'planning.already' : 'planning.made', { count: made.items.length })}
      description={
        <>
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
          {made.left.map(({ field, code, message }) => (
            <div key={field + code}>{message}</div>
          ))}
        </>
      }
    />
  );
}
