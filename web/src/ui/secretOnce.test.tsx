import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';

import { SecretOnce } from './SecretOnce';

test('what is shown once can be downloaded, and stays until somebody says that it is noted', async () => {
  const files: Blob[] = [];
  vi.spyOn(URL, 'createObjectURL').mockImplementation((content) => {
    files.push(content as Blob);
    return 'blob:1';
  });
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
  const onClose = vi.fn();
  const codes = '1111 2222\n3333 4444';
  render(<SecretOnce title="恢复码" help="" secret={codes} file="恢复码.txt" onClose={onClose} />);
  const user = userEvent.setup();

  await user.keyboard('{Escape}');
  expect((await screen.findByRole('alert')).textContent).toContain('关闭以后再也看不到');
  await user.keyboard('{Escape}');
  expect(onClose).not.toHaveBeenCalled();
  await user.click(screen.getByRole('button', { name: /下\s*载/ }));
  expect(click.mock.instances).toMatchObject([{ download: '恢复码.txt' }]);
  expect(await files[0]?.text()).toContain('恢复码\r\n\r\n1111 2222\r\n3333 4444\r\n');
  await user.click(screen.getByRole('button', { name: /记/ }));
  expect(onClose).toHaveBeenCalledOnce();
});
