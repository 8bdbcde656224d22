/** How high and wide the parts of a paper are, as the browser draws them, and so where its pages end. */
import type { Doc } from './doc';
import { paginate, type Block, type PageParts } from './paginate';
import type { Size } from './papers';
import { shared } from './sharing';

const PIXELS = 96 / 25.4;
/** borders that two rows share are counted by halves */
const SLACK = 2;
/** blank and line of a cell, and what text may be wider than its letters, as in the PDF */
const PADDING = 2.65 * PIXELS;
const WIDER = 1.01;

export interface Layout {
  /** what was measured */
  doc: Doc;
  size: Size;
  pages: PageParts[];
  /** of the letters in tables too wide for the paper; 1 where they are not */
  scale: number;
  /** of each table's columns, so that all its pages look alike */
  widths: number[][];
}

function heights(element: Element, selector: string): number[] {
  return [...element.querySelectorAll(selector)].map((one) => one.getBoundingClientRect().height);
}

function blocksIn(sheet: Element): Block[] {
  return [...sheet.querySelectorAll('.sheet-table')].map((table) => ({
    head: [...heights(table, 'thead'), ...heights(table, 'caption')].reduce((a, b) => a + b, 0),
    rows: heights(table, 'tbody tr'),
    sums: heights(table, 'tfoot')[0] ?? 0,
  }));
}

const SMALLEST = 0.6;

/** Makes the letters of tables smaller until the widest one fits between the margins. */
function fitWidth(sheet: HTMLElement, size: Size): number {
  const inside = (size.width - 2 * size.margin[1]) * PIXELS + 1;
  let scale = 1;
  for (;;) {
    const tables = [...sheet.querySelectorAll('.sheet-table')];
    const widest = Math.max(0, ...tables.map((table) => table.getBoundingClientRect().width));
    if (widest <= inside || scale <= SMALLEST) return scale;
    scale = Math.max(SMALLEST, Math.min(scale - 0.03, (scale * inside) / widest));
    sheet.style.setProperty('--table', String(scale));
  }
}

const widthsOf = (table: HTMLElement) =>
  [...table.querySelectorAll('thead th')].map((cell) => cell.getBoundingClientRect().width);

/** Gives the columns of a table their widths: those of words share by what stands in them. */
function shareWidth(table: HTMLElement): void {
  const room = table.getBoundingClientRect().width;
  const asked = (width: string) => {
    table.style.width = width;
    return widthsOf(table).map((one) => (one - PADDING) * WIDER + PADDING);
  };
  const low = asked('min-content');
  const high = asked('max-content');
  table.style.width = '';
  if (low.reduce((a, b) => a + b, 0) >= room) return;
  const widths = shared(low, high, room);
  table.style.tableLayout = 'fixed';
  table.querySelectorAll<HTMLElement>('thead th').forEach((cell, at) => {
    cell.style.boxSizing = 'border-box';
    cell.style.width = `${String(widths[at] ?? 0)}px`;
  });
}

export function layOut(sheet: HTMLElement, doc: Doc, size: Size): Layout {
  const scale = fitWidth(sheet, size);
  const tables = [...sheet.querySelectorAll<HTMLElement>('.sheet-table')];
  tables.forEach(shareWidth);
  const height = (name: string) => heights(sheet, `[data-part=${name}]`)[0] ?? 0;
  const inside = (size.height - 2 * size.margin[0]) * PIXELS;
  const room = inside - height('head') - height('pager') - SLACK;
  const widths = tables.map(widthsOf);
  const pages = paginate(room, blocksIn(sheet), height('foot'), height('chart'));
  return { doc, size, pages, scale, widths };
}
