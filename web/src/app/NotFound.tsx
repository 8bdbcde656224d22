import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <div className="page">
      <div className="panel empty">
        <p>{t('app.noPage')}</p>
        <Link to="/">{t('app.toHome')}</Link>
      </div>
    </div>
  );
}
