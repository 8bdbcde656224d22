import { fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';

import { layoutIn, layoutText } from '@/lib/layouts';
import { cell, open, rules } from './bench';
import { loadRows, newRow } from './rows';

const drawn: string[] = [];

function Witness() {
  drawn.push('line');
  return null;
}

beforeEach(() => {
  localStorage.clear();
  drawn.length = 0;
});

function openLines() {
  return open(loadRows([newRow({ quantity: '1', unit_price: '2' })], rules), { quantity: Witness });
}

const kept = () => layoutIn(layoutText('bench'));
const heads = () =>
  screen
    .getAllByRole('columnheader')
    .map((head) => head.textContent)
    .filter((text) => text !== '');
const inner = () => {
  const found = document.querySelector<HTMLElement>('.grid-inner');
  if (!found) throw new Error('no grid');
  return found;
};
const edgeOf = (label: string) => {
  const found = screen
    .getAllByRole('columnheader')
    .find((head) => head.textContent === label)
    ?.querySelector('.resizer');
  if (!found) throw new Error(label);
  return found;
};

test('a column that is not needed is left out, and is still left out the next time', async () => {
  const user = openLines();
  await user.click(screen.getByRole('button', { name: '列' }));
  await user.click(await screen.findByRole('menuitem', { name: /备注/ }));
  expect(heads()).not.toContain('备注');
  expect(kept().turned).toEqual(['remark']);
  await user.click(screen.getByRole('menuitem', { name: /商品/ }));
  expect(heads()).toContain('商品');
  await user.click(screen.getByRole('menuitem', { name: '恢复原来的列' }));
  expect(heads()).toContain('备注');
});

test('a dragged edge moves without a line being drawn again, and its width is kept', () => {
  openLines();
  const edge = edgeOf('备注') as HTMLElement;
  edge.setPointerCapture = () => {};
  drawn.length = 0;
  fireEvent.pointerDown(edge, { button: 0, pointerId: 1, clientX: 500 });
  fireEvent.pointerMove(edge, { pointerId: 1, clientX: 640 });
  const dragged = inner().style.getPropertyValue('--grid-columns');
  fireEvent.pointerUp(edge, { pointerId: 1, clientX: 640 });
  // jsdom lays nothing out: the column was 0 wide.
  expect(dragged.split(/ (?![^(]*\))/)[4]).toBe('140px');
  expect(drawn).toEqual([]);
  expect(inner().style.getPropertyValue('--grid-columns')).toBe(dragged);
  expect(kept().widths).toEqual({ remark: 140 });
});

test('by keys: Alt with the arrows moves a column and makes it wider', async () => {
  const user = openLines();
  await user.click(screen.getByRole('button', { name: '列' }));
  const entry = await screen.findByRole('menuitem', { name: /备注/ });
  entry.focus();
  await user.keyboard('{Alt>}{ArrowUp}{/Alt}');
  expect(heads().slice(1, 4)).toEqual(['商品', '数量', '备注']);
  (await screen.findByRole('menuitem', { name: /备注/ })).focus();
  await user.keyboard('{Alt>}{ArrowRight}{/Alt}');
  expect(kept().widths).toEqual({ remark: 116 });
  expect(cell(0, 'remark')).toBeTruthy();
});

test('a heading dropped on another stands where that stood', () => {
  openLines();
  const head = (label: string) =>
    screen.getAllByRole('columnheader').find((one) => one.textContent === label) as HTMLElement;
  const dataTransfer = { effectAllowed: '', setData: () => undefined };
  fireEvent.dragStart(head('单位'), { dataTransfer });
  fireEvent.drop(head('数量'), { dataTransfer });
  expect(heads().slice(1, 4)).toEqual(['商品', '单位', '数量']);
});
