import { expect, test } from 'vitest';

import { isBarcode } from './mistaken';

test('a bar code is no quantity', () => {
  // EAN-8, UPC-A, EAN-13, GTIN-14, and what is too much whatever it is
  const codes = ['12345670', '036000291452', '6901000111007', '16901000111004', '999999999999'];
  expect(codes.map(isBarcode)).toEqual(codes.map(() => true));
  const quantities = ['', '5', '1200', '12345678', '12345670.0', '1234567', '0.5'];
  expect(quantities.map(isBarcode)).toEqual(quantities.map(() => false));
});
