/** How labels are made: what a scanner reads, how many of each, where the first sheet begins. */
import { InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { recall, remember } from '@/lib/remember';
import type { Choices } from './label';
import type { Wanted } from './symbology';

const words = {
  auto: 'print.labels.codes.auto',
  code128: 'print.labels.codes.code128',
  qr: 'print.labels.codes.qr',
} as const satisfies Record<Wanted, string>;
const WANTED = Object.keys(words) as Wanted[];
const KEY = 'huolang.print.labels.code';
const MOST_COPIES = 500;

const isWanted = (text: string | null): text is Wanted => WANTED.some((one) => one === text);

export interface LabelOptions extends Required<Choices> {
  skip: number;
  change(some: Partial<Choices & { skip: number }>): void;
}

/** `perPiece`: the papers have lines of goods, which are labelled piece by piece at first. */
export function useLabelOptions(form: string, perPiece: boolean): LabelOptions {
  const kept = recall(KEY);
  const first: Wanted = isWanted(kept) ? kept : form === 'location' ? 'qr' : 'auto';
  const [choices, setChoices] = useState({ wanted: first, copies: -1, skip: 0, price: '' });
  return {
    ...choices,
    copies: choices.copies < 0 ? (perPiece ? 0 : 1) : choices.copies,
    change: (some) => {
      if (some.wanted) remember(KEY, some.wanted);
      setChoices({ ...choices, ...some });
    },
  };
}

interface Props {
  options: LabelOptions;
  perPiece: boolean;
  /** labels of a sheet; 0 on a roll */
  each: number;
  /** that may stand on them */
  prices: readonly { value: string; label: string }[];
}

export function LabelChoices({ options, perPiece, each, prices }: Props) {
  const { t } = useTranslation();
  const { wanted, copies, skip, price, change } = options;
  return (
    <>
      <Select<Wanted>
        aria-label={t('print.labels.code')}
        value={wanted}
        options={WANTED.map((value) => ({ value, label: t(words[value]) }))}
        onChange={(value) => {
          change({ wanted: value });
        }}
      />
      {prices.length > 0 && (
        <Select<string>
          aria-label={t('print.labels.price')}
          value={price}
          options={[{ value: '', label: t('print.labels.noPrice') }, ...prices]}
          onChange={(value) => {
            change({ price: value });
          }}
        />
      )}
      {perPiece && (
        <Select<string>
          aria-label={t('print.labels.howMany')}
          value={copies === 0 ? 'piece' : 'line'}
          options={[
            { value: 'piece', label: t('print.labels.perPiece') },
            { value: 'line', label: t('print.labels.perLine') },
          ]}
          onChange={(by) => {
            change({ copies: by === 'piece' ? 0 : 1 });
          }}
        />
      )}
      {copies > 0 && (
        <label className="print-number">
          {t('print.labels.copies')}
          <InputNumber<number>
            min={1}
            max={MOST_COPIES}
            precision={0}
            value={copies}
            onChange={(value) => {
              if (value) change({ copies: value });
            }}
          />
        </label>
      )}
      {each > 0 && (
        <label className="print-number">
          {t('print.labels.skip')}
          <InputNumber<number>
            min={0}
            max={each - 1}
            precision={0}
            value={skip}
            onChange={(value) => {
              change({ skip: value ?? 0 });
            }}
          />
        </label>
      )}
    </>
  );
}
