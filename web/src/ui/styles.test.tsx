import { StyleProvider } from '@ant-design/cssinjs';
import { cleanup, render } from '@testing-library/react';
import { Button, ConfigProvider } from 'antd';
import { expect, test } from 'vitest';

import { lastingStyles } from './styles';
import { antdTheme } from './theme';

function paths(store: ReturnType<typeof lastingStyles>): string[] {
  return [...store.cache.keys()].filter((path) => path.includes('Button')).sort();
}

test('what was drawn once keeps its styles after its last instance is gone', () => {
  const store = lastingStyles();
  const page = (
    <StyleProvider cache={store}>
      <ConfigProvider theme={antdTheme('light')}>
        <Button>货</Button>
      </ConfigProvider>
    </StyleProvider>
  );
  render(page);
  const shown = paths(store);
  const made = shown.map((path) => store.opGet(path)?.[1] as unknown);
  expect(shown.length).toBeGreaterThan(0);
  cleanup();
  expect(paths(store)).toEqual(shown);
  render(page);
  expect(shown.map((path) => store.opGet(path)?.[1] as unknown)).toEqual(made);
  shown.forEach((path, index) => {
    expect(store.opGet(path)?.[1]).toBe(made[index]);
  });
});
