import { render, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';

import { awaitArrival, useArrival } from './arrival';

function Frame() {
  useArrival('/');
  return (
    <main id="main">
      <h1>首页</h1>
    </main>
  );
}

test('who logs in is at the title of the page; who opens an address at the top of the frame', async () => {
  const opened = render(<Frame />);
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(document.activeElement).toBe(document.body);
  opened.unmount();

  awaitArrival();
  render(<Frame />);
  await waitFor(() => {
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: '首页' }));
  });
});
