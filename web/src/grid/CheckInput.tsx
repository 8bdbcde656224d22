/** What is ticked or not. What was pasted and means neither is neither, until somebody says which. */
import type { InputHTMLAttributes } from 'react';

import type { CellEvents } from './Cell';
import type { Column } from './columns';
import { isUnresolved, type Row } from './rows';

interface Props {
  row: Row;
  column: Column;
  events: CellEvents;
  said: InputHTMLAttributes<HTMLInputElement>;
}

export function CheckInput({ row, column, events, said }: Props) {
  const value = row.values[column.name];
  const typed = isUnresolved(value) ? value.typed : null;
  return (
    <input
      {...said}
      ref={(box) => {
        if (box) box.indeterminate = typed !== null;
      }}
      type="checkbox"
      title={typed === null ? said.title : [typed, said.title].filter(Boolean).join(' · ')}
      checked={value === true}
      onChange={(event) => {
        events.change(row, column, event.target.checked, false);
      }}
    />
  );
}
