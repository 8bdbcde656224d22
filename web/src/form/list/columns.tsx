/** The columns of a list, each as wide as what stands in it. */
import { Link } from '@tanstack/react-router';
import i18next from 'i18next';
import { useMemo, type ReactNode } from 'react';

import { headed, letters } from '@/grid/widths';
import { useTight } from '@/ui/narrow';
import { useShownColumns, type Arranging } from '@/ui/shownColumns';
import type { TableColumn } from '@/ui/DataTable';
import { Picture } from '@/ui/Picture';
import { fieldOf, isReference, type Field, type Form, type RecordData } from '../form';
import { kindViews, showValue, type Setting } from '../kinds';
import { useSetting } from '../setting';
import { namelessOf, StateCell } from './card';

const UNSORTED = new Set(['long_text', 'line']);
/** Of short names, so that the sums at the end stay in sight. */
const WIDTHS: Partial<Record<string, number>> = {
  ...{
    unit: 64,
    warehouse: 84,
    partner: 132,
    employee: 78,
    department: 90,
    product_category: 104,
  },
  ...{ sales_price: 92, purchase_price: 92 },
  ...{ code: 104, specification: 112, barcode: 128, phone: 124, invoice_number: 96, colour: 64 },
};

/** As wide as its heading, and as the longest of its words, where there are a few only. */
function widthOf(form: Form, field: Field): number {
  return Math.max(headed(field.label), widthWithin(form, field));
}

/** Letters of the widest of usual fonts, against those that `letters` reckons with. */
const WIDEST = 1.3;

/** Chinese is as wide in every font; a tag is never cut. */
export function tagged(words: readonly string[]): number {
  const room = (word: string) => letters(word) * (/[\u2e80-\uffff]/.test(word) ? 1 : WIDEST);
  return Math.ceil(Math.max(0, ...words.map(room))) + 38;
}

function widthWithin(form: Form, field: Field): number {
  const isState = field.name === 'state' && form.states.length > 0;
  const words = isState ? form.states : (field.options ?? []);
  if (isState) return tagged(words.map(({ label }) => label));
  const longest = Math.max(0, ...words.map(({ label }) => letters(label)));
  const usual = WIDTHS[field.to ?? field.name] ?? kindViews[field.kind].width;
  return Math.max(usual, Math.min(160, Math.ceil(longest * 1.1) + 24));
}

/** Known to everybody by their names, and too many letters with their codes. */
const BY_NAME = new Set(['partner', 'warehouse', 'employee', 'department', 'product_category']);

function named(field: Field, value: unknown): string | undefined {
  return field.to && BY_NAME.has(field.to) && isReference(value) ? value.name : undefined;
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
      if (!first) return <span title={text}>{named(field, value) ?? text}</span>;
      return (
        <Link to="/records/$form/$id" params={{ form: form.name, id: record.id }}>
          {text || namelessOf(form, record)}
        </Link>
      );
    },
  };
}

/** The pictures of the records, where any of them has one. */
export function withPictures(
  columns: TableColumn<RecordData>[],
  pictures: ReadonlyMap<string, string>,
): TableColumn<RecordData>[] {
  if (pictures.size === 0) return columns;
  const picture: TableColumn<RecordData> = {
    name: 'picture',
    label: i18next.t('list.picture'),
    width: 52,
    render: (record) => {
      const path = pictures.get(record.id);
      return path && <Picture className="thumb" path={path} name="" />;
    },
  };
  return [picture, ...columns];
}

/**
 * By what a document is known, before everything else: its number, state, day, partner and what it
 * comes to. For where there is no room for all; whoever puts columns in another order has theirs.
 */
export function leadingFirst(form: Form, names: readonly string[]): string[] {
  const money = names.filter((name) => fieldOf(form, name)?.kind === 'money');
  const amount = money.find((name) => name === 'total') ?? money[0];
  if (form.kind !== 'document' || amount === undefined) return [...names];
  const isPartner = (name: string) => fieldOf(form, name)?.to === 'partner';
  const leads = (name: string, index: number) =>
    index === 0 || name === 'state' || name === 'date' || name === amount || isPartner(name);
  return [...names.filter(leads), ...names.filter((name, index) => !leads(name, index))];
}

/** Every field that a list can show: its own columns first, the others when they are chosen. */
function choosable(form: Form, tight: boolean) {
  const own = tight ? leadingFirst(form, form.list.columns) : form.list.columns;
  const others = form.sections.flatMap(({ fields }) => fields).filter((one) => !own.includes(one));
  return [...own, ...others].flatMap((name) => {
    const field = fieldOf(form, name);
    const aside = !own.includes(name);
    return field ? [{ name, label: field.label, width: widthOf(form, field), aside, field }] : [];
  });
}

interface Columns {
  columns: TableColumn<RecordData>[];
  /** the button to choose them with */
  choose: ReactNode;
  arranging: Arranging;
}

/** The columns of a list as this person wants them. */
export function useColumns(form: Form): Columns {
  const setting = useSetting();
  const tight = useTight();
  const known = useMemo(() => choosable(form, tight), [form, tight]);
  const { columns: shown, button: choose, arranging } = useShownColumns(form.name, known);
  const columns = useMemo(
    () => shown.map(({ field }, index) => columnOf(form, field, index === 0, setting)),
    [form, shown, setting],
  );
  return { columns, choose, arranging };
}
