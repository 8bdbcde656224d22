import { fireEvent, render, waitFor } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';

import { purchaseOrder as form } from '@/testing/forms';
import type { Form, RecordData } from '../form';
import { ActionBar } from './ActionBar';
import type { Saving } from './saving';

const draft: RecordData = { id: 'r1', etag: 'v1', state: 'draft', actions: ['confirm', 'delete'] };
const act = vi.fn();
const save = vi.fn();

beforeEach(() => {
  act.mockReset();
  save.mockReset();
});

function open(record: RecordData, dirty: boolean) {
  const saving = { busy: null, act, save } as Partial<Saving> as Saving;
  render(<ActionBar {...{ form, record, dirty, saving }} editable />);
  fireEvent.keyDown(window, { key: 'Enter', ctrlKey: true });
}

test('Ctrl+Enter on a draft that nothing was changed in confirms it as it is', async () => {
  open(draft, false);
  await waitFor(() => {
    expect(act).toHaveBeenCalledExactlyOnceWith('confirm');
  });
  expect(save).not.toHaveBeenCalled();
});

test('Ctrl+Enter on a changed draft saves and confirms it', async () => {
  open(draft, true);
  await waitFor(() => {
    expect(save).toHaveBeenCalledExactlyOnceWith('confirm');
  });
  expect(act).not.toHaveBeenCalled();
});

test('Ctrl+Enter on what cannot be confirmed any more does nothing', async () => {
  open({ ...draft, state: 'confirmed', actions: [] }, false);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(act).not.toHaveBeenCalled();
  expect(save).not.toHaveBeenCalled();
});

const elsewhere: [string, string][] = [
  [
    'in the comment box',
    '<div data-record><div role="tabpanel"><textarea id="here"></textarea></div></div>',
  ],
  ['in the menu', '<nav><input id="here"></nav>'],
  ['in a dialog', '<div role="dialog"><input id="here"></div>'],
  ['behind a dialog', '<div role="dialog"></div><div data-record><input id="here"></div>'],
];

test.each(elsewhere)('Ctrl+Enter %s leaves the document as it is', async (_, html) => {
  const outside = document.createElement('div');
  outside.innerHTML = html;
  document.body.append(outside);
  outside.querySelector<HTMLElement>('#here')?.focus();
  open(draft, true);
  await new Promise((resolve) => setTimeout(resolve, 20));
  outside.remove();
  expect([act.mock.calls, save.mock.calls]).toEqual([[], []]);
});

test('Ctrl+Enter in a line of the document confirms it, also beside a dialog that was closed', async () => {
  const outside = document.createElement('div');
  outside.innerHTML =
    '<div style="display: none"><div role="dialog"></div></div>' +
    '<div data-record><div role="tabpanel"><div data-record-body><input id="here"></div></div></div>';
  document.body.append(outside);
  outside.querySelector<HTMLElement>('#here')?.focus();
  open(draft, true);
  await waitFor(() => {
    expect(save).toHaveBeenCalledExactlyOnceWith('confirm');
  });
  outside.remove();
});

test('What is corrected is sent in one step, once something is changed', async () => {
  const record: RecordData = { ...draft, state: 'confirmed', actions: ['reopen', 'correct'] };
  const onCorrect = vi.fn();
  const saving = { busy: null, act, save } as Partial<Saving> as Saving;
  const bar = (correcting: boolean, dirty: boolean) => (
    <ActionBar form={form} {...{ record, saving, dirty, correcting, onCorrect }} editable />
  );
  const { rerender, getByRole, queryByRole } = render(bar(false, false));
  fireEvent.click(getByRole('button', { name: /更\s*正/ }));
  expect(onCorrect).toHaveBeenCalledExactlyOnceWith(true);
  rerender(bar(true, false));
  expect(queryByRole('button', { name: /反审核/ })).toBeNull();
  expect(getByRole('button', { name: /更\s*正/ })).toHaveProperty('disabled', true);
  rerender(bar(true, true));
  fireEvent.click(getByRole('button', { name: /更\s*正/ }));
  await waitFor(() => {
    expect(save).toHaveBeenCalledExactlyOnceWith('correct');
  });
  expect(act).not.toHaveBeenCalled();
});

test('What would be refused is there, says why, and does nothing', () => {
  const why = '已有后续单据，请先处理它们（见单据链）';
  const held_up = [{ action: 'reopen', code: 'document.followed', message: why }];
  const record: RecordData = { ...draft, state: 'confirmed', actions: [], held_up };
  const reopening = { name: 'reopen', label: '反审核', operation: 'reopen', states: ['confirmed'] };
  const order = { ...form, actions: [...form.actions, { ...reopening, tone: 'default' }] } as Form;
  const saving = { busy: null, act, save } as Partial<Saving> as Saving;
  const { getByRole } = render(
    <ActionBar {...{ form: order, record, saving }} dirty={false} editable={false} />,
  );

  const reopen = getByRole('button', { name: /反审核/ });
  fireEvent.click(reopen);

  expect(reopen.getAttribute('aria-disabled')).toBe('true');
  expect(getByRole('status').textContent).toBe(why);
  expect(reopen.getAttribute('aria-description')).toBe(why);
  expect(act).not.toHaveBeenCalled();
});
