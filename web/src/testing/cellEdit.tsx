/** A list of masters of which one row is typed into, and a server that answers when it is told to. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, renderHook } from '@testing-library/react';
import { vi } from 'vitest';

import type { Form, RecordData } from '@/form/form';
import type { Setting } from '@/form/kinds';
import { EditNotice } from '@/form/list/EditNotice';
import { useCellEdit } from '@/form/list/useCellEdit';
import { sessionQuery } from '@/lib/session';
import { field, purchaseOrder } from './forms';
import { session } from './recordPage';

export const partner: Form = {
  ...purchaseOrder,
  name: 'partner',
  kind: 'master',
  operations: ['view', 'add', 'edit'],
  fields: [field('code', '编号', 'text'), field('name', '名称', 'text')],
};
export const row: RecordData = { id: 'p1', etag: 'v1', code: 'K1', name: '旧' };

interface Asked {
  body: unknown;
  etag: string | null;
  answer(response: Response): void;
}

export function begin(rows: readonly RecordData[] = [row], form = partner) {
  const asked: Asked[] = [];
  vi.stubGlobal(
    'fetch',
    (_: string, init: RequestInit) =>
      new Promise<Response>((answer) => {
        const body: unknown = init.body ? JSON.parse(init.body as string) : null;
        asked.push({ body, etag: new Headers(init.headers).get('If-Match'), answer });
      }),
  );
  const client = new QueryClient();
  client.setQueryData(sessionQuery.queryKey, session);
  let shown = rows;
  let gone = false;
  const hook = renderHook(() => useCellEdit({ form, rows: shown, columns: ['code', 'name'] }), {
    wrapper: ({ children }) => (
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    ),
  });
  const { result, rerender } = hook;
  const type = (column: string, value: string) => {
    act(() => {
      result.current.start(rows[0]?.id ?? '', column);
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
      const told = response.ok ? ((await response.clone().json()) as RecordData) : null;
      asked[index]?.answer(response);
      await Promise.resolve();
      shown = shown.map((one) => (one.id === told?.id ? told : one));
    });
    if (!gone) rerender();
  };
  const unmount = () => {
    gone = true;
    hook.unmount();
  };
  const notice = () =>
    render(<EditNotice form={form} rows={rows} edit={result.current} setting={{} as Setting} />);
  return { asked, result, type, leave, answer, unmount, notice };
}

export const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
export const draftOf = ({ result }: ReturnType<typeof begin>, id = 'p1') =>
  result.current.drafts.get(id);
