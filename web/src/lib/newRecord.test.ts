import { expect, test } from 'vitest';

import { pageAt } from './newRecord';

test('a new record and what it becomes are on one page; lists, imports and others are not', () => {
  expect(pageAt('/records/partner/new')).toBe(pageAt('/records/partner/01a2'));
  expect(pageAt('/records/partner/01a2')).not.toBe(pageAt('/records/product/01a2'));
  for (const path of ['/records/partner', '/records/partner/import', '/count/1', '/']) {
    expect(pageAt(path)).toBe(path);
  }
});
