/** Products made of combinations: which values, and what each of them has of its own. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Checkbox, Modal } from 'antd';
import { useMemo, useReducer, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Column } from '@/grid/columns';
import { LineGrid } from '@/grid/LineGrid';
import {
  gridReducer,
  loadRows,
  type GridAction,
  type GridState,
  type Row,
  type RowRules,
} from '@/grid/rows';
import type { Refusals } from '@/grid/RowView';
import { send } from '@/lib/api';
import { once } from '@/lib/once';
import { Problem } from '@/lib/problem';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { kindViews } from '../kinds';
import { forgetLists, formQuery } from '../records';
import { missing } from './generate';
import type { Style } from './style';

const OWN = ['code', 'barcode', 'purchase_price', 'sales_price'];
/** No line begins by being typed: each is a combination. */
const RULES: RowRules = { inputs: OWN, defaults: {}, editable: false };
const VARIANT = 'variant';

function reduce(state: GridState, action: GridAction): GridState {
  return gridReducer(state, action, RULES);
}

function rowOf(values: readonly string[]): Row {
  return { key: JSON.stringify(values), values: { [VARIANT]: values.join(' / ') } };
}

function variantOf(row: Row): Record<string, unknown> {
  const typed = OWN.flatMap((name) => {
    const value = row.values[name];
    return typeof value === 'string' && value.trim() ? [[name, value.trim()]] : [];
  });
  return { values: JSON.parse(row.key) as string[], ...Object.fromEntries(typed) };
}

function placed(error: unknown, sent: readonly Row[]): Map<string, Refusals> {
  const cells = new Map<string, Refusals>();
  if (!(error instanceof Problem)) return cells;
  for (const { field, message } of error.errors) {
    const [first, index, name = ''] = (field ?? '').split('.');
    const key = first === 'variants' ? sent[Number(index)]?.key : undefined;
    const cell = OWN.includes(name) ? name : VARIANT;
    if (key !== undefined) cells.set(key, { ...cells.get(key), [cell]: message });
  }
  return cells;
}

interface Props {
  style: Style;
  onClose(): void;
}

export default function GenerateDialog({ style, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { axes, variants, record } = style;
  const [chosen, setChosen] = useState(() => axes.map((axis) => [...axis.values]));
  const [state, dispatch] = useReducer(reduce, null, () =>
    loadRows(missing(axes, chosen, variants).map(rowOf), RULES),
  );
  const product = useQuery(formQuery('product')).data;
  const columns = useMemo<Column[]>(
    () => [
      {
        ...{ name: VARIANT, label: t('matrix.combination'), editor: 'text', readonly: true },
        ...{ required: false, width: 160, grow: true, align: 'left' },
      },
      ...OWN.flatMap((name): Column[] => {
        const field = product?.fields.find((each) => each.name === name);
        if (!field) return [];
        const { editor, align } = kindViews[field.kind];
        const label = name === 'code' ? t('matrix.ownCode') : field.label;
        const more = field.max_length === null ? {} : { maxLength: field.max_length };
        return [
          { name, label, editor, align, readonly: false, required: false, width: 130, ...more },
        ];
      }),
    ],
    [product, t],
  );
  const make = useMutation({
    mutationFn: (rows: readonly Row[]) => {
      const path = `/api/v1/styles/${record.id}/variants`;
      const body = { variants: rows.map(variantOf) };
      return once(path, body, (key) => send(path, { method: 'POST', body, idempotencyKey: key }));
    },
    onSuccess: async () => {
      await forgetLists(client);
      onClose();
    },
  });
  const choose = (index: number, values: string[]) => {
    const axis = axes[index]?.values ?? [];
    const next = chosen.with(
      index,
      axis.filter((value) => values.includes(value)),
    );
    const typed = new Map(state.rows.map((row) => [row.key, row]));
    const rows = missing(axes, next, variants).map(rowOf);
    setChosen(next);
    dispatch({ type: 'load', rows: rows.map((row) => typed.get(row.key) ?? row) });
  };
  const refusals = placed(make.error, make.variables ?? []);

  return (
    <Modal
      open
      title={t('matrix.generate')}
      width={900}
      okText={t('matrix.make', { count: state.rows.length })}
      okButtonProps={{ disabled: state.rows.length === 0, loading: make.isPending }}
      onOk={() => {
        make.mutate(state.rows);
      }}
      onCancel={onClose}
    >
      <div className="stack">
        {make.error && <ProblemAlert error={make.error} />}
        <div className="generate-axes">
          {axes.map((axis, index) => (
            <div key={axis.name}>
              <b>{axis.name}</b>
              <Checkbox.Group
                options={[...axis.values]}
                value={chosen[index] ?? []}
                onChange={(values) => {
                  choose(index, values);
                }}
              />
            </div>
          ))}
        </div>
        {state.rows.length === 0 ? (
          <p className="quiet">{t('matrix.allThere')}</p>
        ) : (
          <LineGrid
            label={t('matrix.generate')}
            columns={columns}
            state={state}
            dispatch={dispatch}
            editable
            refusals={refusals}
            refused={make.failureCount}
          />
        )}
        <p className="quiet">{t('matrix.generateHelp')}</p>
      </div>
    </Modal>
  );
}
