import { fireEvent, render, screen } from '@testing-library/react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { describe, expect, test } from 'vitest';

import { field } from '@/testing/forms';
import { isKind, kinds, readForm } from './form';
import { kindViews, showValue } from './kinds';
import { purchaseOrder } from '@/testing/forms';

const setting = { digits: 2, zone: 'Asia/Shanghai' };

describe.each(kinds)('the kind %s', (kind) => {
  test('has an input that can be reached by its label', () => {
    const one = field('x', '标签', kind, { to: 'partner', options: [{ value: 'a', label: '甲' }] });
    const { Input } = kindViews[kind];
    const noop = () => undefined;
    render(
      <QueryClientProvider client={new QueryClient()}>
        <label htmlFor="x">标签</label>
        <Input
          id="x"
          field={one}
          value={null}
          setting={setting}
          invalid={false}
          describedBy={undefined}
          onChange={noop}
        />
      </QueryClientProvider>,
    );
    expect(screen.getAllByLabelText('标签').length).toBeGreaterThan(0);
  });
});

test('an amount stands in its field as it is read, and is typed plainly', () => {
  const { Input } = kindViews.money;
  const one = field('x', '标签', 'money');
  const rest = { id: 'x', invalid: false, describedBy: undefined, onChange: () => undefined };
  render(<Input {...rest} field={one} value="1234.5" setting={setting} />);
  const input = screen.getByRole<HTMLInputElement>('textbox');
  expect(input.value).toBe('1,234.50');
  fireEvent.focus(input);
  expect(input.value).toBe('1234.5');
});

test('values are shown as people read them', () => {
  const show = (kind: (typeof kinds)[number], value: unknown) =>
    showValue(value, field('x', 'x', kind, { options: [{ value: 'a', label: '甲' }] }), setting);
  expect(show('money', '1234.5')).toBe('1,234.50');
  expect(show('price', '0.123456')).toBe('0.123456');
  expect(show('quantity', '12000')).toBe('12,000');
  expect(show('percent', '13')).toBe('13%');
  expect(show('percent', null)).toBe('');
  expect(show('choice', 'a')).toBe('甲');
  expect(show('reference', { id: '1', code: 'A-01', name: '铅笔' })).toBe('A-01 铅笔');
  expect(show('datetime', '2026-01-15T01:30:00+00:00')).toBe('2026-01-15 09:30');
  expect(show('boolean', true)).toBe('✓');
});

test('a kind of a newer server is shown as text that nobody can change', () => {
  const [first] = purchaseOrder.fields;
  const newer = { ...first, name: 'place', kind: 'location', required: true };
  const form = readForm(JSON.parse(JSON.stringify({ ...purchaseOrder, fields: [newer] })));
  expect(isKind('location')).toBe(false);
  expect(form.fields[0]).toMatchObject({ kind: 'text', readonly: true, required: false });
});
