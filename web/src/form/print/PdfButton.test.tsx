import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';

import { PdfButton } from './PdfButton';

test('a printing is noted once the file is there, and never without one', async () => {
  const answers = [
    Response.json({ code: 'pdf.too_much', detail: '太多了' }, { status: 422 }),
    new Response('%PDF'),
  ];
  vi.stubGlobal('fetch', () => Promise.resolve(answers.shift()));
  const saved = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
  const noted = vi.fn(() => Promise.resolve());
  render(<PdfButton path="/x.pdf" query={{}} onSaved={noted} />);

  await userEvent.click(screen.getByRole('button'));
  expect(await screen.findByText('太多了')).toBeTruthy();
  expect([saved.mock.calls.length, noted.mock.calls.length]).toEqual([0, 0]);

  await userEvent.click(screen.getByRole('button'));
  await waitFor(() => {
    expect(noted).toHaveBeenCalledTimes(1);
  });
  expect(saved).toHaveBeenCalledTimes(1);
});
