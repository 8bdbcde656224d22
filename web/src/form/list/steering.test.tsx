import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';

import { begin, cell, json, list, open, product, row } from '@/testing/listPage';

beforeEach(begin);

test('a row is looked at beside the list, by mouse and keys, and opened by Enter', async () => {
  const user = open();
  await user.click(await cell('LS8', 'unit'));
  const beside = await screen.findByRole('complementary', { name: '预览' });
  expect(await within(beside).findByRole('heading', { name: 'LS8号' })).toBeTruthy();
  await user.keyboard('{ArrowDown}');
  expect(await within(beside).findByRole('heading', { name: 'LS10号' })).toBeTruthy();
  expect(document.activeElement).toBe(await row('LS10'));
  await user.keyboard(' ');
  expect(screen.queryByRole('complementary')).toBeNull();
  await user.keyboard(' ');
  expect(await screen.findByRole('complementary')).toBeTruthy();
  await user.keyboard('{Enter}');
  expect(await screen.findByText('opened')).toBeTruthy();
});

test('what is typed into a row is one request, and what stood there before comes back', async () => {
  const user = open();
  await user.dblClick(await cell('LS8', 'name'));
  await user.keyboard('螺栓{Tab}{Tab}');
  expect(list.patches).toHaveLength(0);
  await user.keyboard('6.5{Enter}');
  await waitFor(() => {
    expect(list.patches).toHaveLength(1);
  });
  expect(list.patches[0]).toMatchObject({
    path: '/api/v1/records/product/p1',
    body: { name: '螺栓', sales_price: '6.5' },
    match: '"v1"',
  });
  expect(document.activeElement).toHaveProperty('value', 'LS10');
  await user.keyboard('{Escape}');
  expect(
    await screen.findByText(/已保存：名称：螺栓、销售价：6.50（原为 名称：LS8号/),
  ).toBeTruthy();

  // Also where the focus went with a button that is no more.
  (document.activeElement as HTMLElement).blur();
  await user.keyboard('{Control>}z{/Control}');
  await waitFor(() => {
    expect(list.patches).toHaveLength(2);
  });
  expect(list.patches[1]).toMatchObject({
    body: { name: 'LS8号', sales_price: '5' },
    match: '"v1+"',
  });
  await waitFor(() => {
    expect(screen.queryByRole('button', { name: '撤销' })).toBeNull();
  });
  expect((await cell('LS8', 'name')).textContent).toBe('LS8号');
});

test('references, what is read only and whoever may not edit are not typed into', async () => {
  const user = open({ ...product, operations: ['view'] });
  await user.dblClick(await cell('LS8', 'name'));
  expect(await screen.findByText('opened')).toBeTruthy();
  expect(list.patches).toHaveLength(0);
});

test('F2 begins at the cell that is chosen by the arlist.rows, Escape leaves what stood there', async () => {
  const user = open();
  await user.click(await cell('LS8', 'made'));
  await user.keyboard('{F2}');
  expect(document.activeElement).toBe(await row('LS8')); // no other cell than the one chosen
  await user.keyboard('{ArrowLeft}{ArrowLeft}{ArrowLeft}{F2}');
  expect(document.activeElement).toHaveProperty('value', 'LS8');
  await user.keyboard('X{Escape}');
  await waitFor(async () => {
    expect(document.activeElement).toBe(await row('LS8'));
  });
  await user.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}{F2}');
  expect(document.activeElement).toHaveProperty('value', '5.00');
  await user.keyboard('{Escape}');
  expect(list.patches).toHaveLength(0);
});

test('what is no number is not sent, what is refused stands at its cell', async () => {
  const user = open();
  await user.dblClick(await cell('LS8', 'sales_price'));
  await user.keyboard('abc{Enter}{Escape}');
  expect(await screen.findByText('销售价：不是有效的数字')).toBeTruthy();
  expect(list.patches).toHaveLength(0);

  list.refuse = () => {
    const errors = [{ code: 'min', message: '不能小于 0', field: 'sales_price' }];
    return json({ code: 'invalid', detail: '不能小于 0', errors }, 422);
  };
  await user.click(screen.getByRole('button', { name: '去改正' }));
  await screen.findByDisplayValue('abc');
  await user.keyboard('-1{Enter}{Escape}');
  expect(await screen.findByText('销售价：不能小于 0')).toBeTruthy();
  expect(list.rows[0]?.['sales_price']).toBe('5.00');

  list.refuse = null;
  await user.click(screen.getByRole('button', { name: '放弃我填的' }));
  expect((await cell('LS8', 'sales_price')).textContent).toBe('5.00');
});

test('who was overtaken reads both, and chooses', async () => {
  const user = open();
  await user.dblClick(await cell('LS8', 'name'));
  list.rows = list.rows.map((one) =>
    one.id === 'p1' ? { ...one, name: '螺钉', etag: 'v2' } : one,
  );
  list.refuse = ({ match }) =>
    match === '"v1"' ? json({ code: 'record.changed', detail: '已被修改' }, 412) : undefined;
  await user.keyboard('螺栓{Enter}{Escape}');
  expect(await screen.findByText(/您填的：名称：螺栓；现在是：名称：螺钉/)).toBeTruthy();
  expect(list.rows[0]?.['name']).toBe('螺钉');
  await user.click(screen.getByRole('button', { name: '用我填的' }));
  await waitFor(() => {
    expect(list.rows[0]?.['name']).toBe('螺栓');
  });
  expect(list.patches.map(({ match }) => match)).toEqual(['"v1"', '"v2"']);
});
