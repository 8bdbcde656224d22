import { expect, test } from 'vitest';

import {
  bodyOf,
  dropped,
  leftOf,
  moved,
  put,
  strayed,
  without,
  type Item,
  type Sheet,
  type SheetLine,
} from './basket';
import { batchesLeft, firstGood, wrongWith } from './batches';
import { find } from './finding';
import { lineOf, transferOf, NOWHERE } from './transfer';

const line = (source: string, more: Partial<SheetLine> = {}): SheetLine => ({
  source,
  product: 'p1',
  code: 'LS8',
  name: '六角螺栓',
  specification: 'M8×40',
  unit: '个',
  digits: 0,
  batched: false,
  serialized: false,
  shelf_life: null,
  barcodes: [
    { code: '6901', unit: '个', factor: '1' },
    { code: '6902', unit: '箱', factor: '12' },
  ],
  ordered: '24',
  open: '24',
  most: '24',
  batch: '',
  serials: [],
  warehouse: '主仓',
  warehouse_id: 'w1',
  located: false,
  remark: '',
  lying: [],
  put: '',
  ...more,
});

const spot = (batch: string, quantity: string, more = {}) => ({
  batch,
  expires_on: null,
  good: true,
  location: 'A-1',
  barcode: 'K1',
  quantity,
  ...more,
});

const item = (source: string, quantity: string, more: Partial<Item> = {}): Item => ({
  id: `${source} ${quantity}`,
  source,
  quantity,
  batch: '',
  expires_on: null,
  location: '',
  serials: [],
  ...more,
});

const told = (items: readonly Item[] | null) =>
  items?.map(({ source, quantity }) => `${source} ${quantity}`);

test('a bar code means goods in its unit, whatever its capitals; a location is told apart', () => {
  const lines = [line('l1', { lying: [spot('', '5')] }), line('l2', { product: 'p2', code: 'X' })];
  expect(find(lines, '6902')).toMatchObject({ kind: 'goods', factor: '12' });
  expect(find(lines, ' ls8 ')).toMatchObject({ kind: 'goods', factor: '1' });
  expect(find(lines, 'k1')).toEqual({ kind: 'location', code: 'A-1', warehouse: 'w1' });
  const lot = line('l3', { product: 'p3', code: 'JS', batched: true, lying: [spot('J26', '4')] });
  expect(find([...lines, lot], 'j26')).toMatchObject({ kind: 'goods', batch: 'J26', lines: [lot] });
  expect(find(lines, '777')).toEqual({ kind: 'unknown', code: '777' });
});

test('a piece on its way is found by its number, and counts once', () => {
  const lines = [line('l1', { serialized: true, serials: ['SN1'] }), line('l2')];
  const found = find(lines, 'sn1');
  expect(found).toMatchObject({ kind: 'goods', serial: 'SN1' });
  const first = put(lines, [], [], { quantity: '1', serial: 'SN1' });
  expect(first.items?.[0]?.serials).toEqual(['SN1']);
  const again = put(lines, first.items ?? [], [], { quantity: '1', serial: 'sn1' });
  expect(again).toMatchObject({ items: null, refused: 'twice' });
  expect(put(lines, [], first.items ?? [], { quantity: '1', serial: 'SN1' }).refused).toBe('twice');
});

test('what is scanned fills what is open line by line, then what may be at most', () => {
  const lines = [line('l1', { open: '10', most: '12' }), line('l2', { open: '5', most: '5' })];
  expect(told(put(lines, [], [], { quantity: '12' }).items)).toEqual(['l1 10', 'l2 2']);
  expect(told(put(lines, [], [], { quantity: '17' }).items)).toEqual(['l1 12', 'l2 5']);
});

test('too much is refused whole, and says how much may still be', () => {
  const lines = [line('l1', { open: '10', most: '12' })];
  const before = [item('l1', '9')];
  expect(put(lines, before, [], { quantity: '12' })).toEqual({
    items: null,
    refused: 'tooMany',
    left: '3',
  });
  expect(put(lines, before, [item('l1', '3')], { quantity: '1' })).toMatchObject({ left: '0' });
});

test('the same is counted up, another batch or place stands apart', () => {
  const lines = [line('l1', { located: true })];
  let items = put(lines, [], [], { quantity: '1', batch: 'B1' }).items ?? [];
  items = put(lines, items, [], { quantity: '2', batch: 'b1' }).items ?? [];
  items =
    put(lines, items, [], { quantity: '0.3', batch: 'B2', expires_on: '2030-01-01' }).items ?? [];
  items = put(lines, items, [], { quantity: '0.1', batch: 'B2', location: 'A-1' }).items ?? [];
  expect(told(items)).toEqual(['l1 3', 'l1 0.3', 'l1 0.1']);
  expect(bodyOf(items)).toEqual([
    { source: 'l1', base_quantity: '3', batch: 'B1' },
    { source: 'l1', base_quantity: '0.3', batch: 'B2', expires_on: '2030-01-01' },
    { source: 'l1', base_quantity: '0.1', batch: 'B2', location: { code: 'A-1' } },
  ]);
});

test('what arrives of a transfer is of the batch that was sent', () => {
  const lines = [line('l1', { batch: 'B1', open: '4', most: '4' })];
  expect(put(lines, [], [], { quantity: '1' }).items?.[0]?.batch).toBe('B1');
  expect(put(lines, [], [], { quantity: '1', batch: 'B9' }).refused).toBe('tooMany');
});

test('batches come in their order, less what was taken; what is not good is not proposed', () => {
  const lying = [
    spot('OLD', '4', { good: false }),
    spot('B1', '3'),
    spot('B2', '9'),
    spot('B1', '1', { location: 'Z' }),
  ];
  const left = (items: Item[]) => batchesLeft(lying, ['l1'], items);
  expect(left([]).map((one) => `${one.batch} ${one.left}`)).toEqual(['OLD 4', 'B1 4', 'B2 9']);
  expect(firstGood(left([]))).toBe('B1');
  expect(firstGood(left([item('l1', '4', { batch: 'B1' })]))).toBe('B2');
  const [old] = batchesLeft([spot('X', '1', { good: false, expires_on: '2026-11-27' })], [], []);
  expect(old && wrongWith(old, '2026-11-28')).toBe('phone.batchExpired');
  expect(old && wrongWith(old, '2026-11-27')).toBe('phone.batchHeld');
  expect(firstGood(left([item('other', '4', { batch: 'B1' })]))).toBe('B1');
});

test('what waits to be sent is open no more, and what was taken leaves the sheet', () => {
  const sheet = { lines: [line('l1'), line('l2')] } as unknown as Sheet;
  const items = [item('l1', '24'), item('l2', '4')];
  expect(leftOf(line('l2'), items).open.toFixed()).toBe('20');
  expect(without(sheet, items).lines.map((one) => `${one.source} ${one.open}`)).toEqual(['l2 20']);
});

test('one piece is taken back alone, the last one with its item', () => {
  const pieces = item('l1', '2', { serials: ['S1', 'S2'] });
  const [left] = dropped([pieces], pieces.id, 'S1');
  expect(left).toMatchObject({ quantity: '1', serials: ['S2'] });
  expect(dropped(left ? [left] : [], pieces.id, 'S2')).toEqual([]);
  expect(dropped([pieces, item('l2', '3')], pieces.id).map((one) => one.source)).toEqual(['l2']);
});

test('what is read off a new batch goes along, and of the next scan nothing is asked again', () => {
  const wish = { batch: 'B1', expires_on: null, produced_on: '2026-01-02', supplier_batch: 'H7' };
  const first = put([line('l1')], [], [], { quantity: '2', ...wish });
  const both = put([line('l1')], first.items ?? [], [], { quantity: '3', batch: 'B1' });
  expect(bodyOf(both.items ?? [])).toEqual([
    {
      source: 'l1',
      base_quantity: '5',
      batch: 'B1',
      produced_on: '2026-01-02',
      supplier_batch: 'H7',
    },
  ]);
});

test('of a transfer no more goes than lies there, as far as somebody may know', () => {
  const goods = line('x', { lying: [spot('', '3'), spot('', '4')] });
  expect(lineOf(goods, true, 'w1').most).toBe('7');
  expect(lineOf(goods, false, 'w1').most).toBe('1000000000');
  const many = { ...goods, lying: Array.from({ length: 20 }, () => spot('', '1')) };
  expect(lineOf(many, true, 'w1').most).toBe('1000000000');
  const way = { ...NOWHERE, warehouse: 'w1', into: 'w2' };
  expect(transferOf(way, [item('p1', '7', { serials: ['S1'] })], '2026-11-27')).toEqual({
    date: '2026-11-27',
    warehouse: 'w1',
    into: 'w2',
    in_steps: false,
    lines: [{ product: 'p1', quantity: '7', serials: ['S1'] }],
  });
});

test('where a transfer in one step is put goes along, in two steps it is said on arrival', () => {
  const way = { ...NOWHERE, warehouse: 'w1', into: 'w2' };
  const goods = lineOf(line('x'), false, 'w1');
  const items = put([goods], [], [], { quantity: '2', location: 'A-1', into: 'B-7' }).items ?? [];
  const sent = (in_steps: boolean) => transferOf({ ...way, in_steps }, items, '2026-11-27').lines;
  const from = { product: 'p1', quantity: '2', location: { code: 'A-1' } };
  expect(sent(false)).toEqual([{ ...from, into_location: { code: 'B-7' } }]);
  expect(sent(true)).toEqual([from]);
});

test('what comes is put where its line proposes, or where somebody stands', () => {
  const lines = [
    line('l1', { located: true, put: 'A-1', open: '5', most: '5' }),
    line('l2', { put: 'A-1' }),
  ];
  const at = (items: readonly Item[] | null) =>
    items?.map(({ source, quantity, location }) => `${source} ${quantity} ${location}`);
  expect(at(put(lines, [], [], { quantity: '6' }).items)).toEqual(['l1 5 A-1', 'l2 1 ']);
  expect(at(put(lines, [], [], { quantity: '5', location: 'B-7' }).items)).toEqual(['l1 5 B-7']);
});

test('something is put elsewhere afterwards, and counts up with what is there', () => {
  const before = [
    item('l1', '5', { location: 'A-1' }),
    item('l1', '2', { location: 'B-7' }),
    item('l1', '1', { location: 'A-1', batch: 'J26' }),
  ];
  const at = (items: readonly Item[]) =>
    items.map(({ quantity, location, batch }) => `${quantity} ${location} ${batch}`.trim());
  expect(at(moved(before, 'l1 5', 'C-3'))).toEqual(['5 C-3', '2 B-7', '1 A-1 J26']);
  expect(at(moved(before, 'l1 5', 'b-7'))).toEqual(['7 B-7', '1 A-1 J26']);
  expect(at(moved(before, 'l1 1', 'B-7'))).toEqual(['5 A-1', '2 B-7', '1 B-7 J26']);
  const pieces = ['S1', 'S2'].map((one, index) =>
    item('l2', '1', { id: one, location: `A-${String(index)}`, serials: [one] }),
  );
  expect(moved(pieces, 'S2', 'A-0')).toMatchObject([{ quantity: '2', serials: ['S1', 'S2'] }]);
});

test('what was scanned of a line that the document has no more is told by its name', () => {
  const { items } = put([line('l1'), line('l2', { product: 'p2' })], [], [], { quantity: '30' });
  expect(strayed([line('l2', { product: 'p2' })], items ?? [])).toMatchObject([
    { source: 'l1', quantity: '24', called: 'LS8 六角螺栓' },
  ]);
  expect(strayed([line('l1'), line('l2')], items ?? [])).toEqual([]);
});
