/** The headings of a table: sorted by a click, moved and made wider by dragging. */
import { useRef, type DragEvent } from 'react';

import type { Arranging } from './shownColumns';
import type { TableColumn } from './DataTable';
import { fitted } from './fit';
import { Resizer } from './Resizer';

interface Props<T> {
  columns: readonly TableColumn<T>[];
  sort?: string | undefined;
  onSort?: (sort: string) => void;
  arranging?: Arranging | undefined;
}

/** Not one of the form: the boxes, the pictures. */
const isOwn = (name: string) => name === ' chosen' || name === 'picture';

export function TableHead<T>({ columns, sort, onSort, arranging }: Props<T>) {
  const dragged = useRef('');
  const first = columns.find(({ name }) => !isOwn(name))?.name;
  const movable = (name: string) => arranging !== undefined && !isOwn(name) && name !== first;
  const moving = (name: string) => ({
    draggable: true,
    onDragStart: (event: DragEvent) => {
      dragged.current = name;
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setData('text/plain', name);
    },
    onDragEnd: () => {
      dragged.current = '';
    },
  });
  const landing = (name: string) => ({
    onDragOver: (event: DragEvent) => {
      if (dragged.current && dragged.current !== name) event.preventDefault();
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      if (dragged.current) arranging?.onMove(dragged.current, name);
      dragged.current = '';
    },
  });
  return (
    <thead>
      <tr>
        {columns.map((column, index) => {
          const on = sort?.replace('-', '') === column.name;
          const order = !on ? 'none' : sort?.startsWith('-') ? 'descending' : 'ascending';
          return (
            <th
              key={column.name}
              scope="col"
              className={`to-${column.align ?? 'left'}`}
              aria-sort={column.sortable && onSort ? order : undefined}
              {...(movable(column.name) ? { ...moving(column.name), ...landing(column.name) } : {})}
            >
              {column.sortable && onSort ? (
                <button
                  type="button"
                  onClick={() => {
                    onSort(sort === column.name ? `-${column.name}` : column.name);
                  }}
                >
                  {column.label}
                  <span aria-hidden="true">{on ? (order === 'descending' ? ' ↓' : ' ↑') : ''}</span>
                </button>
              ) : (
                (column.head ?? column.label)
              )}
              {arranging && !isOwn(column.name) && (
                <Edge index={index} name={column.name} onWidth={arranging.onWidth} />
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

interface EdgeProps {
  index: number;
  name: string;
  onWidth: Arranging['onWidth'];
}

/** While it is dragged, the browser alone draws the table. */
function Edge({ index, name, onWidth }: EdgeProps) {
  const at = useRef<HTMLSpanElement>(null);
  const table = () => at.current?.closest('table') ?? null;
  const column = () => table()?.querySelectorAll('col')[index];
  return (
    <span ref={at}>
      <Resizer
        now={() => at.current?.closest('th')?.getBoundingClientRect().width ?? 100}
        show={(width) => {
          const whole = table();
          const col = column();
          if (!whole || !col) return;
          const before = at.current?.closest('th')?.getBoundingClientRect().width ?? width;
          const least = parseFloat(whole.style.minWidth) || 0;
          whole.style.minWidth = `${String(Math.max(0, least + width - before))}px`;
          col.style.width = `${String(width)}px`;
        }}
        onWidth={(width) => {
          onWidth(name, width);
        }}
        onFit={() => {
          const cells = [...(table()?.querySelectorAll('tr') ?? [])]
            .filter(({ cells }) => cells.length === table()?.querySelectorAll('col').length)
            .map(({ cells }) => cells[index])
            .filter((cell) => cell !== undefined);
          onWidth(name, fitted(cells));
        }}
      />
    </span>
  );
}
