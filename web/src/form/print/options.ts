/** How a form is put on paper; this browser keeps it. */
import { useState } from 'react';

import { recall, remember } from '@/lib/remember';
import { isLabelled } from './label';
import { isPicked, isSize, isWay, type SizeName } from './papers';

/** A choice that this browser keeps for the kind of paper. */
function useKept(key: string, first: string): [string, (value: string) => void] {
  const [value, setValue] = useState(() => recall(key) ?? first);
  return [
    value,
    (next) => {
      remember(key, next);
      setValue(next);
    },
  ];
}

export function useOptions(form: string, isList: boolean) {
  const key = `huolang.print.${form}${isList ? '.list' : ''}`;
  const first = isLabelled(form) ? 'label' : 'a4';
  const [kept, setSize] = useKept(`${key}.size`, isList ? 'a4Wide' : first);
  const [prices, setPrices] = useKept(`${key}.prices`, '1');
  const [taxes, setTaxes] = useKept(`${key}.taxes`, '1');
  const [as, setAs] = useKept(`${key}.as`, 'paper');
  const size: SizeName = isSize(kept) ? kept : 'a4';
  return {
    size,
    setSize,
    as: isList || !isPicked(form) || !isWay(as) ? ('paper' as const) : as,
    setAs,
    prices: prices === '1',
    setPrices: (on: boolean) => {
      setPrices(on ? '1' : '0');
    },
    taxes: taxes === '1',
    setTaxes: (on: boolean) => {
      setTaxes(on ? '1' : '0');
    },
  };
}
