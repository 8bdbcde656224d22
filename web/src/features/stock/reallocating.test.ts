import { describe, expect, it } from 'vitest';

import { addsUp, holdsOf, leftOf, placeOf } from './reallocating';
import type { Promised } from './stock';

function promise(line: string, reserved: string, waiting: string, place = 'w1'): Promised {
  return {
    id: line,
    line,
    form: 'sales_order',
    record: line,
    number: line,
    date: null,
    partner: null,
    warehouse: { id: place },
    wanted: '10',
    reserved,
    waiting,
    needed_on: null,
    priority: '',
  };
}

const rows = [promise('a', '8', '0'), promise('b', '2', '4')];

describe('reallocating', () => {
  it('counts what is still to be given', () => {
    expect(leftOf(rows, { a: '4' }, '0')).toBe('4');
    expect(leftOf(rows, { a: '4', b: '6' }, '0')).toBe('0');
    expect(leftOf(rows, { b: '2.5' }, '0')).toBe('-0.5');
    expect(leftOf(rows, { b: '3' }, '-1')).toBe('-1');
  });

  it('adds up when nothing is left while somebody waits, and nobody has too much', () => {
    expect(addsUp(rows, { a: '4' }, '0')).toBe(false);
    expect(addsUp(rows, { a: '4', b: '6' }, '0')).toBe(true);
    expect(addsUp(rows, { b: '6' }, '0')).toBe(false);
    expect(addsUp(rows, { b: '6' }, '9')).toBe(true);
  });

  it('sends what has changed, with what it held before', () => {
    expect(holdsOf(rows, { a: '4.0', b: '2' })).toEqual([{ line: 'a', quantity: '4', was: '8' }]);
  });

  it('gives goods out in one warehouse', () => {
    expect(placeOf(rows, '')).toBe('w1');
    expect(placeOf([...rows, promise('c', '1', '0', 'w2')], '')).toBe(null);
    expect(placeOf([...rows, promise('c', '1', '0', 'w2')], 'w2')).toBe('w2');
  });
});
