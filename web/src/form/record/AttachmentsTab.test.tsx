import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';

import { purchaseOrder } from '@/testing/forms';
import AttachmentsTab from './AttachmentsTab';

const files = [
  { id: 'a', name: '合同.pdf', kind: 'application/pdf', size: 4096 },
  { id: 'b', name: '正面.png', kind: 'image/png', size: 4096 },
  { id: 'c', name: '清单.xlsx', kind: 'application/vnd.ms-excel', size: 4096 },
].map((one) => ({ ...one, at: '2026-11-01T00:00:00Z', by: null }));

let made: Blob[];
let asked: string[];

beforeEach(() => {
  made = [];
  asked = [];
  vi.stubGlobal('fetch', (path: string) => {
    asked.push(path);
    if (path.endsWith('/attachments')) return Promise.resolve(Response.json({ items: files }));
    // However it is called: what it is told to be is up to us.
    const html = new Response('<script>alert(1)</script>', {
      headers: { 'Content-Type': 'text/html' },
    });
    return Promise.resolve(html);
  });
  vi.stubGlobal('navigator', { ...navigator, userAgent: '', pdfViewerEnabled: true });
  vi.spyOn(URL, 'createObjectURL').mockImplementation((content) => {
    made.push(content as Blob);
    return `blob:${String(made.length)}`;
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
});

function open() {
  render(
    <QueryClientProvider
      client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}
    >
      <AttachmentsTab
        form={{ ...purchaseOrder, operations: ['view'] }}
        record={{ id: 'r', etag: '1' }}
        setting={{ digits: 2, zone: 'Asia/Shanghai' }}
      />
    </QueryClientProvider>,
  );
  return userEvent.setup();
}

test('a PDF is shown in a frame, as a PDF whatever it says it is, and can be saved', async () => {
  const user = open();
  await user.click(await screen.findByRole('button', { name: '预览 合同.pdf' }));
  const dialog = await screen.findByRole('dialog');
  const frame = await within(dialog).findByTitle('合同.pdf');
  expect(frame.tagName).toBe('IFRAME');
  expect(frame.getAttribute('src')).toMatch(/^blob:/);
  expect(made.at(-1)?.type).toBe('application/pdf');
  const before = asked.length;
  await user.click(within(dialog).getByRole('button', { name: '下载' }));
  await waitFor(() => {
    expect(asked.slice(before)).toContain('/api/v1/records/purchase_order/r/attachments/a');
  });
});

test('a picture is shown large in a dialog, what cannot be shown is saved at once', async () => {
  const user = open();
  await user.click(await screen.findByRole('button', { name: '预览 正面.png' }));
  const dialog = await screen.findByRole('dialog');
  expect(await within(dialog).findByRole('img', { name: '正面.png' })).toBeTruthy();
  expect(within(dialog).queryByTitle('正面.png')).toBeNull();
  expect(asked).toContain('/api/v1/records/purchase_order/r/attachments/b');
  expect(screen.queryByRole('button', { name: '预览 清单.xlsx' })).toBeNull();
});
