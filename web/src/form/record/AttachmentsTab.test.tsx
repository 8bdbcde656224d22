import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';

import { purchaseOrder } from '@/testing/forms';
import type { Form } from '../form';
import AttachmentsTab from './AttachmentsTab';

type Operation = Form['operations'][number];

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

function open(operations: Operation[] = ['view']) {
  render(
    <QueryClientProvider
      client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}
    >
      <AttachmentsTab
        form={{ ...purchaseOrder, operations }}
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

test('of several files the one that is refused is named', async () => {
  vi.stubGlobal('fetch', (_: string, init: RequestInit) =>
    Promise.resolve(
      init.method === 'POST'
        ? Response.json({ code: 'x', detail: '文件的内容与名称不符' }, { status: 422 })
        : Response.json({ items: [] }),
    ),
  );
  const user = open(['view', 'edit']);
  await screen.findByText('还没有附件。');
  const box = document.querySelector<HTMLInputElement>('input[type=file]');
  if (!box) throw new Error('nowhere to put a file');
  await user.upload(box, new File(['x'], '报价.pdf'));
  expect(await screen.findByText('报价.pdf：文件的内容与名称不符')).toBeTruthy();
});
