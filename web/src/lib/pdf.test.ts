import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { download } from './api';
import { downloadPdf } from './pdf';
import { Problem } from './problem';

vi.mock('./api', () => ({ download: vi.fn() }));
const asked = vi.mocked(download);

beforeEach(() => {
  vi.useFakeTimers();
  asked.mockReset();
});
afterEach(() => {
  vi.useRealTimers();
});

test('waits for its turn while the server makes another PDF', async () => {
  asked.mockRejectedValueOnce(new Problem(503, 'pdf.busy', '')).mockResolvedValueOnce();
  const saved = downloadPdf('/x.pdf', { ids: 'a' });
  await vi.runAllTimersAsync();
  await saved;
  expect(asked.mock.calls).toEqual([
    ['/x.pdf', { ids: 'a' }],
    ['/x.pdf', { ids: 'a' }],
  ]);
});

test('tells any other refusal at once, and that it stays busy after a while', async () => {
  asked.mockRejectedValueOnce(new Problem(422, 'pdf.too_much', 'too much'));
  await expect(downloadPdf('/x.pdf', {})).rejects.toThrow('too much');
  expect(asked).toHaveBeenCalledTimes(1);

  asked.mockRejectedValue(new Problem(503, 'pdf.busy', 'busy'));
  const refused = expect(downloadPdf('/x.pdf', {})).rejects.toThrow('busy');
  await vi.runAllTimersAsync();
  await refused;
});
