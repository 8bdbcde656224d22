import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';

import { Problem } from '@/lib/problem';
import { DataTable } from './DataTable';
import { ProblemAlert } from './ProblemAlert';

test('a table whose rows are on their way does not look like one that has none', () => {
  const table = { label: 'T', columns: [], rows: [], rowKey: () => '', empty: <p>没有</p> };
  const { container, rerender } = render(<DataTable {...table} busy />);
  expect(container.querySelector('.blanks')).toBeTruthy();
  expect(screen.queryByText('没有')).toBeNull();
  rerender(<DataTable {...table} busy={false} />);
  expect(container.querySelector('.blanks')).toBeNull();
  expect(screen.getByText('没有')).toBeTruthy();
});

test('only where something was typed is it said to be still here', () => {
  const away = new Problem(0, 'network', '');
  const { rerender } = render(<ProblemAlert error={away} onRetry={() => undefined} />);
  expect(screen.getByRole('alert').textContent).toContain('请检查网络，过一会儿再试');
  expect(screen.queryByText(/还在这里/)).toBeNull();
  rerender(<ProblemAlert error={away} />);
  expect(screen.getByText(/您填的内容还在这里/)).toBeTruthy();
});
