import { expect, test } from 'vitest';

import { branches } from './BranchTree';

test('records stand inside one another; whose parent is not shown stands at the top', () => {
  const record = (id: string, name: string, parent: string | null) => ({
    id,
    etag: '',
    name,
    parent: parent ? { id: parent } : null,
  });

  const made = branches([
    record('a', '文具', null),
    record('c', '钢笔', 'b'),
    record('b', '笔', 'a'),
    record('x', '孤立', 'gone'),
  ]);

  expect(made).toMatchObject([
    { title: '文具', children: [{ title: '笔', children: [{ title: '钢笔', children: [] }] }] },
    { title: '孤立' },
  ]);
});
