import { expect, test } from 'vitest';

import { tagged } from './columns';

test('the tag of a state has room for its longest word, in wide Latin letters as well', () => {
  // 75 px of DejaVu Sans, 16 px of the tag, 20 px of the cell
  expect(tagged(['Draft', 'Confirmed'])).toBeGreaterThanOrEqual(75 + 16 + 20);
  expect(tagged(['草稿', '已审核'])).toBe(3 * 12 + 38);
});
