/** Above the lines of a payment: what is open of the partner, taken over in one go. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import {
  filledRows,
  type GridAction,
  type GridState,
  type RowRules,
  type Values,
} from '@/grid/rows';
import { decimal, Decimal, plainNumber, showNumber } from '@/lib/decimal';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { isReference, type Value } from '../form';
import { isAdvance, offset, openItems, spread, type OpenItem } from './openItems';

interface Props {
  kind: OpenItem['kind'];
  values: Record<string, Value>;
  state: GridState;
  rules: RowRules;
  digits: number;
  dispatch(action: GridAction): void;
  onChange(name: string, value: Value): void;
}

const NOTHING = new Decimal(0);

function amountOf(lines: readonly Values[]): Decimal {
  return lines.reduce((sum, line) => sum.plus(decimal(line['amount']) ?? 0), NOTHING);
}

function leftOf(items: readonly OpenItem[]): Decimal {
  return items.reduce((sum, item) => sum.plus(decimal(item.left) ?? 0), NOTHING).abs();
}

export function SettleBar({ kind, values, state, rules, digits, dispatch, onChange }: Props) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [spare, setSpare] = useState(NOTHING);
  const [filled, setFilled] = useState<Decimal | null>(null);
  const partner = isReference(values['partner']) ? values['partner'].id : '';
  const paid = (decimal(values['amount']) ?? NOTHING).plus(decimal(values['discount']) ?? 0);
  const settled = amountOf(filledRows(state.rows, rules).map((row) => row.values));

  /** Nobody typed an amount: it follows from the lines. */
  const free = paid.eq(0) || filled?.eq(paid) === true;

  const put = async (linesOf: (items: OpenItem[]) => Values[]) => {
    setBusy(true);
    setError(null);
    try {
      const items = await openItems(partner, kind);
      const lines = linesOf(items);
      const used = new Set(lines.map((line) => line['number']));
      setSpare(leftOf(items.filter((item) => isAdvance(item) && !used.has(item.number))));
      dispatch({ type: 'remove', keys: state.rows.map((row) => row.key) });
      dispatch({ type: 'put', at: 0, lines });
      if (free) {
        const amount = amountOf(lines);
        setFilled(amount);
        onChange('amount', plainNumber(amount));
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
        <Button
          size="small"
          loading={busy}
          disabled={!partner}
          onClick={() => void put((items) => spread(items, free ? null : paid))}
        >
          {t('settle.takeOver')}
        </Button>
        <Button
          size="small"
          disabled={!partner || busy || !paid.eq(0)}
          title={t('settle.offsetHelp')}
          onClick={() => void put(offset)}
        >
          {t('settle.offset')}
        </Button>
        {partner && !spare.eq(0) ? (
          <span className="quiet">
            {t('settle.spare', { amount: showNumber(plainNumber(spare), digits) })}
            <Button
              type="link"
              size="small"
              disabled={busy}
              onClick={() => void put((items) => spread(items, free ? null : paid, true))}
            >
              {t('settle.useSpare')}
            </Button>
          </span>
        ) : (
          <span className="quiet">{partner ? t('settle.help') : t('settle.needsPartner')}</span>
        )}
        <span className="spacer" />
        {!paid.eq(0) && (
          <span>
            {t('settle.advance')} <b>{showNumber(plainNumber(paid.minus(settled)), digits)}</b>
          </span>
        )}
        <span>
          {t('settle.settled')} <b>{showNumber(plainNumber(settled), digits)}</b>
        </span>
      </div>
      {error !== null && <ProblemAlert error={error} />}
    </>
  );
}
