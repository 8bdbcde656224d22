/** The menu of a narrow screen: over the page, until something in it is chosen. */
import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';

import { ShellMenu } from './ShellMenu';

export function MenuDrawer({ open, onClose }: { open: boolean; onClose(): void }) {
  const { t } = useTranslation();
  return (
    <Drawer
      open={open}
      placement="left"
      size={260}
      title={t('app.menu')}
      styles={{ body: { padding: 0 } }}
      onClose={onClose}
    >
      <ShellMenu onChosen={onClose} />
    </Drawer>
  );
}
