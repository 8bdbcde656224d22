/** How many there are of what was scanned, and of which batch. */
import { Button, Input, Popconfirm, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Decimal, decimal, plainNumber, showNumber } from '@/lib/decimal';
import { complain } from '@/scan/feedback';
import { useDoubt } from '@/scan/useDoubt';
import type { Said } from './Entry';
import type { SheetLine } from './queue';

/** What is about to be counted: goods of the sheet, or a code that it does not know. */
export interface About {
  code: string;
  sample: SheetLine | null;
  lines: SheetLine[];
  factor: string;
  /** the code said of which batch */
  batch?: string;
}

interface Props {
  about: About;
  preset: string;
  /** what this person counted of a batch of it so far */
  mine(batch: string): string | null;
  isCode(text: string): boolean;
  onSay(quantity: string, more: Partial<Said>): void;
  onLeave(): void;
}

/** The most that is known to be there, in units of the code; null: nobody is told. */
function mostOf({ lines, factor }: About, mine: string | null): Decimal | null {
  const known = [...lines.map((line) => line.book_quantity), mine].flatMap(
    (one) => decimal(one) ?? [],
  );
  if (known.length === 0) return null;
  const most = known.reduce((max, one) => (one.gt(max) ? one : max));
  return most.div(decimal(factor) ?? '1');
}

export function HowMany({ about, preset, mine, isCode, onSay, onLeave }: Props) {
  const { t } = useTranslation();
  const { sample, factor } = about;
  const [text, setText] = useState('');
  const [batch, setBatch] = useState(preset);
  const [until, setUntil] = useState('');
  const input = useRef<InputRef>(null);
  const batched = sample?.batched ?? false;
  useEffect(() => {
    if (!sample?.serialized) input.current?.focus();
  }, [sample]);
  const known = about.lines.map((line) => line.batch).filter((one) => one);
  const soFar = mine(batch.trim());
  const again = soFar !== null && !decimal(soFar)?.eq(0);
  const counted = { quantity: showNumber(soFar), unit: sample?.unit ?? '' };
  const say = (quantity: Decimal | null, instead: boolean) => {
    if (!quantity || (batched && !batch.trim())) {
      complain();
      return;
    }
    const base = sample ? plainNumber(quantity.times(decimal(factor) ?? '1')) : quantity.toFixed();
    onSay(base, { batch: batch.trim(), expires_on: until || null, instead });
  };
  const doubt = useDoubt({
    isCode,
    most: mostOf(about, soFar),
    onDoubt: () => {
      setText('');
      input.current?.focus();
    },
  });
  const write = (instead: boolean) => {
    const quantity = decimal(text);
    // Less than nothing takes back.
    doubt.write(text, () => {
      say(quantity, instead && quantity?.gte(0) === true);
    });
  };
  return (
    <div className="scan-many">
      <strong>{sample ? `${sample.code} ${sample.name}` : about.code}</strong>
      <span className="quiet">
        {sample ? sample.specification : t('counting.unknown')}
        {factor !== '1' && sample && ` × ${factor} ${sample.unit}`}
      </span>
      {soFar !== null && <strong role="status">{t('counting.soFar', counted)}</strong>}
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
              doubt.typed(event.target.value);
              setText(event.target.value);
            }}
            onPressEnter={() => {
              write(again);
            }}
          />
          <Button
            size="large"
            type="primary"
            disabled={decimal(text) === null}
            onClick={() => {
              write(again);
            }}
          >
            {t(again ? 'counting.instead' : 'counting.keep')}
          </Button>
          {again && (
            <Button
              size="large"
              disabled={decimal(text) === null}
              onClick={() => {
                write(false);
              }}
            >
              {t('counting.addMore')}
            </Button>
          )}
        </div>
      )}
      {doubt.question}
      <div className="scan-foot">
        <Popconfirm
          title={t('counting.nothingAsk', counted)}
          disabled={!again}
          onConfirm={() => {
            say(new Decimal(0), true);
          }}
        >
          <Button
            onClick={() => {
              if (!again) say(new Decimal(0), false);
            }}
          >
            {t('counting.nothing')}
          </Button>
        </Popconfirm>
        <Button type="text" onClick={onLeave}>
          {t('counting.leave')}
        </Button>
      </div>
    </div>
  );
}
