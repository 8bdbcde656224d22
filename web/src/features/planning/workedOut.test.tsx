import { useQuery } from '@tanstack/react-query';
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { get } from '@/lib/api';
import { showInside } from '@/testing/inside';
import { ProposalActs } from './ProposalActs';

const SECOND = 1_000;
const job = { id: 'j1', said: '' };
let state = 'waiting';
let said = '';
let at: string | null = '2026-11-01T04:02:00+08:00';
let asked: string[] = [];

function Proposals() {
  const { data } = useQuery({
    queryKey: ['report', 'replenishment', 'rows'],
    queryFn: () => get<{ rows: number }>('/api/v1/reports/replenishment'),
  });
  return <p>{`proposals: ${String(data?.rows)}`}</p>;
}

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    asked.push(`${init.method ?? ''} ${path}`);
    const rows = state === 'done' ? 2 : 1;
    if (init.method === 'GET' && path.endsWith('/proposals'))
      return Promise.resolve(new Response(JSON.stringify({ at })));
    const told = path.includes('/reports/') ? { rows } : { ...job, state, said };
    return Promise.resolve(new Response(JSON.stringify(told)));
  });
});

afterEach(() => {
  vi.useRealTimers();
});

const wait = (time: number) => act(() => vi.advanceTimersByTimeAsync(time));
const button = () => screen.getByRole('button', { name: /重新计算/ });
const looked = () => asked.filter((one) => one === 'GET /api/v1/jobs/j1').length;

async function press(before?: () => void) {
  await showInside(
    <>
      <Proposals />
      <ProposalActs ids={[]} onDone={() => undefined} />
    </>,
    { still: true },
  );
  await wait(0);
  before?.();
  fireEvent.click(button());
  await wait(0);
  await wait(0);
}

test('proposals that are worked out anew show as soon as the worker is done, without a reload', async () => {
  state = 'waiting';
  await press();
  expect(screen.getByText(/正在后台计算/)).toBeTruthy();
  expect(screen.getByText('proposals: 1')).toBeTruthy();

  await wait(SECOND);
  state = 'done';
  await wait(2 * SECOND);
  expect(screen.getByText('proposals: 2')).toBeTruthy();
  expect(screen.getByText(/已重新计算/)).toBeTruthy();

  const until = looked();
  await wait(10 * SECOND);
  expect(looked()).toBe(until); // nobody looks after a job that is over
  state = 'waiting';
  fireEvent.click(button()); // and it may be asked for once more
  await wait(0);
  expect(asked.filter((one) => one.startsWith('POST'))).toHaveLength(2);
});

test('before anything was worked out it says so, and how to begin', async () => {
  [state, said, at] = ['waiting', '', null];
  await press(() => {
    expect(screen.getByRole('status').textContent).toContain('还没有算过');
    at = '2026-11-28T10:00:00+08:00';
  });
  state = 'done';
  await wait(2 * SECOND);
  expect(screen.queryByText(/还没有算过/)).toBeNull();
});

test('why proposals were not worked out is said', async () => {
  state = 'failed';
  said = '连不上数据库';
  await press();
  expect(screen.getByText(/连不上数据库/)).toBeTruthy();
  expect(screen.queryByText(/已重新计算/)).toBeNull();
});
