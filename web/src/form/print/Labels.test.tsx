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
