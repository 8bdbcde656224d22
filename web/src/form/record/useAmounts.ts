/** What the lines on screen come to, by table. */
import { useMemo } from 'react';

import { filledRows } from '@/grid/rows';
import type { Form } from '../form';
import { liveAmounts, type LiveAmounts } from '../lines/amounts';
import { creditedParts } from '../lines/credited';
import { isPriced } from '../lines/roles';
import { billedSums, isBilled } from './billed';
import type { Editor } from './useEditor';

export function useAmounts(
  form: Form,
  editor: Editor,
  digits: number,
): Record<string, LiveAmounts> {
  const { tables, values, before } = editor.state;
  const { rules } = editor;
  return useMemo(() => {
    const all: Record<string, LiveAmounts> = {};
    for (const table of form.tables) {
      const grid = tables[table.name];
      const each = rules[table.name];
      if (grid && each && isPriced(table)) {
        const parts = creditedParts(form, table.name, before, grid.rows, values, digits);
        all[table.name] = liveAmounts(grid.rows, each, values, digits, parts);
      } else if (grid && each && isBilled(table)) {
        const document = billedSums(filledRows(grid.rows, each), digits);
        all[table.name] = { byRow: new Map(), document };
      }
    }
    return all;
  }, [form, tables, values, before, rules, digits]);
}
