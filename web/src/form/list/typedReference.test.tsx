import { waitFor } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';

import { begin, cell, list, open } from '@/testing/listPage';

beforeEach(begin);

test('a record that is typed into a row and left is looked up, and sent with what else was typed', async () => {
  const user = open();
  await user.dblClick(await cell('LS8', 'name'));
  await user.keyboard('螺栓{Tab}BAO{Tab}');
  await waitFor(() => {
    expect(document.activeElement).toHaveProperty('value', '5.00');
  });
  await user.keyboard('6.5{Enter}');
  await waitFor(() => {
    expect(list.patches).toHaveLength(1);
  });
  expect(list.patches[0]?.body).toEqual({ name: '螺栓', unit: 'b', sales_price: '6.5' });
});
