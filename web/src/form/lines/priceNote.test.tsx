import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';

import type { Row } from '@/grid/rows';
import { purchaseOrder } from '@/testing/forms';
import { PriceContext, PriceNote } from './PriceNote';
import { PRICE, PROPOSED, SOURCE, WHY } from './proposals';

const values = {
  product: { id: 'p1', label: 'LS8 螺栓' },
  [PRICE]: '0.50',
  [PROPOSED]: '0.50',
  [SOURCE]: 'list',
  [WHY]: '批发价 2026-11-01 起',
};

test('a price note is called by the word that it shows, and by what it says', () => {
  const row = { key: 'k', values } as unknown as Row;
  const prices = { form: purchaseOrder, partner: 'k1', dispatch: () => undefined };
  render(
    <PriceContext value={prices}>
      <PriceNote row={row} />
    </PriceContext>,
  );
  const note = screen.getByTestId('price-note');
  const word = note.textContent;
  expect(word).not.toBe('');
  expect(screen.getByRole('button').getAttribute('aria-label')).toMatch(
    new RegExp(`^${word}\\..*历史价格$`),
  );
});
