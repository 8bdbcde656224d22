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

/** Of the cells that are drawn, in their own letters. */
export function fitted(cells: readonly Element[]): number {
  const canvas = document.createElement('canvas').getContext('2d');
  const widths = cells.map((cell) => {
    const words = wordsOf(cell);
    if (canvas) canvas.font = fontOf(getComputedStyle(cell));
    const tag = cell.querySelector('.ant-tag') ? 18 : 0;
    return (canvas?.measureText(words).width ?? words.length * 13) + tag;
  });
  return Math.min(MOST, Math.max(LEAST, Math.ceil(Math.max(0, ...widths)) + PADDING));
}
