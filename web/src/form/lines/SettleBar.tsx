/** Above the lines of a payment: what is open of the partner, taken over in one go. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { isEmpty, type GridAction, type GridState, type RowRules } from '@/grid/rows';
import { filledRows } from '@/grid/rows';
import { decimal, plainNumber, showNumber } from '@/lib/decimal';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { isReference, type Value } from '../form';
import { openItems, spread, type OpenItem } from './openItems';

interface Props {
  kind: OpenItem['kind'];
  values: Record<string, Value>;
  state: GridState;
  rules: RowRules;
  digits: number;
  dispatch(action: GridAction): void;
  onChange(name: string, value: Value): void;
}

export function SettleBar({ kind, values, state, rules, digits, dispatch, onChange }: Props) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const partner = isReference(values['partner']) ? values['partner'].id : '';
  const filled = filledRows(state.rows, rules);
  const zero = decimal('0');
  const settled = filled.reduce(
    (sum, row) => sum?.plus(decimal(row.values['amount']) ?? 0) ?? null,
    zero,
  );

  const takeOver = async () => {
    setBusy(true);
    setError(null);
    try {
      const items = await openItems(partner, kind);
      const paid = decimal(values['amount'])?.plus(decimal(values['discount']) ?? 0) ?? null;
      const lines = spread(items, paid?.eq(0) ? null : paid);
      dispatch({ type: 'remove', keys: state.rows.map((row) => row.key) });
      dispatch({ type: 'put', at: 0, lines });
      if (isEmpty(values['amount'] as string | null) || paid?.eq(0)) {
        const sum = lines.reduce(
          (total, line) => total?.plus(decimal(line['amount']) ?? 0) ?? null,
          zero,
        );
        onChange('amount', sum ? plainNumber(sum) : '0');
      }
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <div className="settle-bar">
        <Button size="small" loading={busy} disabled={!partner} onClick={() => void takeOver()}>
          {t('settle.takeOver')}
        </Button>
        <span className="quiet">{partner ? t('settle.help') : t('settle.needsPartner')}</span>
        <span className="spacer" />
        <span>
          {t('settle.settled')} <b>{showNumber(settled ? plainNumber(settled) : '0', digits)}</b>
        </span>
      </div>
      {error !== null && <ProblemAlert error={error} />}
    </>
  );
}
