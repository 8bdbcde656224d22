/** Which kinds of notifications this person wants. */
import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';

import { ProblemAlert } from '@/ui/ProblemAlert';
import { useKinds, useWant } from './notifications';
import './notifications.css';

export function KindsPanel() {
  const { t } = useTranslation();
  const kinds = useKinds();
  const want = useWant();
  const chosen = want.isPending ? want.variables : {};
  return (
    <section className="panel" aria-label={t('notifications.wanted')}>
      <h2>{t('notifications.wanted')}</h2>
      <p className="quiet">{t('notifications.wantedHelp')}</p>
      {(kinds.error ?? want.error) && <ProblemAlert error={kinds.error ?? want.error} />}
      <div className="wanted-kinds">
        {kinds.data?.map(({ kind, label, wanted }) => (
          <Checkbox
            key={kind}
            checked={chosen[kind] ?? wanted}
            onChange={({ target }) => {
              want.mutate({ [kind]: target.checked });
            }}
          >
            {label}
          </Checkbox>
        ))}
      </div>
    </section>
  );
}
