import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';

import { same } from './codes';
import { ScanBox } from './ScanBox';

test('full-width letters and digits are the code that was meant', async () => {
  const codes: string[] = [];
  render(<ScanBox label="扫商品" onCode={(code) => codes.push(code)} />);
  const user = userEvent.setup({ delay: null });
  await user.type(screen.getByLabelText('扫商品'), '\u3000ＳＰ０１－ａ／二号{Enter}');
  expect(codes).toEqual(['SP01-a/二号']);
  expect(screen.getByLabelText<HTMLInputElement>('扫商品').value).toBe('');
});

test('a code that was written in full width on paper is still the same', () => {
  expect(same('ＳＰ０１', 'sp01')).toBe(true);
  expect(same('SP01', 'SP011')).toBe(false);
});
