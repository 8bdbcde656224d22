import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { downloadPdf } from './pdf';

let asked: string[];
let answer: () => Response;
const refusal = (status: number, code: string, detail: string) =>
  Response.json({ code, detail }, { status });
const saved = () => vi.mocked(HTMLAnchorElement.prototype.click).mock.calls.length;

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  vi.stubGlobal('fetch', (path: string) => {
    asked.push(path);
    return Promise.resolve(answer());
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
});
afterEach(() => {
  vi.useRealTimers();
});

test('waits for its turn while the server makes another PDF', async () => {
  answer = () => (asked.length === 1 ? refusal(503, 'pdf.busy', 'busy') : new Response('%PDF'));
  const done = downloadPdf('/x.pdf', { ids: 'a' });
  await vi.runAllTimersAsync();
  await done;
  expect(asked).toEqual(['/x.pdf?ids=a', '/x.pdf?ids=a']);
  expect(saved()).toBe(1);
});

test('tells any other refusal at once, and that it stays busy after a while', async () => {
  answer = () => refusal(422, 'pdf.too_much', 'too much');
  await expect(downloadPdf('/x.pdf', {})).rejects.toThrow('too much');
  expect(asked).toHaveLength(1);

  answer = () => refusal(503, 'pdf.busy', 'busy');
  const refused = expect(downloadPdf('/x.pdf', {})).rejects.toThrow('busy');
  await vi.runAllTimersAsync();
  await refused;
  expect(saved()).toBe(0);
});
