import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';

import { field, purchaseOrder } from '@/testing/forms';
import type { Form, RecordData } from '../form';
import { useCellEdit } from './useCellEdit';

const form: Form = {
  ...purchaseOrder,
  name: 'partner',
  kind: 'master',
  operations: ['view', 'edit'],
  fields: [field('code', '编号', 'text'), field('name', '名称', 'text')],
};
const row: RecordData = { id: 'p1', etag: 'v1', code: 'K1', name: '旧' };

interface Asked {
  body: unknown;
  etag: string | null;
  answer(response: Response): void;
}

function begin() {
  const asked: Asked[] = [];
  vi.stubGlobal(
    'fetch',
    (_: string, init: RequestInit) =>
      new Promise<Response>((answer) => {
        const body: unknown = JSON.parse(init.body as string);
        asked.push({ body, etag: new Headers(init.headers).get('If-Match'), answer });
      }),
  );
  const client = new QueryClient();
  const { result } = renderHook(
    () => useCellEdit({ form, rows: [row], columns: ['code', 'name'] }),
    {
      wrapper: ({ children }) => (
        <QueryClientProvider client={client}>{children}</QueryClientProvider>
      ),
    },
  );
  const type = (column: string, value: string) => {
    act(() => {
      result.current.start('p1', column);
      result.current.change(value);
    });
  };
  const leave = () => {
    act(() => {
      result.current.leave();
    });
  };
  const answer = async (index: number, response: Response) => {
    await act(async () => {
      asked[index]?.answer(response);
      await Promise.resolve();
    });
  };
  return { asked, result, type, leave, answer };
}

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
const draftOf = ({ result }: ReturnType<typeof begin>) => result.current.drafts.get('p1');

test('what is typed while a row is saved stays, and goes after it onto its answer', async () => {
  const list = begin();
  list.type('name', '新');
  list.leave();
  list.type('code', 'K2');
  list.type('name', '新名');
  await list.answer(0, json({ ...row, name: '新', etag: 'v2' }));
  await waitFor(() => {
    expect(list.result.current.saved).toHaveLength(1);
  });
  expect(draftOf(list)?.values).toEqual({ code: 'K2', name: '新名' });
  list.leave();
  await waitFor(() => {
    expect(list.asked).toHaveLength(2);
  });
  await list.answer(1, json({ ...row, code: 'K2', name: '新名', etag: 'v3' }));
  await waitFor(() => {
    expect(draftOf(list)).toBeUndefined();
  });
  expect(list.asked[1]?.body).toEqual({ code: 'K2', name: '新名' });
});

test('a row that is left again while it is saved is sent once more, one request at a time', async () => {
  const list = begin();
  list.type('name', '新');
  list.leave();
  list.type('code', 'K2');
  list.leave();
  expect(list.asked).toHaveLength(1);
  await list.answer(0, json({ ...row, name: '新', etag: 'v2' }));
  await waitFor(() => {
    expect(list.asked).toHaveLength(2);
  });
  expect(list.asked[1]).toMatchObject({ body: { code: 'K2' }, etag: '"v2"' });
  await list.answer(1, json({ ...row, code: 'K2', name: '新', etag: 'v3' }));
  await waitFor(() => {
    expect(draftOf(list)).toBeUndefined();
  });
});

test('a refusal does not take away what was typed since', async () => {
  const list = begin();
  list.type('name', '');
  list.leave();
  list.type('code', 'K2');
  const errors = [{ code: 'field.required', message: '必填', field: 'name' }];
  await list.answer(0, json({ code: 'invalid', detail: '有错', errors }, 422));
  await waitFor(() => {
    expect(draftOf(list)?.errors).toEqual({ name: '必填' });
  });
  expect(draftOf(list)?.values).toEqual({ name: '', code: 'K2' });
});
