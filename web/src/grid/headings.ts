/** The row of column names that is copied along with a table from Excel or WPS: what it says. Pure. */
import type { Column } from './columns';
import known from './headings.json';

type Block = readonly (readonly string[])[];

export interface Headed {
  /** what stood above the columns, in their order */
  names: string[];
  /** what lies below */
  block: Block;
  /** for each column that of the grid which its name means; null where no name was understood */
  targets: (Column | null)[] | null;
}

/** What files write above a column besides its own label, the surest first: as an import reads them. */
const WORDS: Readonly<Record<string, readonly string[]>> = known;

const DIGIT = /\d/;
const FIGURE = /^[-+]?[¥\uffe5$€£]?\d[\d,. ]*[%\uff05]?$/;

/** As it is compared: without marks, stars, and a unit in brackets. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[([][^)\]]*[)\]]$/, '')
    .replace(/[\s*:._%-]+/g, ' ')
    .trim();
}

const rankIn = (column: Column, name: string): number => {
  if (plain(column.label) === name) return 0;
  return 1 + (WORDS[column.name]?.indexOf(name) ?? -1);
};

function meant(names: readonly string[], columns: readonly Column[]): (Column | null)[] {
  const targets = names.map((): Column | null => null);
  for (const column of columns) {
    const fitting = names
      .map((name, at) => ({ at, own: plain(column.label) === name, rank: rankIn(column, name) }))
      .filter(({ at, own, rank }) => !targets[at] && (own || rank > 0))
      .sort((a, b) => order(column, a) - order(column, b));
    const [best] = fitting;
    if (best) targets[best.at] = column;
  }
  return targets;
}

/** A product is known by its code better than by what its own column is called. */
function order(column: Column, { own, rank }: { own: boolean; rank: number }): number {
  const found = own ? (WORDS[column.name]?.indexOf(plain(column.label)) ?? -1) + 1 : rank;
  return found > 0 ? found : 0;
}

/** Rows of nothing but words above columns of figures, of which there are several. */
function isAboveFigures(first: readonly string[], rest: Block): boolean {
  if (rest.length < 2 || first.some((text) => DIGIT.test(text))) return false;
  return first.some((text, at) => {
    const cells = rest.map((row) => row[at]?.trim() ?? '').filter(Boolean);
    return text.trim() !== '' && cells.length > 1 && cells.every((cell) => FIGURE.test(cell));
  });
}

/** Null where the block has no such row. */
export function headed(block: Block, columns: readonly Column[]): Headed | null {
  const at = block.findIndex((cells) => cells.some((text) => text.trim()));
  const first = block[at];
  if (!first) return null;
  const rest = block.slice(at + 1);
  const names = first.map((text) => text.trim());
  const said = names.filter(Boolean);
  const targets = meant(names.map(plain), columns);
  const understood = targets.filter((column) => column !== null).length;
  const figures = said.some((text) => FIGURE.test(text));
  if (!figures && understood > 0 && (understood === said.length || understood >= 2)) {
    return { names: said, block: rest, targets };
  }
  return isAboveFigures(first, rest) ? { names: said, block: rest, targets: null } : null;
}
