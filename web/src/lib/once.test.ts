import { beforeEach, expect, test } from 'vitest';

import { once } from './once';
import { Problem } from './problem';

beforeEach(() => {
  sessionStorage.clear();
});

/** The keys under which the same wish goes out twice, the first time refused like this. */
async function keysAfter(status: number, code = 'x'): Promise<string[]> {
  const keys: string[] = [];
  const send = (key: string) => {
    keys.push(key);
    return keys.length === 1
      ? Promise.reject(new Problem(status, code, ''))
      : Promise.resolve('done');
  };
  await once('save', { remark: '一' }, send).catch(() => null);
  await once('save', { remark: '一' }, send);
  return keys;
}

test.each([
  [0, 'network', true],
  [502, 'http.502', true],
  [503, 'database.unavailable', true],
  [504, 'http.504', true],
  [503, 'database.busy', false],
  [422, 'document.refused', false],
])('a wish that was answered %i %s goes out again under its own key: %s', async (...told) => {
  const [status, code, same] = told;
  const [first, second] = await keysAfter(status, code);
  expect(first === second).toBe(same);
});
