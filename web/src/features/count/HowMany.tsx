/** How many there are of what was scanned, and of which batch. */
import { Button, Input, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Decimal, decimal, plainNumber } from '@/lib/decimal';
import { complain } from '@/scan/feedback';
import { isBarcode } from '@/scan/mistaken';
import type { Said } from './Entry';
import type { SheetLine } from './queue';

/** What is about to be counted: goods of the sheet, or a code that it does not know. */
export interface About {
  code: string;
  sample: SheetLine | null;
  lines: SheetLine[];
  factor: string;
}

interface Props {
  about: About;
  preset: string;
  onSay(quantity: string, more: Partial<Said>): void;
  onLeave(): void;
}

export function HowMany({ about, preset, onSay, onLeave }: Props) {
  const { t } = useTranslation();
  const { sample, factor } = about;
  const [text, setText] = useState('');
  const [mistaken, setMistaken] = useState('');
  const [batch, setBatch] = useState(preset);
  const [until, setUntil] = useState('');
  const input = useRef<InputRef>(null);
  const batched = sample?.batched ?? false;
  useEffect(() => {
    if (!sample?.serialized) input.current?.focus();
  }, [sample]);
  const known = about.lines.map((line) => line.batch).filter((one) => one);
  const say = (quantity: Decimal | null) => {
    if (!quantity || (batched && !batch.trim())) {
      complain();
      return;
    }
    const base = sample ? plainNumber(quantity.times(decimal(factor) ?? '1')) : quantity.toFixed();
    onSay(base, { batch: batch.trim(), expires_on: until || null });
  };
  const write = () => {
    const isCode = isBarcode(text);
    setMistaken(isCode ? text.trim() : '');
    if (isCode) {
      complain();
      setText('');
    } else {
      say(decimal(text));
    }
  };
  return (
    <div className="scan-many">
      <strong>{sample ? `${sample.code} ${sample.name}` : about.code}</strong>
      <span className="quiet">
        {sample ? sample.specification : t('counting.unknown')}
        {factor !== '1' && sample && ` × ${factor} ${sample.unit}`}
      </span>
      {batched && (
        <>
          <div className="scan-batches">
            {known.map((one) => (
              <Button
                key={one}
                type={one === batch ? 'primary' : 'default'}
                onClick={() => {
                  setBatch(one);
                }}
              >
                {one}
              </Button>
            ))}
          </div>
          <Input
            value={batch}
            aria-label={t('counting.batch')}
            placeholder={t('counting.batch')}
            onChange={(event) => {
              setBatch(event.target.value);
            }}
          />
          {batch && !known.includes(batch.trim()) && (
            <label className="scan-until">
              {t('counting.until')}
              <Input
                type="date"
                value={until}
                onChange={(event) => {
                  setUntil(event.target.value);
                }}
              />
            </label>
          )}
        </>
      )}
      {sample?.serialized ? (
        <span>{t('counting.scanSerials')}</span>
      ) : (
        <div className="scan-box">
          <Input
            ref={input}
            size="large"
            inputMode="decimal"
            value={text}
            suffix={factor === '1' ? sample?.unit : ''}
            aria-label={t('counting.quantity')}
            placeholder={t('counting.quantity')}
            onChange={(event) => {
              setText(event.target.value);
            }}
            onPressEnter={write}
          />
          <Button size="large" type="primary" disabled={decimal(text) === null} onClick={write}>
            {t('counting.keep')}
          </Button>
        </div>
      )}
      {mistaken && (
        <span className="bad" role="alert">
          {t('scan.noQuantity', { code: mistaken })}
        </span>
      )}
      <div className="scan-foot">
        <Button
          onClick={() => {
            say(new Decimal(0));
          }}
        >
          {t('counting.nothing')}
        </Button>
        <Button type="text" onClick={onLeave}>
          {t('counting.leave')}
        </Button>
      </div>
    </div>
  );
}
