import { fireEvent, render, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';

import { CardList } from './CardList';

const rows = [{ id: 'a' }, { id: 'b' }];

test('cards are ticked one by one or all at once, and what is done with one opens none', () => {
  const onOpen = vi.fn();
  const onChange = vi.fn();
  const act = vi.fn();
  render(
    <CardList
      label="预警"
      rows={rows}
      rowKey={({ id }) => id}
      card={({ id }) => ({
        ...{ title: id, particulars: '', figure: '' },
        acts: <button onClick={act}>下推 {id}</button>,
      })}
      onOpen={onOpen}
      choice={{ chosen: new Set(['b']), onChange, allLabel: '全选', label: ({ id }) => `选 ${id}` }}
    />,
  );

  fireEvent.click(screen.getByRole('checkbox', { name: '选 a' }));
  fireEvent.click(screen.getByRole('checkbox', { name: '全选' }));
  fireEvent.click(screen.getByRole('button', { name: '下推 a' }));

  expect(onChange.mock.calls.map(([chosen]) => [...(chosen as Set<string>)])).toEqual([
    ['b', 'a'],
    ['a', 'b'],
  ]);
  expect(act).toHaveBeenCalledTimes(1);
  expect(onOpen).not.toHaveBeenCalled();
  fireEvent.click(screen.getByText('a'));
  expect(onOpen).toHaveBeenCalledWith({ id: 'a' });
});

test('a day is not broken between two lines of a card', () => {
  const particulars = '9001-260520 · 2026-06-16 · 义乌市很长很长很长很长很长的一家办公用品有限公司';
  const card = () => ({ title: 'a', particulars, figure: '' });
  render(
    <CardList wrap label="批次" rows={rows.slice(0, 1)} rowKey={({ id }) => id} card={card} />,
  );
  const whole = [...document.querySelectorAll('.card-part')].map(({ textContent }) => textContent);
  expect(whole).toEqual(['9001-260520 · ', '2026-06-16 · ']);
  expect(document.querySelector('.card-particulars')?.textContent).toBe(particulars);
});

test('what is folded is told when it is asked for, and the card opens nothing by that', () => {
  const onOpen = vi.fn();
  const card = () => ({ title: 'a', particulars: '主仓', more: '起订量 5', figure: '' });
  const one = rows.slice(0, 1);
  render(<CardList wrap label="补货" rows={one} rowKey={({ id }) => id} {...{ card, onOpen }} />);
  const told = () => document.querySelector('.card-particulars')?.textContent;
  expect(told()).toBe('主仓更多');

  fireEvent.click(screen.getByRole('button', { name: '更多', expanded: false }));

  expect(told()).toBe('主仓 · 起订量 5收起');
  expect(onOpen).not.toHaveBeenCalled();
});
