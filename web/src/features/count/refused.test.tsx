import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';

import { Queue } from '@/scan/queue';
import { SendingState } from '@/scan/SendingState';
import type { Outbox } from '@/scan/useSending';
import { memory } from '@/testing/memory';
import type { Queued } from './queue';
import { sureOf } from './sureOf';

function open(...some: Partial<Queued>[]) {
  const queue = new Queue<Queued>('count', memory());
  some.forEach((one, at) => {
    queue.add({ called: 'TEL 手机', refused: 'x', id: String(at), ...one } as Queued);
  });
  const change: Outbox<Queued>['change'] = vi.fn((how) => {
    how(queue);
  });
  const rest = { lost: false, problem: null, unsafe: 0, unwritten: 0 };
  const outbox = { all: queue.all(), change, ...rest };
  render(<SendingState outbox={outbox} title={({ id }) => id} acts={sureOf} />);
  return { queue, user: userEvent.setup({ delay: null }) };
}

test('what was refused is sent again or deleted all at once, deleted only when sure', async () => {
  const { queue, user } = open({}, {}, {});
  await user.click(screen.getByRole('button', { name: '全部删除' }));
  expect(queue.all()).toHaveLength(3);
  await user.click(await screen.findByRole('button', { name: /确\s*定|OK/ }));
  expect(queue.all()).toEqual([]);
});

test('all of it is sent again', async () => {
  const { queue, user } = open({}, {});
  await user.click(screen.getByRole('button', { name: '全部再传' }));
  expect(queue.waiting()).toHaveLength(2);
});

test('a number that means something else is sent as that of a piece, if somebody says so', async () => {
  const { queue, user } = open({ why: 'count_plan.serial_is_code' });
  await user.click(screen.getByRole('button', { name: '是 TEL 手机 的序列号' }));
  expect(queue.waiting()).toMatchObject([{ sure: true }]);
});
