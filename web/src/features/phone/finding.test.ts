import { expect, test } from 'vitest';

import type { Meant, SheetLine } from './basket';
import { find } from './finding';
import { lineOf, optionsOf } from './transfer';

const bolts: SheetLine = {
  source: 'l1',
  product: 'p1',
  code: 'LS8',
  name: '六角螺栓',
  specification: '',
  unit: '个',
  digits: 0,
  batched: false,
  serialized: false,
  shelf_life: null,
  barcodes: [{ code: '6902', unit: '箱', factor: '12' }],
  alike: [],
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
};
const drills: SheetLine = {
  ...bolts,
  ...{ source: 'l2', product: 'p2', code: 'DZ1', name: '电钻', serialized: true },
  barcodes: [{ code: '7001', unit: '台', factor: '1' }],
  alike: ['6902', '7001', '8888'],
};
const told = (lines: SheetLine[], code: string) => {
  const found = find(lines, code);
  const some = found.kind === 'several' ? found.options : found.kind === 'goods' ? [found] : [];
  return some.map(({ lines: [first], serial }) => [first?.code, serial]);
};

test('the number of an expected piece is that piece, also where other goods are called so', () => {
  expect(told([drills], '8888')).toEqual([['DZ1', '8888']]);
  expect(told([bolts, drills], '8888')).toEqual([['DZ1', '8888']]);
  expect(told([drills], '7001')).toEqual([['DZ1', '7001']]); // its own bar code
  expect(told([drills], 'dz1')).toEqual([['DZ1', '']]);
});

test('a code that is both of goods and of a piece that are expected is asked about', () => {
  expect(told([bolts, drills], '6902')).toEqual([
    ['LS8', ''],
    ['DZ1', '6902'],
  ]);
  expect(told([bolts], '6902')).toEqual([['LS8', '']]);
  const kept: SheetLine = { ...drills };
  delete kept.alike;
  expect(told([bolts, kept], '6902')).toEqual([['LS8', '']]); // a sheet kept from earlier
});

test('a piece is taken from the line from where it may leave', () => {
  const elsewhere = { ...drills, source: 'l3', warehouse_id: 'w2', alike: [] };
  const found = find([elsewhere, drills], '8888');
  expect(found.kind === 'goods' && found.lines.map(({ source }) => source)).toEqual(['l2']);
});

const meant = (of: SheetLine, serial = '', alike: string[] = []): Meant => {
  const { product, code, name, specification, unit, digits, batched, serialized } = of;
  const card = { product, code, name, specification, unit, digits, batched, serialized };
  const more = { shelf_life: null, barcodes: of.barcodes, lying: [], batch: '' };
  return { ...card, ...more, alike, serial, factor: serial ? '1' : '12', part: serial || null };
};
const options = (goods: Meant[], code = '6902') =>
  optionsOf(code, goods, (one) => lineOf(one, true, 'w1')).map(({ lines: [first], ...one }) => [
    first?.code,
    one.serial,
    one.unit,
  ]);

test('what is moved may be goods, or a piece that lies here and is numbered so', () => {
  const here = meant(drills, '6902', ['6902']);
  expect(options([meant(bolts), here])).toEqual([
    ['LS8', '', '箱'],
    ['DZ1', '6902', ''],
  ]);
  expect(options([meant(bolts), meant(drills, '6902')])).toEqual([['LS8', '', '箱']]);
  expect(options([meant(drills), meant(drills, '7001', ['7001'])], '7001')).toEqual([
    ['DZ1', '7001', '台'],
  ]);
  expect(options([meant(drills, 'SN1')], 'SN1')).toEqual([['DZ1', 'SN1', '']]);
});
