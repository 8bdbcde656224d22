/** One line of the grid. Drawn again only when something about this line changed. */
import { memo, type ComponentType } from 'react';

import type { Range } from './block';
import { Cell, type CellEvents } from './Cell';
import type { Column } from './columns';
import type { Row } from './rows';
import type { Search } from './search';

export type Figures = Readonly<Record<string, string>>;
export type Refusals = Readonly<Record<string, string>>;

/** What stands beside the input of a column, by its name. */
export type Notes = Readonly<Record<string, ComponentType<{ row: Row }>>>;

export interface RowViewProps {
  row: Row;
  index: number;
  columns: readonly Column[];
  editable: boolean;
  activeColumn: number | null;
  /** columns of the selection in this line, `left-right`, or empty */
  selected: string;
  search: Search | null;
  listId: string;
  refusals: Refusals | undefined;
  figures: Figures | undefined;
  notes: Notes | undefined;
  /** where lines are cards, each as high as it needs to be */
  measure: ((element: HTMLElement | null) => void) | undefined;
  words: { remove: string; browse: string };
  events: CellEvents & { remove(row: Row): void };
}

function isSelected(selected: string, column: number): boolean {
  if (!selected) return false;
  const [left = 0, right = 0] = selected.split('-').map(Number);
  return column >= left && column <= right;
}

export function selectionIn(range: Range | null, index: number): string {
  if (!range || index < range.top || index > range.bottom) return '';
  return `${String(range.left)}-${String(range.right)}`;
}

export const RowView = memo(function RowView(props: RowViewProps) {
  const { row, index, columns, search, refusals } = props;
  const whole = refusals?.[''];
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={whole ? 'grid-row grid-row-refused' : 'grid-row'}
      ref={props.measure}
      data-index={index}
      data-testid={`row-${String(index)}`}
    >
      <div className="cell cell-number" role="rowheader" title={whole}>
        {index + 1}
      </div>
      {columns.map((column, columnIndex) => {
        const searching = search?.name === column.name ? search : null;
        const Note = props.notes?.[column.name];
        return (
          <Cell
            key={column.name}
            row={row}
            index={index}
            column={column}
            columnIndex={columnIndex}
            editing={props.activeColumn === columnIndex}
            searchText={searching?.text ?? null}
            editable={props.editable}
            selected={isSelected(props.selected, columnIndex)}
            refusal={refusals?.[column.name]}
            figure={props.figures?.[column.name]}
            note={Note ? <Note row={row} /> : null}
            listId={props.listId}
            activeOption={
              searching?.open && searching.highlight >= 0
                ? `${props.listId}-${String(searching.highlight)}`
                : undefined
            }
            browseLabel={props.words.browse}
            events={props.events}
          />
        );
      })}
      <div className="cell cell-tools" role="gridcell">
        {props.editable && (
          <button
            type="button"
            tabIndex={-1}
            className="row-remove"
            aria-label={`${props.words.remove} ${String(index + 1)}`}
            onClick={() => {
              props.events.remove(row);
            }}
          >
            ×
          </button>
        )}
      </div>
    </div>
  );
});
