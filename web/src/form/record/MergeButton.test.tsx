import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';

import { purchaseOrder } from '@/testing/forms';
import { showInside } from '@/testing/inside';
import { begin } from '@/testing/recordPage';
import type { RecordData } from '../form';
import { MergeButton } from './MergeButton';

beforeEach(begin);

test.each([
  ['partner', '信用额度、信用天数取两家里较严的；账期也取较严的（付得早的）'],
  ['product', 'K001 宏达 还有库存时不能合并'],
])('before a %s is merged its person is told what the other one takes over', async (name, told) => {
  const record: RecordData = { id: 'k1', etag: 'v1', code: 'K001', name: '宏达' };
  await showInside(
    <MergeButton form={{ ...purchaseOrder, name, kind: 'master' }} record={record} />,
  );
  await userEvent.setup().click(screen.getByRole('button', { name: '合并到…' }));

  expect((await screen.findByRole('dialog')).textContent).toContain(told);
});
