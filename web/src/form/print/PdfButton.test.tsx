import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';

import { downloadPdf } from '@/lib/pdf';
import { PdfButton } from './PdfButton';

vi.mock('@/lib/pdf', () => ({ downloadPdf: vi.fn() }));
const saving = vi.mocked(downloadPdf);

afterEach(() => {
  saving.mockReset();
});

test('a printing is noted once the file is there, and never without one', async () => {
  const noted = vi.fn(() => Promise.resolve());
  render(<PdfButton path="/x.pdf" query={{}} onSaved={noted} />);
  saving.mockRejectedValueOnce(new Error('refused')).mockResolvedValueOnce();

  await userEvent.click(screen.getByRole('button'));
  expect(noted).not.toHaveBeenCalled();

  await userEvent.click(screen.getByRole('button'));
  expect(noted).toHaveBeenCalledTimes(1);
});
