import { expect, test } from 'vitest';

import { Decimal } from '@/lib/decimal';
import { doubtOf, isBarcode, Pace } from './mistaken';

test('a bar code is no quantity', () => {
  // EAN-8, UPC-A, EAN-13, GTIN-14, and what is too much whatever it is
  const codes = ['12345670', '036000291452', '6901000111007', '16901000111004', '999999999999'];
  expect(codes.map(isBarcode)).toEqual(codes.map(() => true));
  const quantities = ['', '5', '1200', '12345678', '12345670.0', '1234567', '0.5'];
  expect(quantities.map(isBarcode)).toEqual(quantities.map(() => false));
});

const calm = { isCode: () => false, isFast: () => false, most: null };

test('a figure that is a known code, or far over what is there, is asked about', () => {
  const known = { ...calm, isCode: (text: string) => ['1001', '7'].includes(text) };
  expect(['1001', '7', '1002'].map((text) => doubtOf(text, known))).toEqual(['code', null, null]);
  const most = new Decimal(3000);
  const much = ['20001234', '30001', '30000', '-5', ''].map((text) =>
    doubtOf(text, { ...calm, most }),
  );
  expect(much).toEqual(['much', 'much', null, null, null]);
  // where the books are not told
  expect(['20001234', '99999'].map((text) => doubtOf(text, calm))).toEqual(['much', null]);
});

function written(text: string, each: number, before = ''): boolean {
  const pace = new Pace();
  let at = 1000;
  pace.type(before, at);
  at += 2000;
  [...text].forEach((_, index) => {
    pace.type(before + text.slice(0, index + 1), at);
    at += each;
  });
  return pace.isFast(before + text, at);
}

test('what comes at the speed of a scanner is asked about, also behind what stood there', () => {
  expect([written('20001234', 8), written('6901', 15), written('2000', 8, '18')]).toEqual([
    true,
    true,
    true,
  ]);
  expect([written('1200', 110), written('180', 8), written('', 8, '1234')]).toEqual([
    false,
    false,
    false,
  ]);
});

test('a whole code that a device puts in at once is asked about', () => {
  const pace = new Pace();
  pace.type('20001234', 5000);
  expect([pace.isFast('20001234', 5040), pace.isFast('20001234', 7000)]).toEqual([true, false]);
});
