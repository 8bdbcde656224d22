/** Rows of a report as they fit a phone, with all that a wide table lets one do. */
import { BETWEEN, type Card } from '@/ui/CardList';
import { cellOf, isFigure, isNothing, mainFigure, tell, type Drawing } from './cells';
import { openDocument } from './convert';
import { GoOn } from './GoOn';
import { behind, type Column, type Row } from './reports';

/** Whether a cell leads somewhere: to its document, or to what is behind its figure. */
function leads({ name, drill }: Column, row: Row, { question }: Drawing): boolean {
  const cell = row[name];
  if (cell !== null && typeof cell === 'object' && 'form' in cell) return true;
  return Boolean(drill && !isNothing(cell) && behind(drill, row, question));
}

/** Whether a figure leads where the row itself does. */
function isTitleOf({ drill }: Column, row: Row, { view, question }: Drawing): boolean {
  const ways = [drill, view.drill].map((one) => one && behind(one, row, question));
  return ways[0] !== null && JSON.stringify(ways[0]) === JSON.stringify(ways[1]);
}

/** What a card says below its title; the rest is folded: a phone shows rows, not all of one. */
const MOST = 8;

/** A row on a phone: what it is about, its main figure, everything else below, and where it leads. */
export function cardOf(row: Row, drawing: Drawing): Card {
  const [first, ...rest] = drawing.columns;
  const figure = mainFigure(drawing);
  const text = (column: Column) => tell(column, row, drawing.setting);
  const on = (column: Column) => text(column) && leads(column, row, drawing);
  // Of the many that stand across the first lead on; the main figure leads where the title does.
  const leading = rest.filter(
    (one) => on(one) && !(one === figure && isTitleOf(one, row, drawing)),
  );
  const ways = leading.slice(0, MOST);
  const told = rest.filter((one) => one !== figure && text(one) && !ways.includes(one));
  const said = told.filter((one) => !one.aside && !leading.includes(one)).slice(0, MOST);
  const words = (columns: readonly Column[]) =>
    columns.map((one) => (isFigure(one) ? `${one.label} ${text(one)}` : text(one))).join(BETWEEN);
  return {
    title: first ? cellOf(first, true, row, drawing) : '',
    particulars: words(said),
    more: words(told.filter((one) => !said.includes(one))),
    figure: figure && text(figure) && (
      <>
        {!(figure.added_up && figure.kind === 'money') && (
          <span className="card-what">{figure.label} </span>
        )}
        {text(figure)}
      </>
    ),
    acts: (ways.length > 0 || (drawing.convert && openDocument(row))) && (
      <>
        {ways.map((one) => (
          <span key={one.name}>
            {isFigure(one) && one.label} {cellOf(one, false, row, drawing)}
          </span>
        ))}
        {drawing.convert && <GoOn {...drawing.convert} row={row} />}
      </>
    ),
  };
}
