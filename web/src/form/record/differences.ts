/** What two people changed of one record since it was as both of them saw it. Pure. */
import { filledRows, type Row, type RowRules } from '@/grid/rows';
import type { Field, Form, RecordData, Table } from '../form';
import { showValue, type Setting } from '../kinds';
import { changedFields, load, type EditorState } from './editor';
import { isSameRow } from './merging';

export type Side = 'both' | 'mine' | 'theirs';

export interface Difference {
  label: string;
  side: Side;
  before: string;
  mine: string;
  theirs: string;
}

export interface Words {
  cell(line: number, label: string): string;
  added: string;
  deleted: string;
  /** a line that they deleted and I changed */
  comesBack: string;
}

interface Versions {
  form: Form;
  state: EditorState;
  rules: Record<string, RowRules>;
  latest: RecordData;
  setting: Setting;
  words: Words;
}

const NOTHING = '—';

/** Null where nobody changed anything, or both made the same of it. */
function between(label: string, before: string, mine: string, theirs: string): Difference | null {
  if (mine === theirs) return null;
  const side = theirs === before ? 'mine' : mine === before ? 'theirs' : 'both';
  return { label, side, before, mine, theirs };
}

const isThere = (one: Difference | null): one is Difference => one !== null;

function ofFields({ form, state, latest, setting }: Versions): Difference[] {
  const mine = new Set(changedFields(form, state).map((field) => field.name));
  const theirs = load(form, latest, {}, '').values;
  return form.fields
    .map((field) => {
      // Figures are reckoned anew on saving: mine are those of before.
      if (field.readonly && field.name !== 'state') return null;
      const show = (from: Record<string, unknown>) =>
        showValue(from[field.name], field, setting) || NOTHING;
      const before = show(state.before.values);
      const own = mine.has(field.name) ? show(state.values) : before;
      return between(field.label, before, own, show(theirs));
    })
    .filter(isThere);
}

/** Of one line of a sub-table, what it is and how much of it. */
class Lines {
  private readonly cells: Field[];
  private readonly name: Field | undefined;
  private readonly figure: Field | undefined;

  constructor(
    private readonly table: Table,
    private readonly setting: Setting,
  ) {
    const shown = table.fields.filter((field) => table.columns.includes(field.name));
    this.cells = shown.filter((field) => !field.readonly);
    this.name = shown.find((field) => field.kind === 'reference');
    this.figure = table.fields.find(({ name }) => name === 'quantity' || name === 'amount');
  }

  private show(row: Row, field: Field | undefined): string {
    return field ? showValue(row.values[field.name], field, this.setting) : '';
  }

  called(row: Row): string {
    return this.show(row, this.name) || this.table.label;
  }

  told(row: Row): string {
    const figure = this.show(row, this.figure);
    return figure ? `${this.figure?.label ?? ''} ${figure}` : NOTHING;
  }

  between(before: Row, mine: Row, theirs: Row, label: (field: string) => string): Difference[] {
    return this.cells
      .map((field) => {
        const [was, own, other] = [before, mine, theirs].map(
          (row) => this.show(row, field) || NOTHING,
        ) as [string, string, string];
        return between(label(field.label), was, own, other);
      })
      .filter(isThere);
  }
}

const byId = (rows: readonly Row[]) =>
  new Map(rows.flatMap((row) => (row.id === undefined ? [] : [[row.id, row] as const])));

function ofLines(table: Table, versions: Versions, saved: EditorState): Difference[] {
  const { state, setting, words } = versions;
  const rules = versions.rules[table.name];
  if (!rules) return [];
  const lines = new Lines(table, setting);
  const was = state.before.rows[table.name] ?? [];
  const mine = filledRows(state.tables[table.name]?.rows ?? [], rules);
  const theirs = filledRows(saved.tables[table.name]?.rows ?? [], rules);
  const [before, own, there] = [byId(was), byId(mine), byId(theirs)];
  const label = (row: Row, index: number) => words.cell(index + 1, lines.called(row));

  const here = mine.flatMap((row, index): Difference[] => {
    const [old, other] = [before.get(row.id ?? ''), there.get(row.id ?? '')];
    const told = { label: label(row, index), before: NOTHING, mine: lines.told(row) };
    if (!old) return [{ ...told, side: 'mine', mine: `${words.added} ${told.mine}`, theirs: '' }];
    if (other) return lines.between(old, row, other, (name) => words.cell(index + 1, name));
    const kept = { ...told, before: lines.told(old) };
    return isSameRow(row, old, rules)
      ? [{ ...kept, side: 'theirs', theirs: words.deleted }]
      : [{ ...kept, side: 'both', theirs: words.comesBack }];
  });
  const deleted = was.flatMap((row, index): Difference[] => {
    const other = there.get(row.id ?? '');
    if (!other || own.has(row.id ?? '')) return [];
    const changed = lines.between(row, row, other, (name) => name).length > 0;
    const told = { before: lines.told(row), mine: words.deleted, theirs: lines.told(other) };
    return [{ ...told, label: label(row, index), side: changed ? 'both' : 'mine' }];
  });
  const added = theirs.flatMap((row, index): Difference[] => {
    if (before.has(row.id ?? '')) return [];
    const told = { before: NOTHING, mine: '', theirs: `${words.added} ${lines.told(row)}` };
    return [{ ...told, label: label(row, index), side: 'theirs' }];
  });
  return [...here, ...deleted, ...added];
}

export const SIDES: readonly Side[] = ['both', 'mine', 'theirs'];

/** Where both had a hand in first; what only one of us changed is told as that. */
export function differences(versions: Versions): Difference[] {
  const saved = load(versions.form, versions.latest, versions.rules, '');
  const found = [
    ...ofFields(versions),
    ...versions.form.tables.flatMap((table) => ofLines(table, versions, saved)),
  ];
  return SIDES.flatMap((side) => found.filter((one) => one.side === side));
}
