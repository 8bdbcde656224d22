import { act, createEvent, fireEvent } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { cell, lookup, open, rules, scan, stall, values } from './bench';
import { loadRows, newRow } from './rows';
import { ScanReader } from './scanner';

const pencil = { product: { id: 'p1', code: 'A-01', name: '铅笔' }, unit_price: '2.5' };
const pen = { product: { id: 'p2', code: 'A-02', name: '钢笔' }, unit_price: '30' };

describe('the rhythm of the keys', () => {
  function read(keys: readonly string[], gap: number) {
    const reader = new ScanReader();
    return keys.map((key, index) => reader.key(key, 1000 + index * gap)).at(-1);
  }

  test('four keys and Enter within moments are a scan', () => {
    expect(read(['6', '9', '0', '1', 'Enter'], 34)).toEqual({ kind: 'scan', code: '6901' });
  });

  test('the same keys a little slower, or fewer of them, are typed', () => {
    expect(read(['6', '9', '0', '1', 'Enter'], 35)).toMatchObject({ kind: 'key' });
    expect(read(['6', '9', '0', 'Enter'], 5)).toMatchObject({ kind: 'key' });
  });

  /** Each key so many milliseconds after the one before. */
  function paced(code: string, gaps: readonly number[], end = 'Enter') {
    const reader = new ScanReader();
    let at = 1000;
    return [...code, end]
      .map((key, index) => reader.key(key, (at += gaps[index % gaps.length] ?? 0)))
      .at(-1);
  }

  test.each([
    ['690123456789', [40], 'Enter'],
    ['690123456789', [80], 'Enter'],
    ['690123456789', [5, 5, 70, 5, 5, 110], 'Enter'],
    ['HW-000123', [60, 45], 'Enter'],
    ['690123456789', [60], 'Tab'],
    ['6901', [3], 'Tab'],
  ])('slow radio scanners are read by the whole code: %s, gaps of %j ms', (code, gaps, end) => {
    expect(paced(code, gaps, end)).toEqual({ kind: 'scan', code });
  });

  test.each([
    ['690123', [81]],
    ['pencil', [60]],
    ['690123', [40, 40, 200]],
    ['12345', [40]],
    ['000000', [33, 40]],
    ['pens12', [60]],
  ])('what a person may type is typed: %s, gaps of %j ms', (code, gaps) => {
    expect(paced(code, gaps)).toMatchObject({ kind: 'key' });
  });

  test('capitals come with Shift and are part of the code', () => {
    expect(read(['Shift', 'A', 'Shift', 'B', '-', '1', 'Enter'], 3)).toEqual({
      kind: 'scan',
      code: 'AB-1',
    });
  });
});

describe('a scanner at the grid', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const settle = () => act(() => vi.advanceTimersByTimeAsync(200));
  const enter = (row: number, name: string) => {
    act(() => {
      cell(row, name).focus();
    });
  };

  test('one code after the other makes one line after the other, the same code counts up', async () => {
    open();
    enter(0, 'product');
    act(() => {
      scan('6901');
      scan('6902');
      scan('6901');
    });
    await settle();
    expect(values()).toEqual([
      { ...pencil, quantity: '2' },
      { ...pen, quantity: '1' },
    ]);
    expect(document.activeElement).toBe(cell(2, 'product'));
  });

  test('into whichever cell: what stood there stands there again', async () => {
    open(loadRows([newRow({ ...pencil, quantity: '12', remark: '急' })], rules));
    for (const name of ['quantity', 'unit_price', 'remark', 'unit']) {
      enter(0, name);
      act(() => {
        scan('6902');
      });
      await settle();
    }
    expect(values()).toEqual([
      { ...pencil, quantity: '12', remark: '急' },
      { ...pen, quantity: '4' },
    ]);
    expect(cell(0, 'unit').value).toBe('');
  });

  test('a line that was changed otherwise is left alone', async () => {
    open(loadRows([newRow({ ...pencil, quantity: '1', unit_price: '2' })], rules));
    enter(0, 'quantity');
    act(() => {
      scan('6901');
    });
    await settle();
    expect(values()).toEqual([
      { ...pencil, quantity: '1', unit_price: '2' },
      { ...pencil, quantity: '1' },
    ]);
  });

  test('twenty scans a second over a stalled network: not one is lost', async () => {
    open();
    const go = stall();
    enter(0, 'product');
    for (let time = 0; time < 40; time += 1) {
      act(() => {
        scan(['6901', '6902', '6903', '6904'][time % 4] ?? '');
      });
      act(() => {
        vi.advanceTimersByTime(40);
      });
    }
    expect(values()).toHaveLength(40);
    go();
    await settle();
    expect(values().map((line) => line['quantity'])).toEqual(['10', '10', '10', '10']);
  });

  test('a hundred scans while the network thinks are asked for in two questions', async () => {
    open();
    enter(0, 'product');
    const asked = vi.spyOn(lookup, 'resolve');
    const go = stall();
    for (let count = 0; count < 100; count += 1) {
      act(() => {
        scan(count % 2 ? '6902' : '6901');
      });
    }
    go();
    await settle();

    expect(asked.mock.calls.map(([codes]) => codes.length)).toEqual([1, 99]);
    expect(values().map((each) => each['quantity'])).toEqual(['50', '50']);
  });

  test('a code that nothing has stays as a line of its own, marked', async () => {
    open();
    enter(0, 'product');
    act(() => {
      scan('6999');
      scan('6902');
    });
    await settle();
    expect(values()).toEqual([
      { product: { typed: '6999' }, quantity: '1' },
      { ...pen, quantity: '1' },
    ]);
  });

  test('a slow scanner adds a line, and what its keys had put into the cell is taken back', async () => {
    open(loadRows([newRow({ ...pencil, quantity: '12' })], rules));
    enter(0, 'quantity');
    const target = cell(0, 'quantity');
    let at = 5_000;
    for (const key of [...'690206', 'Enter']) {
      at += 60;
      await act(() => vi.advanceTimersByTimeAsync(60));
      act(() => {
        const event = createEvent.keyDown(target, { key });
        Object.defineProperty(event, 'timeStamp', { value: at });
        if (fireEvent(target, event) && key.length === 1) {
          target.setRangeText(key, target.value.length, target.value.length, 'end');
          fireEvent.input(target);
        }
      });
    }
    await settle();
    expect(values()).toEqual([
      { ...pencil, quantity: '12' },
      { product: { typed: '690206' }, quantity: '1' },
    ]);
  });

  test('three quick keys of a person are typed all the same', async () => {
    open(loadRows([newRow({ remark: '' })], rules));
    enter(0, 'remark');
    const target = cell(0, 'remark');
    act(() => {
      for (const key of 'abc') {
        if (fireEvent.keyDown(target, { key })) {
          target.setRangeText(key, target.value.length, target.value.length, 'end');
          fireEvent.input(target);
        }
      }
    });
    await settle();
    expect(cell(0, 'remark').value).toBe('abc');
  });

  test("quick keys on a tick are nobody's text", async () => {
    const failed = vi.fn();
    window.addEventListener('error', failed);
    open(loadRows([newRow({ remark: '' })], rules));
    enter(0, 'gift');
    act(() => {
      for (const key of 'abcd') fireEvent.keyDown(cell(0, 'gift'), { key });
    });
    await settle();
    window.removeEventListener('error', failed);
    expect(failed).not.toHaveBeenCalled();
    expect(values()).toEqual([]);
  });

  test('one step of undo for one scan', async () => {
    open();
    enter(0, 'product');
    act(() => {
      scan('6901');
      scan('6902');
    });
    await settle();
    act(() => {
      fireEvent.keyDown(cell(2, 'product'), { key: 'z', ctrlKey: true });
    });
    await settle();
    expect(values()).toEqual([{ ...pencil, quantity: '1' }]);
  });
});
