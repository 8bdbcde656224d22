import { expect, it } from 'vitest';

import { deviceOf } from './device';

it('names a browser and its system', () => {
  const windows =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)';
  expect(deviceOf(`${windows} Chrome/140.0 Safari/537.36 Edg/140.0`)).toBe('Edge · Windows');
  expect(deviceOf(`${windows} Chrome/140.0 Safari/537.36`)).toBe('Chrome · Windows');
  const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15';
  expect(deviceOf(`${phone} Version/18.0 Mobile/15E148 Safari/604.1`)).toBe('Safari · iOS');
  expect(deviceOf('curl/8.0')).toBe('curl/8.0');
  expect(deviceOf('')).toBe('—');
});
