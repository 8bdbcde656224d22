/** As wide as what stands in a column. */
export const LEAST = 36;
export const MOST = 720;
/** What a key adds or takes. */
export const STEP = 16;

const PADDING = 24;

function wordsOf(cell: Element): string {
  const input = cell.querySelector('input');
  if (input && input.type !== 'checkbox') return input.value;
  return cell.textContent;
}

/** `font` itself is empty where figures are set to stand below each other. */
function fontOf({ fontWeight, fontSize, fontFamily }: CSSStyleDeclaration): string {
  return `${fontWeight} ${fontSize} ${fontFamily}`;
}

/** Nothing else stands in the cell. */
export function isLoneTag(one: Element, cell: Element): one is HTMLElement {
  return one.matches('.tag') && one.parentElement === cell && cell.children.length === 1;
}

type Measure = (words: string) => number;

/** In the letters of a cell. */
function measureIn(cell: Element, canvas: CanvasRenderingContext2D | null): Measure {
  if (canvas) canvas.font = fontOf(getComputedStyle(cell));
  return (words) => canvas?.measureText(words).width ?? words.length * 13;
}

function canvasOf(): CanvasRenderingContext2D | null {
  return document.createElement('canvas').getContext('2d');
}

function within(width: number): number {
  return Math.min(MOST, Math.max(LEAST, Math.ceil(width) + PADDING));
}

/** Of the cells that are drawn, in their own letters. */
export function fitted(cells: readonly Element[]): number {
  const canvas = canvasOf();
  const widths = cells.map((cell) => {
    const [first] = cell.children;
    if (first && isLoneTag(first, cell)) return first.offsetWidth;
    const tag = cell.querySelector('.ant-tag') ? 18 : 0;
    return measureIn(cell, canvas)(wordsOf(cell)) + tag;
  });
  return within(Math.max(0, ...widths));
}

/** A heading of several words in two lines, the longer of them as short as it can be; what a hard
 * space joins stays on one. */
export function headFitted(head: Element): number {
  const words = head.textContent.trim().split(/[^\S\u00a0]+/);
  const measure = measureIn(head, canvasOf());
  const broken = words.map((_, at) => {
    const lines = [words.slice(0, at), words.slice(at)];
    return Math.max(...lines.map((line) => measure(line.join(' '))));
  });
  return within(Math.min(...broken));
}
