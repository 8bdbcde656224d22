import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';

import '@/i18n';
import { fitting, inForce } from './fittingRow';
import { FittingRow } from './FittingRow';

afterEach(() => {
  vi.restoreAllMocks();
});

const one = (key: string, width: number, isOn = false) => ({ key, width, isOn });

test('as many filters as there is room for stand in one row, and always those in force', () => {
  const room = { width: 500, gap: 8, more: 110 };
  const all = [one('a', 150), one('b', 150), one('c', 150), one('d', 150)];
  expect([...fitting(all.slice(0, 3), room)]).toEqual(['a', 'b', 'c']);
  expect([...fitting(all, room)]).toEqual(['a', 'b']);
  expect([...fitting([...all.slice(0, 3), one('d', 150, true)], room)]).toEqual(['d', 'a']);
});

test('the other filters are behind a button', async () => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(500);
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockReturnValue({
    width: 150,
  } as DOMRect);
  const items = ['客户', '仓库', '业务员', '部门'].map((key) => ({
    ...{ key, isOn: false },
    node: <input aria-label={key} />,
  }));
  const seen = () => screen.getAllByRole('textbox').map((box) => box.getAttribute('aria-label'));
  render(<FittingRow label="筛选" items={items} />);
  expect(seen()).toEqual(['客户', '仓库']);
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: '更多筛选', expanded: false }));
  expect(seen()).toEqual(['客户', '仓库', '业务员', '部门']);
  await user.click(screen.getByRole('button', { name: '收起筛选', expanded: true }));
  expect(seen()).toEqual(['客户', '仓库']);
});

test('a filter stays where somebody is in it, though others leave no room', () => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(500);
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockReturnValue({
    width: 150,
  } as DOMRect);
  const row = (on: readonly string[]) => {
    const items = ['客户', '仓库', '业务员', '部门'].map((key) => ({
      ...{ key, isOn: on.includes(key) },
      node: <input aria-label={key} />,
    }));
    return <FittingRow label="筛选" items={items} />;
  };
  const { rerender } = render(row([]));
  const box = screen.getByRole('textbox', { name: '仓库' });
  box.focus();
  rerender(row(['客户', '业务员', '部门']));

  expect(document.activeElement).toBe(box);
});

test('on a phone only the filters in force stand above the rows', () => {
  expect([...inForce([one('q', 200, true), one('a', 150), one('b', 90, true)])]).toEqual([
    'q',
    'b',
  ]);
});
