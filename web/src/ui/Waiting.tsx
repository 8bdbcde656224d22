/** Something is on its way. */
import { Spin } from 'antd';
import { useTranslation } from 'react-i18next';

export function Waiting({ fullscreen = false }: { fullscreen?: boolean }) {
  const { t } = useTranslation();
  // A label alone is heard by nobody: what it labels needs a role.
  const said = { role: 'status', 'aria-label': t('app.loading') };
  return <Spin fullscreen={fullscreen} {...said} />;
}
