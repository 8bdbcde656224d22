import { act, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';

import { tellTaken } from '@/lib/keptLines';
import { begin, kept, open } from '@/testing/recordPage';

beforeEach(begin);

const remark = () => screen.findByLabelText<HTMLInputElement>('备注');

/** Something is typed; then another window takes it over. */
async function lose() {
  const user = open('r1');
  await user.type(await remark(), '一');
  await waitFor(() => {
    expect(kept()).toHaveLength(1);
  });
  const [name = ''] = kept();
  localStorage.removeItem(name);
  act(() => {
    tellTaken([name]);
  });
  expect((await screen.findByRole('alert')).textContent).toContain('已被另一个窗口接手');
  return user;
}

test('who goes on here has the work on this computer again', async () => {
  const user = await lose();
  await user.click(screen.getByRole('button', { name: '在这里继续' }));

  expect(screen.queryByRole('alert')).toBeNull();
  expect(kept()).toHaveLength(1);
  expect((await remark()).value).toBe('旧一');
  expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }));
});

test('who leaves it to the other window sees the record as it is', async () => {
  const user = await lose();
  await user.click(screen.getByRole('button', { name: '这里不要了' }));

  expect(screen.queryByRole('alert')).toBeNull();
  expect((await remark()).value).toBe('旧');
  expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }));
  expect(kept()).toHaveLength(0);
});
