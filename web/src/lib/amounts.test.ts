import { describe, expect, test } from 'vitest';

import { documentAmounts, spread, typedAmount, type PricedLine } from './amounts';
import { decimal, showNumber } from './decimal';

function line(quantity: string, price: string, taxRate = '13', discount = '0'): PricedLine {
  return { quantity, price, taxRate, discount };
}

const net = { taxIncluded: false, discount: '0', digits: 2 };
const gross = { taxIncluded: true, discount: '0', digits: 2 };

describe('a line', () => {
  test('is quantity times price, half a cent rounded up', () => {
    expect(typedAmount(line('3', '0.335'), 2)?.toFixed()).toBe('1.01');
    expect(typedAmount(line('1', '1.005'), 2)?.toFixed()).toBe('1.01');
  });

  test('takes its own percent off before rounding', () => {
    expect(typedAmount(line('7', '9.99', '13', '12.5'), 2)?.toFixed()).toBe('61.19');
  });

  test('has no amount while quantity or price is missing or half typed', () => {
    expect(typedAmount(line('', '9.99'), 2)).toBeNull();
    expect(typedAmount(line('-', '9.99'), 2)).toBeNull();
    expect(typedAmount(line('1.', '9.99'), 2)?.toFixed()).toBe('9.99');
  });

  test('understands what Excel and Chinese keyboards give', () => {
    expect(decimal('１，２００．５')?.toFixed()).toBe('1200.5');
    expect(decimal('1e30')).toBeNull();
    expect(decimal('NaN')).toBeNull();
  });
});

describe('tax', () => {
  test('on top: tax is rounded from the net amount', () => {
    const { lines } = documentAmounts([line('1', '100.05')], net);
    expect(lines[0]).toEqual({ amount: '100.05', tax: '13.01', total: '113.06' });
  });

  test('included: net is rounded, tax is what is left', () => {
    const { lines } = documentAmounts([line('1', '100')], gross);
    expect(lines[0]).toEqual({ amount: '88.5', tax: '11.5', total: '100' });
  });

  test('without a rate there is none', () => {
    const answer = documentAmounts([line('2', '5', '')], gross);
    expect(answer).toMatchObject({ amount: '10.00', tax: '0.00', total: '10.00' });
  });
});

describe('a document', () => {
  test('is the sum of its rounded lines', () => {
    const answer = documentAmounts([line('1', '0.05'), line('1', '0.05'), line('1', '0.05')], net);
    expect(answer).toMatchObject({ amount: '0.15', tax: '0.03', total: '0.18' });
  });

  test('a header discount reaches every cent, largest remainder first, later lines on a tie', () => {
    expect(spread(100n, [1000n, 1000n, 1000n])).toEqual([33n, 33n, 34n]);
    expect(spread(1000n, [1n, 2n, 4n])).toEqual([143n, 286n, 571n]);
    expect(spread(0n, [1n, 2n])).toEqual([0n, 0n]);
  });

  test('a line of less than nothing carries no discount', () => {
    expect(spread(300n, [1000n, -400n, 2000n])).toEqual([100n, 0n, 200n]);
  });

  test('a header discount comes off before tax is split', () => {
    const answer = documentAmounts([line('1', '100'), line('1', '50')], {
      ...gross,
      discount: '15',
    });
    expect(answer.lines.map((each) => each?.total)).toEqual(['90', '45']);
    expect(answer).toMatchObject({ total: '135.00', amount: '119.47', tax: '15.53' });
  });

  test('a typed total counts instead of quantity × price', () => {
    const lines = [{ ...line('3', '3.33', ''), whole: '10' }, line('1', '5', '')];
    const answer = documentAmounts(lines, net);
    expect(answer.lines.map((each) => each?.amount)).toEqual(['10', '5']);
    expect(answer.amount).toBe('15.00');
  });

  test('works in a currency without cents', () => {
    const yen = documentAmounts([line('3', '33.5', '10')], { ...net, digits: 0 });
    expect(yen).toMatchObject({ amount: '101', tax: '10', total: '111' });
  });

  test('1,000 lines are reckoned within a keystroke once they are known', () => {
    const lines = Array.from({ length: 1000 }, (_, index) => line(String(index + 1), '12.345'));
    documentAmounts(lines, gross);
    const discounted = { ...gross, discount: '123.45' };
    const times = Array.from({ length: 7 }, (_, round) => {
      lines[500] = line(String(round), '1');
      const began = performance.now();
      documentAmounts(lines, discounted);
      return performance.now() - began;
    });
    // The quickest: other work on the machine is not what is measured.
    expect(Math.min(...times)).toBeLessThan(16);
  });
});

test('figures are shown with separators and without losing digits', () => {
  expect(showNumber('1234567.5', 2)).toBe('1,234,567.50');
  expect(showNumber('-1234.123456', 2)).toBe('-1,234.123456');
  expect(showNumber('')).toBe('');
});
