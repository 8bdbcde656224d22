import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';

import type { Conversion } from '../form';
import { Onward } from './Onward';
import type { Saving } from './saving';

const states = ['confirmed'];
const invoice: Conversion = { target: 'invoice', label: '下推发票', states, usual: true };
const returned: Conversion = { target: 'return', label: '下推退货单', states, usual: false };
const exchanged: Conversion = { target: 'exchange', label: '下推换货单', states, usual: false };

function shown(conversions: Conversion[], first = true) {
  const convert = vi.fn();
  const saving = { busy: null, convert } as Partial<Saving> as Saving;
  render(<Onward {...{ conversions, saving, first }} />);
  return convert;
}

const names = () => screen.getAllByRole('button').map((one) => one.textContent);

test('the usual step stands out, what is seldom done is behind it', async () => {
  const user = userEvent.setup();
  const convert = shown([returned, exchanged, invoice]);

  expect(names()).toEqual(['下推发票', '更多下推']);
  expect(screen.getByRole('button', { name: '下推发票' }).className).toContain('ant-btn-primary');
  await user.click(screen.getByRole('button', { name: '更多下推' }));
  await user.click(await screen.findByRole('menuitem', { name: '下推换货单' }));

  expect(convert).toHaveBeenCalledExactlyOnceWith('exchange');
});

test('what is behind the next step is among the buttons that the command palette reads, and in its menu by arrows', async () => {
  const user = userEvent.setup();
  const convert = shown([returned, exchanged, invoice]);

  const buttons = [...document.querySelectorAll('button')];
  buttons.find((one) => one.textContent === '下推退货单')?.click();
  expect(buttons.map((one) => one.textContent)).toEqual([
    '下推发票',
    '更多下推',
    '下推退货单',
    '下推换货单',
  ]);
  expect(convert).toHaveBeenCalledExactlyOnceWith('return');

  const more = screen.getByRole('button', { name: '更多下推' });
  expect(more.getAttribute('aria-haspopup')).toBe('menu');
  more.focus();
  await user.keyboard('{Enter}');
  await screen.findByRole('menuitem', { name: '下推换货单' });
  await waitFor(() => {
    expect(document.activeElement?.closest('[role=menu]')).not.toBeNull();
  });
});

test('a single seldom step needs no menu and is never the first', () => {
  shown([returned]);

  expect(names()).toEqual(['下推退货单']);
  expect(screen.getByRole('button').className).not.toContain('ant-btn-primary');
});

test('beside something more important nothing stands out', () => {
  shown([invoice], false);

  expect(screen.getByRole('button').className).not.toContain('ant-btn-primary');
});
