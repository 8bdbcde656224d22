/** The columns of a list, each as wide as what stands in it. */
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';

import { letters } from '@/grid/widths';
import type { TableColumn } from '@/ui/DataTable';
import { fieldOf, type Field, type Form, type RecordData } from '../form';
import { kindViews, showValue, type Setting } from '../kinds';
import { useSetting } from '../setting';
import { StateCell } from './card';

const UNSORTED = new Set(['long_text', 'line']);
/** Of short names, so that the sums at the end stay in sight. */
const WIDTHS: Partial<Record<string, number>> = {
  ...{ unit: 64, warehouse: 106, partner: 172, employee: 92, department: 110 },
  ...{ code: 110, specification: 112, barcode: 128, phone: 124, invoice_number: 104, colour: 64 },
};

/** As wide as the longest of its words, where there are a few only. */
function widthOf(form: Form, field: Field): number {
  const isState = field.name === 'state' && form.states.length > 0;
  const words = isState ? form.states : (field.options ?? []);
  const longest = Math.max(0, ...words.map(({ label }) => letters(label)));
  if (isState) return Math.ceil(longest) + 42;
  const usual = WIDTHS[field.to ?? field.name] ?? kindViews[field.kind].width;
  return Math.max(usual, Math.min(160, Math.ceil(longest * 1.1) + 24));
}

function columnOf(
  form: Form,
  field: Field,
  first: boolean,
  setting: Setting,
): TableColumn<RecordData> {
  const view = kindViews[field.kind];
  const isState = field.name === 'state' && form.states.length > 0;
  return {
    name: field.name,
    label: field.label,
    width: widthOf(form, field),
    grow: !first && (field.to === 'partner' || field.name === 'name'),
    align: view.align,
    sortable: !UNSORTED.has(field.kind),
    render: (record) => {
      const value = record[field.name];
      if (isState) return <StateCell form={form} value={value} />;
      const text = showValue(value, field, setting);
      if (!first) return <span title={text}>{text}</span>;
      return (
        <Link to="/records/$form/$id" params={{ form: form.name, id: record.id }}>
          {text || '—'}
        </Link>
      );
    },
  };
}

export function useColumns(form: Form): TableColumn<RecordData>[] {
  const setting = useSetting();
  return useMemo(() => {
    const fields = form.list.columns.flatMap((name) => fieldOf(form, name) ?? []);
    return fields.map((field, index) => columnOf(form, field, index === 0, setting));
  }, [form, setting]);
}
