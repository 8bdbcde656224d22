/** Where goods are scanned: the place that they lie in, the code, and what became of the last one. */
import { Input } from 'antd';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';

import { ScanBox, type ScanHandle } from '@/scan/ScanBox';
import { SaidLine } from './states';
import type { Picking } from './usePicking';

interface Props {
  box: RefObject<ScanHandle | null>;
  pick: Picking;
  /** is there a place to be named? */
  located: boolean;
  serialized: boolean;
}

export function ScanEntry({ box, pick, located, serialized }: Props) {
  const { t } = useTranslation();
  return (
    <section className="scan-entry" aria-label={t('phone.entry')}>
      {located && (
        <label className="scan-place">
          <span>{t('phone.place')}</span>
          <Input
            size="large"
            allowClear
            value={pick.place}
            autoComplete="off"
            placeholder={t('phone.noPlace')}
            onChange={(event) => {
              pick.setPlace(event.target.value);
            }}
          />
        </label>
      )}
      <ScanBox
        ref={box}
        label={t(serialized ? 'phone.serial' : 'phone.scan')}
        onCode={(code) => {
          pick.scan(code);
        }}
      />
      <SaidLine said={pick.said} />
    </section>
  );
}
