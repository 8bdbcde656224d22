import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Modal, Select } from 'antd';
import { expect, test, vi } from 'vitest';

import { startClearing } from './clearing';
import { focusFirst } from './firstField';

test('Delete empties a box that nothing is typed into', async () => {
  const end = startClearing();
  const onChange = vi.fn();
  const options = [{ value: 'a', label: '甲' }];
  render(<Select allowClear showSearch defaultValue="a" {...{ options, onChange }} />);
  const box = screen.getByRole('combobox');

  fireEvent.change(box, { target: { value: 'x' } });
  fireEvent.keyDown(box, { key: 'Delete' });
  expect(onChange).not.toHaveBeenCalled();

  fireEvent.change(box, { target: { value: '' } });
  fireEvent.keyDown(box, { key: 'Delete' });
  expect(onChange.mock.calls[0]?.[0]).toBeUndefined();
  end();
});

test('a window that opens has the focus in its first field', async () => {
  const user = userEvent.setup();
  render(
    <Modal open>
      <textarea aria-label="原因" />
    </Modal>,
  );

  focusFirst(true);
  await user.keyboard('录错了');
  expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('录错了');
});
