/** Lines of a document typed as a sheet: rows are one attribute of a style, columns the other. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Modal, Segmented, Select } from 'antd';
import {
  useEffect,
  useMemo,
  useRef,
  useState,
  type ClipboardEvent,
  type KeyboardEvent,
} from 'react';
import { useTranslation } from 'react-i18next';

import { readPasted } from '@/grid/clipboard';
import type { GridAction, Row, RowRules } from '@/grid/rows';
import { decimal, Decimal, plainNumber, showNumber } from '@/lib/decimal';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { isReference, nameOf, type Form, type RecordData, type Table } from '../form';
import { asReference } from '../inputs/offers';
import { productFill } from '../lines/lookups';
import { unitsOf } from '../lines/product';
import { factorOf, takesOut } from '../lines/roles';
import { useAvailable, useDigits } from './available';
import { commonUnits, isNumber, linesOf, quantitiesOf, taken, type Quantities } from './entry';
import { following, sheetOf, type Place } from './matrix';
import { MatrixTable } from './MatrixTable';
import { MissedNotice, spread, type Missed } from './pasting';
import { StyleInput } from './StyleInput';
import { styleQuery, type Style } from './style';
import './matrix.css';

interface Props {
  form: Form;
  table: Table;
  rows: readonly Row[];
  rules: RowRules;
  /** of the header, where what is available matters */
  warehouse: string;
  dispatch(action: GridAction): void;
  onClose(): void;
}

export default function MatrixDialog(props: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [style, setStyle] = useState<{ id: string } | null>(null);
  const found = useQuery({
    ...styleQuery(client, style?.id ?? ''),
    enabled: style !== null,
    staleTime: 0,
    gcTime: 0,
  });
  const columns = found.data?.axes[1]?.values.length ?? 1;
  return (
    <Modal
      open
      title={t('matrix.title')}
      width={Math.min(1100, Math.max(560, 320 + columns * 96))}
      footer={null}
      onCancel={props.onClose}
    >
      <div className="stack">
        <StyleInput value={style} onChange={setStyle} />
        {found.error && <ProblemAlert error={found.error} />}
        {style && found.data ? (
          <Sheet key={style.id} {...props} style={found.data} />
        ) : (
          <p className="quiet">{t('matrix.chooseStyle')}</p>
        )}
      </div>
    </Modal>
  );
}

function Sheet(props: Props & { style: Style }) {
  const { form, table, rows, rules, style, dispatch, onClose } = props;
  const { t } = useTranslation();
  const client = useQueryClient();
  const variants = useMemo(
    () => style.variants.filter((variant) => variant['active'] !== false),
    [style],
  );
  const sheet = useMemo(() => sheetOf(style, variants), [style, variants]);
  const before = useMemo(() => linesOf(rows, variants), [rows, variants]);
  const [quantities, setQuantities] = useState<Quantities>(() => quantitiesOf(before));
  const [missed, setMissed] = useState<readonly Missed[]>([]);
  const [above, setAbove] = useState(sheet.above?.values[0] ?? '');
  const units = useMemo(() => commonUnits(variants), [variants]);
  const [unit, setUnit] = useState(units[0]?.id ?? '');
  const digits = useDigits(unit);
  const available = useAvailable(variants, props.warehouse, takesOut(form));
  const inputs = useRef(new Map<string, HTMLInputElement>());
  const size = { rows: sheet.rows.values.length, columns: sheet.columns.values.length };
  const variantAt = ({ row, column }: Place, chosen = above) =>
    sheet.at(sheet.rows.values[row] ?? '', sheet.columns.values[column] ?? '', chosen);

  const focus = (place: Place) => {
    inputs.current.get(variantAt(place)?.id ?? '')?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>, place: Place) => {
    if (event.ctrlKey && event.key === 'Enter') {
      event.preventDefault();
      event.stopPropagation(); // the page would save
      take();
      return;
    }
    const next = following(event.key, place, size, (at) => variantAt(at) !== undefined);
    if (event.key === 'Enter' || event.key.startsWith('Arrow')) event.preventDefault();
    if (next) focus(next);
  };
  const onPaste = (event: ClipboardEvent<HTMLInputElement>, place: Place) => {
    const block = readPasted(event.clipboardData);
    if (!block) return;
    event.preventDefault();
    const { pasted, missed } = spread(block.cells, place, sheet, above);
    setMissed(missed);
    setQuantities((now) => ({ ...now, ...pasted }));
  };
  const take = () => {
    if (held) return;
    const zero = form.name === 'stock_count';
    const fill = (variant: RecordData) => {
      const chosen = unitsOf(variant).find((each) => each.unit.id === unit);
      return {
        product: asReference(variant),
        ...productFill({ form, table, client }, variant, chosen),
      };
    };
    const { lines, removed } = taken(rows, rules, variants, quantities, { zero, fill });
    dispatch({ type: 'put', at: 0, lines });
    if (removed.length) dispatch({ type: 'remove', keys: removed });
    onClose();
  };
  const unitOf = (variant: RecordData) => {
    const line = before.get(variant.id)?.values['unit'];
    return isReference(line) && line.id !== unit ? (line.name ?? '') : '';
  };
  const fits = (variant: RecordData) =>
    isNumber(quantities[variant.id] ?? '', unitOf(variant) ? null : digits);
  const wrong = !variants.every(fits);
  const held = wrong || missed.length > 0;
  const isShort = (variant: RecordData) => {
    const line = before.get(variant.id);
    const own = unitsOf(variant).find((each) => each.unit.id === unit)?.factor;
    const factor = line ? factorOf(line.values) : (own ?? new Decimal(1));
    const offered = decimal(available.get(variant.id));
    const asked = decimal(quantities[variant.id])?.times(factor);
    return offered !== null && asked !== undefined && asked.gt(offered);
  };
  const sum = (some: readonly RecordData[]) => {
    const all = some.flatMap((variant) => decimal(quantities[variant.id]) ?? []);
    const total = all.reduce((one, other) => one.plus(other), new Decimal(0));
    return total.eq(0) ? '' : showNumber(plainNumber(total));
  };
  const inAll = sum(variants);

  // The one who chose the style goes on with its first cell.
  useEffect(() => {
    inputs.current.values().next().value?.focus();
  }, []);

  return (
    <>
      {units.length > 1 && (
        <Select
          aria-label={t('matrix.unit')}
          style={{ width: 120 }}
          value={unit}
          onChange={setUnit}
          options={units.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      {sheet.above && (
        <Segmented
          aria-label={sheet.above.name}
          value={above}
          onChange={setAbove}
          options={sheet.above.values.map((value) => ({ value, label: value }))}
        />
      )}
      {variants.length === 0 ? (
        <p className="quiet">{t('matrix.noVariants')}</p>
      ) : (
        <MatrixTable
          sheet={sheet}
          above={above}
          label={nameOf(style.record)}
          sum={sum}
          cell={(variant, place, named) => {
            const typed = quantities[variant.id] ?? '';
            const offered = available.get(variant.id);
            return (
              <>
                <input
                  ref={(input) => {
                    if (input) inputs.current.set(variant.id, input);
                    else inputs.current.delete(variant.id);
                  }}
                  inputMode="decimal"
                  aria-label={named}
                  aria-invalid={!fits(variant)}
                  value={typed}
                  onFocus={(event) => {
                    event.target.select();
                  }}
                  onChange={(event) => {
                    const { value } = event.target;
                    setQuantities((now) => ({ ...now, [variant.id]: value }));
                  }}
                  onKeyDown={(event) => {
                    onKeyDown(event, place);
                  }}
                  onPaste={(event) => {
                    onPaste(event, place);
                  }}
                />
                <small className={isShort(variant) ? 'is-short' : undefined}>
                  {[unitOf(variant), offered === undefined ? '' : showNumber(offered)]
                    .filter(Boolean)
                    .join(' · ')}
                </small>
              </>
            );
          }}
        />
      )}
      <MissedNotice
        missed={missed}
        onSeen={() => {
          setMissed([]);
        }}
      />
      <p className="quiet matrix-foot">
        {t(wrong ? 'matrix.wrong' : 'matrix.keys')}
        {inAll && <b>{t('matrix.total', { sum: inAll })}</b>}
      </p>
      <div className="matrix-actions">
        <Button onClick={onClose}>{t('settings.cancel')}</Button>
        <Button type="primary" disabled={held || variants.length === 0} onClick={take}>
          {t('matrix.take')}
        </Button>
      </div>
    </>
  );
}
