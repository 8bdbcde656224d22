import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';

import { Waiting } from '@/grid/waiting';
import { field, purchaseOrder } from '@/testing/forms';
import type { Value } from '../form';
import { keepProduct } from '../lines/product';
import { formQuery } from '../records';
import { HeaderForm } from './HeaderForm';
import { countFaults } from './problems';

const assembly = {
  ...purchaseOrder,
  name: 'assembly',
  sections: [{ label: '', fields: ['product', 'batch', 'expires_on'] }],
  fields: [
    field('product', '商品', 'reference', { to: 'product' }),
    field('batched', '批次管理', 'boolean', { readonly: true }),
    field('batch', '批号', 'text'),
    field('expires_on', '有效期至', 'date'),
  ],
};

test('who chooses goods in batches is asked for their batch at once', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('{"items":[],"next":null}')));
  const client = new QueryClient();
  keepProduct(client, { id: 'milk', etag: '', actions: [], conversions: [], batched: true });
  keepProduct(client, { id: 'nut', etag: '', actions: [], conversions: [], batched: false });
  const header = (product: string) => (
    <QueryClientProvider client={client}>
      <HeaderForm
        form={assembly}
        values={{ product: { id: product, name: product } }}
        open
        editable
        refusals={{}}
        inherited={undefined}
        setting={{ digits: 2, zone: 'Asia/Shanghai' }}
        goesOn={false}
        waiting={new Waiting()}
        onChange={() => undefined}
      />
    </QueryClientProvider>
  );

  const { rerender } = render(header('nut'));
  expect(screen.queryByLabelText('批号')).toBeNull();

  rerender(header('milk'));
  expect(await screen.findByLabelText('批号')).toBeTruthy();
  expect(screen.getByLabelText('有效期至')).toBeTruthy();

  rerender(header('nut'));
  await vi.waitFor(() => {
    expect(screen.queryByLabelText('批号')).toBeNull();
  });
});

const order = {
  ...purchaseOrder,
  sections: [{ label: '', fields: ['date', 'partner', 'warehouse', 'code', 'remark'] }],
  fields: [
    field('date', '日期', 'date'),
    field('partner', '供应商', 'reference', { to: 'partner', required: true }),
    field('warehouse', '仓库', 'reference', { to: 'warehouse', required: true }),
    field('code', '合同号', 'text'),
    field('remark', '摘要', 'text'),
  ],
};

test('Enter goes on: from what is needed last to the first line, and what is not found yet is put in behind', async () => {
  let letGo: (() => void) | null = null;
  vi.stubGlobal('fetch', async (path: string) => {
    if (!path.includes('/records/partner')) return Response.json({ items: [], next: null });
    await new Promise<void>((resolve) => (letGo = resolve));
    return Response.json({ items: [{ id: 'k4', code: 'K004', name: '宏达' }], next: null });
  });
  const waiting = new Waiting();
  const client = new QueryClient();
  client.setQueryData(formQuery('partner').queryKey, { ...purchaseOrder, name: 'partner' });
  const stock = { id: 'w1', code: 'CK01', name: '主仓' };
  function Page({ warehouse = null }: { warehouse?: Value }) {
    const [values, setValues] = useState<Record<string, Value>>({ warehouse });
    return (
      <QueryClientProvider client={client}>
        <HeaderForm
          {...{ form: order, values, open: true, editable: true, refusals: {} }}
          {...{ inherited: undefined, goesOn: false, waiting }}
          setting={{ digits: 2, zone: 'Asia/Shanghai' }}
          onChange={(name, value) => {
            setValues((before) => ({ ...before, [name]: value }));
          }}
        />
        <input data-testid="cell-0-number" readOnly />
        <input data-testid="cell-0-product" />
      </QueryClientProvider>
    );
  }
  const user = userEvent.setup();
  const focused = () => document.activeElement;
  const box = (label: string) => screen.getByRole('combobox', { name: label });
  const { unmount } = render(<Page warehouse={stock} />);
  await user.click(box('供应商'));
  await user.keyboard('K004{Enter}');
  expect(focused()).toBe(screen.getByTestId('cell-0-product'));
  await vi.waitFor(() => {
    expect(letGo).not.toBeNull();
    letGo?.();
    expect(screen.getByTestId('box-partner').textContent).toContain('K004 宏达');
  });
  await user.click(screen.getByLabelText('合同号'));
  await user.keyboard('HT-1{Enter}');
  await vi.waitFor(() => {
    expect(focused()).toBe(screen.getByLabelText('摘要'));
  });
  await user.keyboard('急{Enter}');
  await vi.waitFor(() => {
    expect(focused()).toBe(screen.getByTestId('cell-0-product'));
  });
  unmount();

  render(<Page />);
  await user.click(screen.getByLabelText('日期'));
  await user.keyboard('{Enter}');
  await vi.waitFor(() => {
    expect(focused()).toBe(box('供应商'));
  });
  await user.keyboard('K004{Enter}');
  expect(focused()).toBe(box('仓库'));
});

test('what is still looked for leaves nothing of before in its place, and gives way to what is chosen', async () => {
  const answers: ((codes: string[]) => void)[] = [];
  vi.stubGlobal('fetch', (path: string) => {
    if (path.includes('q=K007')) return Promise.resolve(found(['K007']));
    if (!path.includes('/records/partner')) return Promise.resolve(found([]));
    return new Promise<Response>((resolve) => {
      answers.push((codes) => {
        resolve(found(codes));
      });
    });
  });
  const waiting = new Waiting();
  const client = new QueryClient();
  client.setQueryData(formQuery('partner').queryKey, { ...purchaseOrder, name: 'partner' });
  let now: Record<string, Value> = {};
  function Page() {
    const before = { id: 'K004', code: 'K004', name: '宏达' };
    const [values, setValues] = useState<Record<string, Value>>({ partner: before });
    now = values;
    return (
      <QueryClientProvider client={client}>
        <HeaderForm
          {...{ form: order, values, open: true, editable: true, refusals: {} }}
          {...{ inherited: undefined, goesOn: false, waiting }}
          setting={{ digits: 2, zone: 'Asia/Shanghai' }}
          onChange={(name, value) => {
            setValues((old) => ({ ...old, [name]: value }));
          }}
        />
      </QueryClientProvider>
    );
  }
  const user = userEvent.setup();
  render(<Page />);
  const box = () => screen.getByRole('combobox', { name: '供应商' });
  const typed = async (text: string) => {
    answers.length = 0;
    await user.click(box());
    await user.keyboard(`${text}{Enter}`);
    await vi.waitFor(() => {
      expect(answers.length).toBeGreaterThan(0);
    });
  };
  const answer = (codes: string[]) => {
    for (const each of answers) each(codes);
  };

  await typed('K005');
  expect(now['partner']).toBeNull();
  expect(waiting.busy).toBe(true); // so that saving waits for it
  answer(['K005', 'K0051']);
  await vi.waitFor(() => {
    expect(now['partner']).toMatchObject({ code: 'K005' });
  });
  expect(waiting.busy).toBe(false);

  await typed('K0');
  answer(['K001', 'K002']);
  await vi.waitFor(() => {
    expect(now['partner']).toBe('K0'); // several: none of them is taken
  });
  expect(screen.getByRole('alert').textContent).toContain('“K0”对不上哪一个');
  expect(countFaults({ ...order, tables: [] }, now, {})).toBe(1); // so that nothing is sent

  // Who types and goes on with Tab means it, too.
  answers.length = 0;
  await user.click(box());
  await user.keyboard('K008{Tab}');
  await vi.waitFor(() => {
    expect(answers.length).toBeGreaterThan(0);
  });
  expect([now['partner'], waiting.busy]).toEqual([null, true]);
  answer(['K008']);
  await vi.waitFor(() => {
    expect(now['partner']).toMatchObject({ code: 'K008' });
  });
  answers.length = 0;
  await user.click(box());
  await user.keyboard('K9{Escape}{Tab}');
  expect([now['partner'], waiting.busy]).toMatchObject([{ code: 'K008' }, false]);

  await typed('K006');
  const late = [...answers];
  await user.click(box());
  await user.keyboard('K007');
  await user.click(await screen.findByTitle('K007 K007'));
  for (const each of late) each(['K006']);
  await waiting.done();
  expect(now['partner']).toMatchObject({ code: 'K007' });
});

function found(codes: string[]): Response {
  return Response.json({
    items: codes.map((code) => ({ id: code, code, name: code })),
    next: null,
  });
}
