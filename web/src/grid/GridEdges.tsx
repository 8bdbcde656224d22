/** Heading, sums and the line below the grid that says what is wrong in the cell one is in. */
import { useTranslation } from 'react-i18next';

import type { Place } from './block';
import type { Column } from './columns';
import type { Refusals } from './RowView';
import type { Row } from './rows';

interface EdgeProps {
  columns: readonly Column[];
}

export function GridHeader({
  columns,
  number,
  editable,
}: EdgeProps & { number: string; editable: boolean }) {
  return (
    <div role="row" aria-rowindex={1} className="grid-row grid-header">
      <div role="columnheader" className="cell cell-number">
        {number}
      </div>
      {columns.map((column, index) => (
        <div
          key={column.name}
          role="columnheader"
          title={column.help ? `${column.label}: ${column.help}` : column.label}
          className={`cell cell-${column.align}${index === 0 ? ' cell-first' : ''}`}
        >
          <span className={column.help ? 'cell-text explained' : 'cell-text'}>
            {column.label}
            {editable && column.required && !column.readonly && <i aria-hidden="true">*</i>}
          </span>
        </div>
      ))}
      <div role="columnheader" className="cell cell-tools" />
    </div>
  );
}

export function GridFooter({
  columns,
  sums,
}: EdgeProps & { sums: Readonly<Record<string, string>> | undefined }) {
  const { t } = useTranslation();
  if (!sums) return null;
  return (
    <div role="row" className="grid-row grid-footer">
      <div className="cell cell-number" role="gridcell" />
      {columns.map((column, index) => (
        <div
          key={column.name}
          role="gridcell"
          className={`cell cell-${column.align}${index === 0 ? ' cell-first' : ''}${sums[column.name] || index === 0 ? '' : ' cell-empty'}`}
          data-label={index === 0 ? '' : column.label}
          data-testid={`sum-${column.name}`}
        >
          <span className="cell-text">{index === 0 ? t('grid.sum') : sums[column.name]}</span>
        </div>
      ))}
      <div className="cell cell-tools" role="gridcell" />
    </div>
  );
}

interface StatusProps {
  rows: readonly Row[];
  columns: readonly Column[];
  active: Place | null;
  refusals: ReadonlyMap<string, Refusals> | undefined;
  /** the code that a scanner sent last */
  scanned: string | null;
  /** stands elsewhere on the page already */
  told: string | null;
  onOpen(key: string, name: string): void;
}

interface Found {
  key: string;
  line: number;
  name: string;
  message: string;
}

/** Line by line, and in each from left to right. */
export function inOrder(
  rows: readonly Row[],
  columns: readonly Column[],
  refusals: ReadonlyMap<string, Refusals> | undefined,
): Found[] {
  if (!refusals?.size) return [];
  return rows.flatMap((row, index) => {
    const here = refusals.get(row.key);
    if (!here) return [];
    return ['', ...columns.map((column) => column.name)].flatMap((name) => {
      const message = here[name];
      return message === undefined ? [] : [{ key: row.key, line: index + 1, name, message }];
    });
  });
}

export function GridStatus(props: StatusProps) {
  const { t } = useTranslation();
  const { active, columns, rows, refusals } = props;
  const all = inOrder(rows, columns, refusals);
  const key = active ? rows[active.row]?.key : undefined;
  const name = active ? columns[active.column]?.name : undefined;
  const found = all.find((each) => each.key === key && each.name === name) ?? all[0];
  if (!found) {
    if (props.scanned === null) return null;
    return (
      <div className="grid-status is-quiet" role="status">
        {t('grid.scanned', { code: props.scanned })}
      </div>
    );
  }
  const label = columns.find((column) => column.name === found.name)?.label ?? '';
  const said = t('grid.refusal', { line: found.line, label, message: found.message });
  if (all.length === 1 && said === props.told) return null;
  return (
    <div className="grid-status" role="alert">
      <button
        type="button"
        onClick={() => {
          props.onOpen(found.key, found.name);
        }}
      >
        {said}
      </button>
      {all.length > 1 && <span>{t('grid.refusals', { total: all.length })}</span>}
    </div>
  );
}
