/** A figure that may be a code is asked about before it is taken for a quantity. */
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { decimal, showNumber, type Decimal } from '@/lib/decimal';
import { complain } from './feedback';
import { doubtOf, isBarcode, Pace, type Doubt } from './mistaken';

interface Given {
  isCode(text: string): boolean;
  most: Decimal | null;
  /** the box is emptied for the next */
  onDoubt(): void;
}

interface Asked {
  text: string;
  why: Doubt | 'barcode';
  take(): void;
}

const WORDS = {
  barcode: 'scan.noQuantity',
  code: 'scan.isCode',
  fast: 'scan.isFast',
  much: 'scan.isMuch',
} as const;

export interface Doubting {
  /** each time something is typed */
  typed(text: string): void;
  /** takes what was written, or asks first */
  write(text: string, take: () => void): void;
  question: ReactNode;
}

export function useDoubt({ isCode, most, onDoubt }: Given): Doubting {
  const { t } = useTranslation();
  const [pace] = useState(() => new Pace());
  const [asked, setAsked] = useState<Asked | null>(null);
  const write = (text: string, take: () => void) => {
    const isFast = (written: string) => pace.isFast(written, performance.now());
    const why = isBarcode(text) ? 'barcode' : doubtOf(text, { isCode, isFast, most });
    setAsked(why && { text: text.trim(), why, take });
    if (why) {
      complain();
      onDoubt();
    } else {
      take();
    }
  };
  const question = asked && (
    <span className="bad" role="alert">
      {t(WORDS[asked.why], { code: asked.text })}
      {asked.why !== 'barcode' && (
        <Button
          size="small"
          onClick={() => {
            setAsked(null);
            asked.take();
          }}
        >
          {t('scan.isQuantity', { quantity: showNumber(decimal(asked.text)?.toFixed() ?? null) })}
        </Button>
      )}
    </span>
  );
  return {
    typed: (text) => {
      pace.type(text, performance.now());
    },
    write,
    question,
  };
}
