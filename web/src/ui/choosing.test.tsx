import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';

import { choosing } from './choosing';

const choice = (chosen: string[], onChange = vi.fn()) => ({
  chosen: new Set(chosen),
  onChange,
  allLabel: 'all',
  label: (row: string) => row,
});

function headOf(rows: string[], chosen: string[], onChange = vi.fn()) {
  const column = choosing(choice(chosen, onChange), rows, (row) => row);
  render(<>{column.head}</>);
  return screen.getByRole('checkbox', { name: 'all' });
}

describe('the box in the head', () => {
  test('cannot be ticked before there are rows', () => {
    expect(headOf([], [])).toHaveProperty('disabled', true);
  });

  test('ticks every row that is there', async () => {
    const onChange = vi.fn();
    await userEvent.click(headOf(['a', 'b'], ['a'], onChange));
    expect(onChange).toHaveBeenCalledWith(new Set(['a', 'b']));
  });
});
