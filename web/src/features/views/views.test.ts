import { expect, it } from 'vitest';

import { viewAt, type View } from './views';

const view: View = {
  id: '1',
  path: '/records/sales_order',
  search: '?state=confirmed,closed&q=%E6%96%B0',
  name: '待发货',
  role: '',
  pinned: false,
  mine: true,
  by: '',
  created_at: '2026-11-26T00:00:00Z',
};

it('knows the view on the screen by its conditions, however they are written', () => {
  const { path } = view;
  expect(viewAt([view], { path, search: '?q=新&state=confirmed%2Cclosed' })).toBe(view);
  expect(viewAt([view], { path, search: '?state=confirmed,closed' })).toBeUndefined();
  expect(viewAt([view], { path: '/stock', search: view.search })).toBeUndefined();
  expect(viewAt([{ ...view, search: '' }], { path, search: '' })).toBeDefined();
});
