/** What was typed before and not saved: in it again, or offered where another window left it. */
import { Alert, Button, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { TypedOver } from '@/lib/typedOver';

type Its = Pick<TypedOver<object>, 'isChanged' | 'drop' | 'left'>;

export function LeftBefore({ typed, onTaken }: { typed: Pick<Its, 'left'>; onTaken?: () => void }) {
  const { t } = useTranslation();
  const { left } = typed;
  if (!left) return null;
  return (
    <Alert
      type="info"
      showIcon
      title={t('settings.left')}
      action={
        <Space>
          <Button
            size="small"
            type="primary"
            onClick={async () => {
              if (await left.take()) onTaken?.();
            }}
          >
            {t('settings.takeLeft')}
          </Button>
          <Button size="small" onClick={left.drop}>
            {t('settings.dropLeft')}
          </Button>
        </Space>
      }
    />
  );
}

export function TypedBefore({ typed }: { typed: Its }) {
  const { t } = useTranslation();
  const [restored, setRestored] = useState(typed.isChanged);
  if (!restored || !typed.isChanged) {
    return (
      <LeftBefore
        typed={typed}
        onTaken={() => {
          setRestored(true);
        }}
      />
    );
  }
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
