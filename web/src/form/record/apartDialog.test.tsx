import { render, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';

import { purchaseOrder } from '@/testing/forms';
import { saved } from '@/testing/recordPage';
import { apartOf } from './apart';
import { ApartDialog } from './ApartDialog';

test('of a line that was changed it is shown what stood there and what was typed', () => {
  const product = { id: 'p1', name: '漆' };
  const line = (quantity: string) => ({ id: 'l1', product, quantity });
  const rows = { lines: [{ id: 'l1', key: 'k1', values: { product, quantity: '5' } }] };
  const draft = { at: '', etag: 'v1', version: '1', values: {}, rows };
  const apart = apartOf(purchaseOrder, draft, { ...saved, lines: [line('7')] });
  const setting = { currency: 'CNY', digits: 2, zone: 'Asia/Shanghai' } as never;
  const doing = { busy: false, error: null, onGo: vi.fn(), onCancel: vi.fn() };
  render(<ApartDialog form={purchaseOrder} apart={apart} setting={setting} {...doing} />);
  expect(screen.getByText(/改动的行 · 漆 · 数量 7 → 5/)).toBeTruthy();
  expect(screen.getByText(/新草稿只有单头（整单优惠这类合计数只带多出来的部分）/)).toBeTruthy();
});
