/** Where goods are scanned: the place that they lie in, the code, and what became of the last one. */
import { Button } from 'antd';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';

import { Doubts } from '@/scan/Doubts';
import { PlaceBox } from '@/scan/PlaceBox';
import { SaidLine } from '@/scan/SaidLine';
import { ScanBox, type ScanHandle } from '@/scan/ScanBox';
import { called } from './basket';
import type { FoundGoods } from './finding';

import type { Picking } from './usePicking';

interface Props {
  box: RefObject<ScanHandle | null>;
  pick: Picking;
  /** is there a place to be named? */
  located: boolean;
  serialized: boolean;
  /** somebody else waits for a code */
  onCode?: ((code: string) => void) | null;
}

export function ScanEntry({ box, pick, located, serialized, onCode = null }: Props) {
  const { t } = useTranslation();
  return (
    <section className="scan-entry" aria-label={t('phone.entry')}>
      {located && (
        <PlaceBox
          label={t('phone.place')}
          place={pick.place?.code ?? ''}
          placeholder={t(pick.leaving ? 'phone.noPlace' : 'phone.noPut')}
          onPlace={(code) => void pick.reach(code)}
          onClear={() => {
            pick.setPlace(null);
          }}
          onDone={() => {
            box.current?.focus();
          }}
        />
      )}
      <ScanBox
        ref={box}
        label={t(onCode ? 'phone.otherPlace' : serialized ? 'phone.serial' : 'phone.scan')}
        onCode={(code) => {
          if (onCode) onCode(code.trim());
          else pick.scan(code);
        }}
      />
      <SaidLine said={pick.said} />
      {pick.doubted && (
        <Doubts
          doubted={pick.doubted}
          onJudge={(isPiece) => {
            pick.judge(isPiece);
            box.current?.focus();
          }}
        />
      )}
      {pick.choice.length > 0 && (
        <Choice
          options={pick.choice}
          onChoose={(one) => {
            pick.mean(one);
            box.current?.focus();
          }}
        />
      )}
    </section>
  );
}

interface Choosing {
  options: readonly FoundGoods[];
  onChoose(one: FoundGoods): void;
}

/** A code that may be several goods, or a piece of others. */
function Choice({ options, onChoose }: Choosing) {
  const { t } = useTranslation();
  return (
    <div className="phone-choice" role="group" aria-label={t('phone.which')}>
      <strong>{t('phone.which')}</strong>
      {options.map((one) => {
        const { lines, serial, batch } = one;
        const [first] = lines;
        const more = serial ? t('phone.piece', { serial }) : batch && t('phone.ofBatch', { batch });
        return (
          <Button
            block
            key={`${first?.product ?? ''} ${batch ?? ''}`}
            size="large"
            onClick={() => {
              onChoose(one);
            }}
          >
            {[first && called(first), more].filter(Boolean).join(' · ')}
          </Button>
        );
      })}
    </div>
  );
}
