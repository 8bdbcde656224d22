import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';

import { HowMany } from './HowMany';
import type { SheetLine } from './queue';

const screws = { code: 'LS8', name: '螺栓', unit: '个', batch: '' } as SheetLine;

function open(mine: string | null) {
  const onSay = vi.fn();
  const about = { code: 'LS8', sample: screws, lines: [screws], factor: '1' };
  const isCode = (text: string) => text === '2000';
  render(
    <HowMany {...{ about, onSay, isCode }} preset="" mine={() => mine} onLeave={() => undefined} />,
  );
  const user = userEvent.setup({ delay: null });
  return { user, onSay, said: () => onSay.mock.calls as [string, { instead: boolean }][] };
}

const box = () => screen.getByRole('textbox', { name: '数量' });

test('what was counted is shown, and a figure typed then stands instead of it', async () => {
  const { user, said } = open('20');
  expect(screen.getByRole('status').textContent).toBe('您已盘 20 个');
  await user.type(box(), '18{Enter}');
  expect(said()).toMatchObject([['18', { instead: true }]]);
});

test('or it is added, where that is said, or less than nothing', async () => {
  const { user, said } = open('20');
  await user.type(box(), '5');
  await user.click(screen.getByRole('button', { name: /再\s*加/ }));
  await user.type(box(), '{Backspace}-2{Enter}');
  expect(said()).toMatchObject([
    ['5', { instead: false }],
    ['-2', { instead: false }],
  ]);
});

test('none of what was counted is asked about first', async () => {
  const { user, said } = open('20');
  await user.click(screen.getByRole('button', { name: '没有货' }));
  expect(await screen.findByText('您已盘 20 个。改为没有货？')).toBeTruthy();
  expect(said()).toEqual([]);
  await user.click(screen.getByRole('button', { name: /确\s*定|OK/ }));
  expect(said()).toMatchObject([['0', { instead: true }]]);
});

test('a code in the box for the quantity is counted only when somebody says that it is one', async () => {
  const { user, said } = open(null);
  await user.type(box(), '20001234{Enter}');
  expect(screen.getByRole('alert').textContent).toContain('“20001234”');
  await user.type(box(), '2000{Enter}');
  expect(screen.getByRole('alert').textContent).toContain('是这里的编码或条码');
  expect([said(), (box() as HTMLInputElement).value]).toEqual([[], '']);
  await user.click(screen.getByRole('button', { name: '就是 2,000' }));
  expect(said()).toMatchObject([['2000', { instead: false }]]);
});
