/** Below a panel: what was typed is saved, or dropped. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

import type { TypedOver } from '@/lib/typedOver';

interface Props {
  typed: Pick<TypedOver<object>, 'isChanged' | 'drop'>;
  busy: boolean;
}

export function SaveOrDrop({ typed, busy }: Props) {
  const { t } = useTranslation();
  return (
    <div className="field-buttons">
      <Button type="primary" htmlType="submit" disabled={!typed.isChanged} loading={busy}>
        {t('record.save')}
      </Button>
      {typed.isChanged && !busy && <Button onClick={typed.drop}>{t('settings.drop')}</Button>}
    </div>
  );
}
