/** Somebody else saved first: shows both versions and lets the person choose. */
import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';

import { showInstant } from '@/lib/dates';
import { filledRows, type Row, type RowRules } from '@/grid/rows';
import type { Form, RecordData, Table, Value } from '../form';
import { showValue, type Setting } from '../kinds';
import { changedFields, isTableChanged, load } from './editor';
import type { Editor } from './useEditor';

interface Props {
  form: Form;
  editor: Editor;
  latest: RecordData | null;
  setting: Setting;
  onTheirs(): void;
  onMine(): void;
  onClose(): void;
}

interface Difference {
  label: string;
  mine: string;
  theirs: string;
}

function differences({ form, editor, latest, setting }: Props): Difference[] {
  if (!latest) return [];
  const { state } = editor;
  const mine = new Set(changedFields(form, state).map((field) => field.name));
  const show = (name: string, value: unknown) => {
    const field = form.fields.find((each) => each.name === name);
    return field ? showValue(value, field, setting) || '—' : '';
  };
  return form.fields
    .filter((field) => {
      // Figures are reckoned anew on saving: mine are those of before.
      if (field.readonly && field.name !== 'state') return false;
      const before = show(field.name, state.before.values[field.name]);
      return mine.has(field.name) || before !== show(field.name, latest[field.name]);
    })
    .map((field) => ({
      label: field.label,
      mine: show(field.name, state.values[field.name] satisfies Value),
      theirs: show(field.name, latest[field.name]),
    }))
    .filter((each) => each.mine !== each.theirs);
}

/** What names a line: its product, its item, its account. */
function called(table: Table, row: Row, setting: Setting): string {
  const field = table.fields.find(
    (each) => table.columns.includes(each.name) && each.kind === 'reference',
  );
  return field ? showValue(row.values[field.name], field, setting) : '';
}

type Say = Record<'gone' | 'back', string> & { line(line: number, label: string): string };

/** Lines that are there no more, and whether mine would bring them back. */
function deletedLines(
  table: Table,
  { form, editor, setting }: Props,
  theirs: readonly Row[],
  say: Say,
): Difference[] {
  const rules = editor.rules[table.name];
  if (!rules) return [];
  const there = new Set(theirs.map((row) => row.id));
  const before = new Map(
    (editor.state.before.rows[table.name] ?? []).map((row) => [row.id, row] as const),
  );
  const mine = filledRows(editor.state.tables[table.name]?.rows ?? [], rules);
  return mine.flatMap((row, index) => {
    if (row.id === undefined || there.has(row.id)) return [];
    const label = say.line(index + 1, called(table, row, setting) || form.label);
    const changed = before.get(row.id) !== row;
    const shown = table.fields.find(({ name }) => name === 'quantity' || name === 'amount');
    const figure = shown && showValue(row.values[shown.name], shown, setting);
    return [
      {
        label,
        mine: shown && figure ? `${shown.label} ${figure}` : '—',
        theirs: changed ? say.back : say.gone,
      },
    ];
  });
}

const NO_RULES: RowRules = { inputs: [], defaults: {}, editable: false };

/** More than this is not read cell by cell. */
const MOST_CELLS = 12;

/** Cell by cell; null where lines were added or removed, or too many cells differ. */
function cellDifferences(
  table: Table,
  mine: readonly Row[],
  theirs: readonly Row[],
  { setting }: Props,
  say: (line: number, label: string) => string,
  gone: number,
): Difference[] | null {
  const there = new Map(theirs.map((row) => [row.id, row]));
  if (mine.length !== theirs.length + gone || mine.some((row) => !row.id)) return null;
  const fields = table.fields.filter(
    (field) => !field.readonly && table.columns.includes(field.name),
  );
  const found = mine.flatMap((row, index) =>
    (there.has(row.id) ? fields : []).flatMap((field): Difference[] => {
      const show = (from: Row | undefined) =>
        showValue(from?.values[field.name], field, setting) || '—';
      const [own, saved] = [show(row), show(there.get(row.id))];
      return own === saved
        ? []
        : [{ label: say(index + 1, field.label), mine: own, theirs: saved }];
    }),
  );
  if (found.length === 0 && gone > 0) return [];
  return found.length === 0 || found.length > MOST_CELLS ? null : found;
}

export function StaleDialog(props: Props) {
  const { t } = useTranslation();
  const { form, editor, latest, setting } = props;
  const changed = differences(props);
  const saved = latest ? load(form, latest, editor.rules, '') : null;
  const say: Say = {
    gone: t('stale.deleted'),
    back: t('stale.comesBack'),
    line: (line, label) => t('stale.cell', { line, label }),
  };
  const tables = form.tables.filter((table) => {
    const rules = editor.rules[table.name];
    const theirs = filledRows(saved?.tables[table.name]?.rows ?? [], rules ?? NO_RULES);
    const gone = saved ? deletedLines(table, props, theirs, say) : [];
    changed.push(...gone);
    if (!rules || !isTableChanged(editor.state, table.name, rules)) return false;
    const cells = cellDifferences(
      table,
      filledRows(editor.state.tables[table.name]?.rows ?? [], rules),
      theirs,
      props,
      say.line,
      gone.length,
    );
    if (cells) changed.push(...cells);
    return cells === null;
  });
  const at = typeof latest?.['updated_at'] === 'string' ? latest['updated_at'] : '';
  return (
    <Modal
      open={latest !== null}
      width={680}
      title={t('stale.title')}
      onCancel={props.onClose}
      footer={[
        <Button key="close" onClick={props.onClose}>
          {t('stale.later')}
        </Button>,
        <Button key="mine" onClick={props.onMine}>
          {t('stale.mine')}
        </Button>,
        <Button key="theirs" type="primary" onClick={props.onTheirs}>
          {t('stale.theirs')}
        </Button>,
      ]}
    >
      <p>{t('stale.explain', { at: at ? showInstant(at, setting.zone) : '' })}</p>
      {(changed.length > 0 || tables.length > 0) && (
        <table className="differences">
          <thead>
            <tr>
              <th scope="col">{t('stale.field')}</th>
              <th scope="col">{t('stale.yours')}</th>
              <th scope="col">{t('stale.saved')}</th>
            </tr>
          </thead>
          <tbody>
            {changed.map((each) => (
              <tr key={each.label}>
                <th scope="row">{each.label}</th>
                <td>{each.mine}</td>
                <td>{each.theirs}</td>
              </tr>
            ))}
            {tables.map((table) => (
              <tr key={table.name}>
                <th scope="row">{table.label}</th>
                <td>{t('stale.linesChanged')}</td>
                <td>
                  {t('stale.lines', {
                    total: Array.isArray(latest?.[table.name])
                      ? (latest[table.name] as unknown[]).length
                      : 0,
                  })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Modal>
  );
}
