/** What each kind of field is on screen. A kind without an entry here does not compile. */
import type { ComponentType } from 'react';

import { showInstant } from '@/lib/dates';
import { showNumber } from '@/lib/decimal';
import type { Editor } from '@/grid/columns';
import { isReference, nameOf, type Field, type Kind } from './form';
import { BooleanInput, ChoiceInput, DateInput, MomentInput } from './inputs/ChoiceInputs';
import type { InputProps } from './inputs/input';
import { ReferenceInput } from './inputs/ReferenceInput';
import { SerialsInput } from './inputs/SerialsInput';
import { LongTextInput, NumberInput, TextInput } from './inputs/TextInputs';

/** Where figures and times are read: the company's currency and clock. */
export interface Setting {
  digits: number;
  zone: string;
}

export type FilterShape = 'text' | 'days' | 'numbers' | 'choice' | 'boolean' | 'reference';

export interface KindView {
  Input: ComponentType<InputProps>;
  /** in the line grid */
  editor: Editor;
  align: 'left' | 'right' | 'center';
  /** of a column, in pixels */
  width: number;
  /** in a grid, where there is less room */
  cellWidth: number;
  filter: FilterShape;
  /** sent when nothing is filled in */
  blank: '' | null | false | readonly string[];
  show(value: unknown, field: Field, setting: Setting): string;
}

function plain(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function numeric(least: (field: Field, setting: Setting) => number | undefined): KindView {
  return {
    Input: NumberInput,
    editor: 'number',
    align: 'right',
    width: 104,
    cellWidth: 80,
    filter: 'numbers',
    blank: null,
    show: (value, field, setting) => showNumber(value, least(field, setting)),
  };
}

const NUMBER_WIDTH = 172;

const text: KindView = {
  Input: TextInput,
  editor: 'text',
  align: 'left',
  width: 140,
  cellWidth: 74,
  filter: 'text',
  blank: '',
  show: plain,
};

export const kindViews: Record<Kind, KindView> = {
  text,
  long_text: { ...text, Input: LongTextInput, width: 220, cellWidth: 110 },
  /** CGDD-20261125-0001 in full */
  serial: { ...text, width: NUMBER_WIDTH },
  /** the line of an earlier document; known by its id alone */
  line: { ...text, width: 150, blank: null },
  /** the number of a batch, as it stands on the goods */
  batch: { ...text, width: 120, cellWidth: 96 },
  /** of single pieces; between semicolons where they stand in one cell */
  serials: {
    ...text,
    Input: SerialsInput,
    width: 180,
    cellWidth: 150,
    blank: [],
    show: (value) => (Array.isArray(value) ? value.join('; ') : plain(value)),
  },
  number: { ...numeric(() => undefined), width: 100, cellWidth: 80 },
  quantity: numeric(() => undefined),
  price: numeric((_, setting) => setting.digits),
  money: { ...numeric((_, setting) => setting.digits), cellWidth: 86 },
  rate: numeric(() => undefined),
  percent: {
    ...numeric(() => undefined),
    width: 80,
    cellWidth: 46,
    show: (value) =>
      value === null || value === undefined || value === '' ? '' : `${showNumber(value)}%`,
  },
  boolean: {
    Input: BooleanInput,
    editor: 'check',
    align: 'center',
    width: 70,
    cellWidth: 42,
    filter: 'boolean',
    blank: false,
    show: (value) => (value === true ? '✓' : ''),
  },
  date: {
    Input: DateInput,
    editor: 'day',
    align: 'left',
    width: 98,
    cellWidth: 98,
    filter: 'days',
    blank: null,
    show: (value, _, setting) => showInstant(plain(value), setting.zone).slice(0, 10),
  },
  datetime: {
    Input: MomentInput,
    editor: 'text',
    align: 'left',
    width: 150,
    cellWidth: 150,
    filter: 'days',
    blank: null,
    show: (value, _, setting) => showInstant(plain(value), setting.zone),
  },
  choice: {
    Input: ChoiceInput,
    editor: 'choice',
    align: 'left',
    width: 86,
    cellWidth: 74,
    filter: 'choice',
    blank: '',
    show: (value, field) =>
      field.options?.find((option) => option.value === value)?.label ?? plain(value),
  },
  reference: {
    Input: ReferenceInput,
    editor: 'lookup',
    align: 'left',
    width: 135,
    cellWidth: 84,
    filter: 'reference',
    blank: null,
    // A unit is known by its name: 箱, not BOX 箱.
    show: (value, field) =>
      field.to === 'unit' && isReference(value) ? (value.name ?? nameOf(value)) : nameOf(value),
  },
};

export function showValue(value: unknown, field: Field, setting: Setting): string {
  return kindViews[field.kind].show(value, field, setting);
}
