import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';

import type { Doc } from './doc';
import Labels from './Labels';

const header = [
  { name: 'code', label: 'Code', text: 'LS8' },
  { name: 'barcode', label: 'Bar code', text: '6901234567892' },
];
const bolt: Doc = {
  key: '1',
  company: 'Red Flag',
  taxNumber: '',
  title: 'Product',
  state: '',
  number: 'Hexagon bolt',
  header,
  tables: [],
  totals: [],
  words: null,
  signatures: [],
  printed: 0,
};
const choices = { wanted: 'auto' as const, copies: 30 };

it('draws what a scanner reads, and fills sheets behind the places that are used up', () => {
  const { container } = render(
    <Labels form="product" docs={[bolt]} size="labels24" choices={choices} skip={20} />,
  );

  expect(container.querySelectorAll('.label-sheet')).toHaveLength(3);
  expect(container.querySelectorAll('.label-sheet:first-of-type .label')).toHaveLength(4);
  const drawn = screen.getAllByAltText<HTMLImageElement>('6901234567892');
  expect(drawn).toHaveLength(30);
  expect(drawn[0]?.src).toMatch(/^data:image\/svg\+xml,.*svg/);
});

it('draws the lines of bars as whole dots of a label printer, or a square where they would be too thin', () => {
  const piece = { ...bolt, header: [], number: 'M20261128A' };
  const long = { ...bolt, key: '2', header: [], number: 'CGRK-20261128-0001' };
  render(
    <Labels
      form="batch"
      docs={[piece, long]}
      size="labelSmall"
      choices={{ wanted: 'auto', copies: 1 }}
      skip={0}
    />,
  );

  const bars = screen.getByAltText('M20261128A');
  const lines = Number(/viewBox%3D%220%200%20(\d+)/.exec(bars.getAttribute('src') ?? '')?.[1]) / 2;
  expect(lines).toBe(143);
  expect(bars.style.width).toBe(`${String(lines * 0.25)}mm`);
  expect(screen.getByAltText('CGRK-20261128-0001').className).toContain('is-qr');
});
