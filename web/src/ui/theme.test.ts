import { theme } from 'antd';
import { expect, test } from 'vitest';

import { contrast } from '@/testing/contrast';
import { antdTheme } from './theme';

test.each(['light', 'dark'] as const)('in the %s what is chosen can be read', (shade) => {
  for (const density of ['comfortable', 'compact'] as const) {
    const token = theme.getDesignToken(antdTheme(shade, density));
    for (const ground of [token.colorBgLayout, token.colorBgContainer]) {
      expect(contrast(token.colorPrimary, ground)).toBeGreaterThanOrEqual(4.5);
    }
  }
});
