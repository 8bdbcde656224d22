/** A block from the clipboard laid over a sheet: what has a cell goes into it, and the rest is said. */
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';

import { decimal, tidyNumber } from '@/lib/decimal';
import { listed } from '@/ui/words';
import type { Quantities } from './entry';
import type { Place, Sheet } from './matrix';

/** A quantity that no variant takes; `named` is nothing where it lies beside the sheet. */
export interface Missed {
  named: string;
  quantity: string;
}

export function spread(
  cells: readonly (readonly string[])[],
  from: Place,
  sheet: Sheet,
  above: string,
): { pasted: Quantities; missed: Missed[] } {
  const pasted: Record<string, string> = {};
  const missed: Missed[] = [];
  cells.forEach((some, down) => {
    some.forEach((cell, across) => {
      const row = sheet.rows.values[from.row + down];
      const column = sheet.columns.values[from.column + across];
      const quantity = tidyNumber(cell.trim());
      const there = row !== undefined && column !== undefined;
      const id = there ? sheet.at(row, column, above)?.id : undefined;
      if (id) pasted[id] = quantity;
      else if (quantity && !decimal(quantity)?.eq(0)) {
        const named = there ? [row, column, above].filter(Boolean).join(' ') : '';
        missed.push({ named, quantity });
      }
    });
  });
  return { pasted, missed };
}

interface Props {
  missed: readonly Missed[];
  onSeen(): void;
}

/** Stays until somebody has seen it: nothing is filled in before. */
export function MissedNotice({ missed, onSeen }: Props) {
  const { t } = useTranslation();
  if (missed.length === 0) return null;
  const words = missed.map(({ named, quantity }) => `${named || t('matrix.beside')} ${quantity}`);
  return (
    <Alert
      type="warning"
      title={t('matrix.missed', { what: listed(words) })}
      action={<Button onClick={onSeen}>{t('matrix.seen')}</Button>}
    />
  );
}
