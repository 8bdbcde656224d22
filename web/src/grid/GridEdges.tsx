/** Heading, sums and the line below the grid that says what is wrong in the cell one is in. */
import { memo, useRef, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';

import type { Arranging } from '@/ui/shownColumns';
import { fitted } from '@/ui/fit';
import { Resizer } from '@/ui/Resizer';
import { listed } from '@/ui/words';
import type { Place } from './block';
import type { LeftOut } from './clipboard';
import type { Column } from './columns';
import type { Refusals } from './RowView';
import type { Row } from './rows';

interface EdgeProps {
  columns: readonly Column[];
}

type HeaderProps = EdgeProps & {
  number: string;
  editable: boolean;
  arranging: Arranging | undefined;
};

/** Not drawn again with every key. */
export const GridHeader = memo(function GridHeader(props: HeaderProps) {
  const { columns, number, editable, arranging } = props;
  const dragged = useRef('');
  const moving = (name: string) => ({
    draggable: true,
    onDragStart: (event: DragEvent) => {
      dragged.current = name;
      event.dataTransfer.effectAllowed = 'move';
    },
    onDragOver: (event: DragEvent) => {
      if (dragged.current && dragged.current !== name) event.preventDefault();
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      if (dragged.current) arranging?.onMove(dragged.current, name);
    },
    onDragEnd: () => {
      dragged.current = '';
    },
  });
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
          className={`cell cell-${column.align}${index === 0 ? ' cell-first' : ''}${column.main ? ' cell-main' : ''}`}
          {...(arranging && index > 0 ? moving(column.name) : {})}
        >
          <span className={column.help ? 'cell-text explained' : 'cell-text'}>
            {column.label}
            {editable && column.required && !column.readonly && <i aria-hidden="true">*</i>}
          </span>
          {arranging && <Edge index={index} name={column.name} onWidth={arranging.onWidth} />}
        </div>
      ))}
      <div role="columnheader" className="cell cell-tools" />
    </div>
  );
});

interface GridEdge {
  index: number;
  name: string;
  onWidth: Arranging['onWidth'];
}

/** While it is dragged one style changes, and no line is drawn again. */
function Edge({ index, name, onWidth }: GridEdge) {
  const at = useRef<HTMLSpanElement>(null);
  const inner = () => at.current?.closest<HTMLElement>('.grid-inner') ?? null;
  const widthNow = () => at.current?.parentElement?.getBoundingClientRect().width ?? 100;
  return (
    <span ref={at}>
      <Resizer
        now={widthNow}
        show={(width) => {
          const whole = inner();
          if (whole) widened(whole, index, width, widthNow());
        }}
        onWidth={(width) => {
          onWidth(name, width);
        }}
        onFit={() => {
          const cells = inner()?.querySelectorAll(`[aria-colindex="${String(index + 2)}"]`) ?? [];
          const head = at.current?.parentElement;
          onWidth(name, fitted([...cells, ...(head ? [head] : [])]));
        }}
      />
    </span>
  );
}

/** The tracks of the grid with another width at one place: the number of the line is the first. */
function widened(whole: HTMLElement, index: number, width: number, before: number) {
  const tracks = whole.style.getPropertyValue('--grid-columns').split(/ (?![^(]*\))/);
  tracks[index + 1] = `${String(width)}px`;
  whole.style.setProperty('--grid-columns', tracks.join(' '));
  const least = parseFloat(whole.style.getPropertyValue('--grid-width')) + width - before;
  whole.style.setProperty('--grid-width', `${String(Math.max(0, least))}px`);
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
          className={`cell cell-${column.align}${index === 0 ? ' cell-first' : ''}${column.main ? ' cell-main' : ''}${sums[column.name] || index === 0 ? '' : ' cell-empty'}`}
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
  /** what of the last paste has no place here */
  left: LeftOut | null;
  onForget(): void;
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
  return (
    <>
      {props.left && <LeftOutStatus left={props.left} onForget={props.onForget} />}
      <CellStatus {...props} />
    </>
  );
}

function LeftOutStatus({ left, onForget }: { left: LeftOut; onForget(): void }) {
  const { t } = useTranslation();
  const { columns, heading, understood, rows } = left;
  const some = (texts: readonly string[]) =>
    listed(texts.slice(0, 3).map((text) => (text.length > 20 ? `${text.slice(0, 20)}…` : text)));
  return (
    <div className="grid-status is-left" role="status">
      <span>
        {heading.length > 0 &&
          t(understood ? 'grid.headingUsed' : 'grid.headingLeft', { what: some(heading) })}
        {columns.length > 0 &&
          t('grid.leftColumns', { total: columns.length, what: some(columns) })}
        {rows > 0 && t('grid.leftRows', { total: rows })}
      </span>
      <button type="button" onClick={onForget}>
        {t('grid.forgetLeft')}
      </button>
    </div>
  );
}

function CellStatus(props: StatusProps) {
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
