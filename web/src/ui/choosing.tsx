/** Rows that are ticked, to do something with several of them. */
import type { TableColumn } from './DataTable';

export interface Choice<T> {
  chosen: ReadonlySet<string>;
  onChange(chosen: ReadonlySet<string>): void;
  /** what the box in the head says to those who cannot see it, and the one of a row */
  allLabel: string;
  label(row: T): string;
}

/** The column of boxes. */
export function choosing<T>(
  { chosen, onChange, allLabel, label }: Choice<T>,
  rows: readonly T[],
  keyOf: (row: T) => string,
): TableColumn<T> {
  const keys = rows.map(keyOf);
  const all = keys.length > 0 && keys.every((key) => chosen.has(key));
  const toggle = (key: string) => {
    const next = new Set(chosen);
    if (!next.delete(key)) next.add(key);
    onChange(next);
  };
  return {
    name: ' chosen',
    label: allLabel,
    width: 40,
    align: 'center',
    head: (
      <input
        type="checkbox"
        aria-label={allLabel}
        checked={all}
        disabled={keys.length === 0}
        onChange={() => {
          onChange(new Set(all ? [] : keys));
        }}
      />
    ),
    render: (row) => (
      <label className="table-choice">
        <input
          type="checkbox"
          aria-label={label(row)}
          checked={chosen.has(keyOf(row))}
          onChange={() => {
            toggle(keyOf(row));
          }}
        />
      </label>
    ),
  };
}
