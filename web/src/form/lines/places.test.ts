import { expect, it } from 'vitest';

import type { Column } from '@/grid/columns';
import type { Row } from '@/grid/rows';
import { withPlaces } from './places';

const columns = ['product', 'location', 'into_location', 'remark'].map(
  (name) => ({ name }) as Column,
);
const named = (rows: Row[], header: Record<string, unknown>, located: string[]) =>
  withPlaces(columns, rows, header, new Set(located)).map(({ name }) => name);
const row = (values: Row['values']): Row => ({ key: 'r', values });

it('speaks of locations only where a warehouse of the document has them', () => {
  const transfer = { warehouse: { id: 'w' }, into: { id: 'i' } };
  expect(named([], transfer, [])).toEqual(['product', 'remark']);
  expect(named([], transfer, ['i'])).toContain('into_location');
  expect(named([], { warehouse: { id: 'w' } }, ['w'])).toEqual(['product', 'location', 'remark']);
  expect(named([row({ warehouse: { id: 'x' } })], transfer, ['x'])).toContain('location');
});

it('shows what somebody said, wherever', () => {
  const said = row({ location: { id: 'l', code: 'A-01' } });
  expect(named([said], { warehouse: { id: 'w' } }, [])).toEqual(['product', 'location', 'remark']);
  expect(withPlaces(columns, [], {}, new Set()).length).toBe(2);
  expect(withPlaces(columns, [], {}, new Set(), true)).toBe(columns);
});
