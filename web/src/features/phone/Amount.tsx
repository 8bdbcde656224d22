/** How much of some goods, and of which batch; or one piece after the other. */
import { Button, Input, Popconfirm, type InputRef } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import { Decimal, decimal, plainNumber, showNumber } from '@/lib/decimal';
import { complain } from '@/scan/feedback';
import { useDoubt } from '@/scan/useDoubt';
import { Batch } from './Batch';
import type { Days, Goods } from './basket';
import type { BatchLeft } from './batches';
import { useTyped } from './useTyped';

/** What somebody is about to say how much there is of. */
export interface About {
  goods: Goods;
  /** base units in what was scanned */
  factor: string;
  /** of the unit that was scanned */
  unit: string;
  /** what is there to be taken; null: it comes in, of any batch */
  batches: BatchLeft[] | null;
  batch: string;
  /** it comes in, and of this batch only */
  fixed: boolean;
  /** what is still expected, in base units; null: nobody knows */
  open: Decimal | null;
}

export interface Amounts extends Days {
  quantity: string;
  batch: string;
}

interface Props {
  about: About;
  /** pieces that were scanned of it */
  pieces: readonly string[];
  onSay(said: Amounts): void;
  /** so much of what is still expected did not come and will not, null: all of it; null: nobody
   * says that here */
  onLost?: ((part: Decimal | null) => void) | null;
  onLeave(): void;
}

export function Amount({ about, pieces, onSay, onLost = null, onLeave }: Props) {
  const { t } = useTranslation();
  const { goods, factor, batches, open } = about;
  const { text, batch, days, type, forget } = useTyped(
    `${window.location.pathname} ${goods.product} ${factor}`,
    about.batch,
  );
  const input = useRef<InputRef>(null);
  const many = decimal(factor) ?? new Decimal(1);
  // What comes in says its batch first.
  const begins = goods.batched && about.batches === null && about.batch === '';
  useEffect(() => {
    if (!goods.serialized && !begins) input.current?.focus({ preventScroll: true, cursor: 'all' });
  }, [goods, begins]);
  const say = (quantity: Decimal | null) => {
    if (!quantity?.gt(0) || (goods.batched && batches === null && !batch.trim())) {
      complain();
      return;
    }
    forget();
    onSay({
      quantity: plainNumber(quantity),
      batch: batch.trim(),
      expires_on: days.until || null,
      ...(days.made ? { produced_on: days.made } : {}),
      ...(days.theirs.trim() ? { supplier_batch: days.theirs.trim() } : {}),
    });
  };
  const doubt = useDoubt({
    isCode: (code) => [goods.code, ...goods.barcodes.map((each) => each.code)].includes(code),
    most: open && open.div(many),
    onDoubt: () => {
      type({ text: '' });
      input.current?.focus({ preventScroll: true });
    },
  });
  const said = () => {
    doubt.write(text, () => {
      say(decimal(text)?.times(many) ?? null);
    });
  };
  const there = decimal(batches?.find((one) => one.batch === batch)?.left);
  const all = open && there?.lt(open) ? there : open;
  const typed = goods.serialized ? null : (decimal(text)?.times(many) ?? null);
  const part = typed?.gt(0) && open && typed.lt(open) ? typed : null;
  const name = `${goods.code} ${goods.name}`;
  return (
    <section className="scan-many" aria-label={name}>
      <strong>{name}</strong>
      <span className="quiet">
        {[
          goods.specification,
          !many.eq(1) && `1 ${about.unit} = ${showNumber(factor)} ${goods.unit}`,
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
      {goods.batched && (
        <Batch
          batches={batches}
          value={batch}
          fixed={about.fixed}
          days={days}
          unit={goods.unit}
          lasts={goods.shelf_life}
          begins={begins}
          onValue={(value) => {
            type({ batch: value });
          }}
          onDays={(value) => {
            type({ days: value });
          }}
          onNext={() => {
            input.current?.focus({ preventScroll: true, cursor: 'all' });
          }}
        />
      )}
      {goods.serialized ? (
        <>
          <span>{t('phone.scanPieces', { count: pieces.length })}</span>
          <span className="quiet">{pieces.slice(-3).join('; ')}</span>
        </>
      ) : (
        <div className="scan-box">
          <Input
            ref={input}
            size="large"
            inputMode="decimal"
            value={text}
            suffix={many.eq(1) ? goods.unit : about.unit}
            aria-label={t('phone.quantity')}
            onChange={(event) => {
              doubt.typed(event.target.value);
              type({ text: event.target.value });
            }}
            onPressEnter={said}
          />
          <Button size="large" type="primary" disabled={decimal(text) === null} onClick={said}>
            {t('phone.keep')}
          </Button>
        </div>
      )}
      {doubt.question}
      <div className="scan-foot">
        {!goods.serialized && all?.gt(0) && (
          <Button
            size="large"
            onClick={() => {
              say(all);
            }}
          >
            {t('phone.allOpen', { quantity: showNumber(plainNumber(all)), unit: goods.unit })}
          </Button>
        )}
        {onLost && open?.gt(0) && (
          <Lost
            {...{ name, open, part, unit: goods.unit }}
            onLost={(some) => {
              forget();
              onLost(some);
            }}
          />
        )}
        <Button
          size="large"
          type={goods.serialized ? 'default' : 'text'}
          onClick={() => {
            forget();
            onLeave();
          }}
        >
          {t(goods.serialized ? 'phone.done' : 'phone.leave')}
        </Button>
      </div>
    </section>
  );
}

interface LostProps {
  name: string;
  unit: string;
  /** all that did not come */
  open: Decimal;
  /** as much of it as was typed */
  part: Decimal | null;
  onLost(part: Decimal | null): void;
}

/** What did not come will not: as much as was typed, or all. */
function Lost({ name, unit, open, part, onLost }: LostProps) {
  const { t } = useTranslation();
  const told = (quantity: Decimal) => ({ name, unit, quantity: showNumber(plainNumber(quantity)) });
  return (
    <>
      {part && (
        <Popconfirm
          title={t('phone.partLostAsk', told(part))}
          onConfirm={() => {
            onLost(part);
          }}
        >
          <Button size="large">{t('phone.partLost', told(part))}</Button>
        </Popconfirm>
      )}
      <Popconfirm
        title={t('phone.lostAsk', told(open))}
        onConfirm={() => {
          onLost(null);
        }}
      >
        <Button size="large">{t('phone.restLost', told(open))}</Button>
      </Popconfirm>
    </>
  );
}
