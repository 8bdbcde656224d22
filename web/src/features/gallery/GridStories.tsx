/** The line grid in each of its states: empty, read only, refused, and with a thousand lines. */
import { useId, useReducer } from 'react';

import { LineGrid } from '@/grid/LineGrid';
import { gridReducer, loadRows, type GridAction, type GridState, type Row } from '@/grid/rows';
import { useShownColumns } from '@/ui/shownColumns';
import { gridColumns, gridLines, gridRules } from './gridSamples';

interface Story {
  title: string;
  lines: readonly Row[];
  editable?: boolean;
  /** by line: what is wrong in which cell; in none, with the whole line */
  refused?: Readonly<Record<number, Record<string, string>>>;
}

const STORIES: readonly Story[] = [
  { title: 'empty', lines: [] },
  { title: 'read only', lines: gridLines(3), editable: false },
  {
    title: 'refused',
    lines: gridLines(3),
    refused: { 0: { quantity: 'only 2 are there' }, 2: { '': 'this line goes on from nothing' } },
  },
  { title: 'a thousand lines', lines: gridLines(1000) },
];

function OneGrid({ title, lines, editable = true, refused = {} }: Story) {
  const id = useId();
  const rules = { ...gridRules, editable };
  const [state, dispatch] = useReducer(
    (before: GridState, action: GridAction) => gridReducer(before, action, rules),
    lines,
    (given) => loadRows(given, rules),
  );
  const { columns, arranging, button } = useShownColumns('gallery', gridColumns, { small: true });
  const refusals = new Map(
    Object.entries(refused).flatMap(([line, cells]) => {
      const key = lines[Number(line)]?.key;
      return key ? [[key, cells] as const] : [];
    }),
  );
  const total = lines.reduce((sum, { values }) => sum + Number(values['amount'] ?? 0), 0);
  return (
    <article aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <LineGrid
        label={title}
        {...{ columns, arranging, state, dispatch, editable, refusals }}
        choose={button}
        {...(lines.length > 0 ? { sums: { amount: total.toFixed(2) } } : {})}
      />
    </article>
  );
}

export function GridStories() {
  return STORIES.map((story) => <OneGrid key={story.title} {...story} />);
}
