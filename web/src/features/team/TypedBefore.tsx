/** What was typed into a drawer before and not saved is in it again: it can be dropped. */
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { TypedOver } from '@/lib/typedOver';

export function TypedBefore({ typed }: { typed: Pick<TypedOver<object>, 'isChanged' | 'drop'> }) {
  const { t } = useTranslation();
  const [restored] = useState(typed.isChanged);
  if (!restored || !typed.isChanged) return null;
  return (
    <Alert
      type="info"
      showIcon
      title={t('settings.restored')}
      action={
        <Button size="small" onClick={typed.drop}>
          {t('settings.drop')}
        </Button>
      }
    />
  );
}
