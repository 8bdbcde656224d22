import { fireEvent, render, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';

import { field } from '@/testing/forms';
import { HeaderPieces } from './pieces';
import { SerialsInput } from './SerialsInput';

test('the numbers of a header are typed, or filled in in the dialog; it says how many of how many', async () => {
  const onChange = vi.fn();
  render(
    <HeaderPieces value="3">
      <SerialsInput
        id="a"
        field={field('serials', '序列号', 'serials')}
        setting={{ digits: 2, zone: 'Asia/Shanghai' }}
        value="A1; A2"
        invalid={false}
        describedBy={undefined}
        onChange={onChange}
      />
    </HeaderPieces>,
  );
  fireEvent.click(screen.getByRole('button', { name: '序列号' }));
  const scanned = await screen.findByRole('textbox', { name: '扫描或输入序列号后回车' });
  expect(screen.getByRole('status').textContent).toBe('已填 2 个，需要 3 个');

  fireEvent.change(scanned, { target: { value: 'A3' } });
  fireEvent.keyDown(scanned, { key: 'Enter', keyCode: 13 });
  fireEvent.click(screen.getByRole('button', { name: /确\s*定/ }));

  expect(onChange).toHaveBeenCalledWith('A1; A2; A3');
  expect(screen.queryByRole('checkbox')).toBeNull();
});
