import { expect, test } from 'vitest';

import { movementOf, type Definition } from './life';

const option = (value: string, label: string) => ({ value, label });
const DEFINITION: Definition = {
  views: [
    { name: 'partner', columns: [{ name: 'way', options: [option('in', '不是这个')] }] },
    {
      name: 'entry',
      columns: [
        { name: 'way', options: [option('in', '入库'), option('out', '出库')] },
        { name: 'kind', options: [option('post', '过账'), option('mirror', '红冲')] },
        { name: 'partner', options: [] },
      ],
    },
  ],
};
const document = { id: 'd1', form: 'sales_delivery', number: 'XSCK1' };

test('a movement says what it was, with whom and where; what was taken back says so', () => {
  const partner = { id: 'p1', name: '恒通五金' };
  const warehouse = { id: 'w1', name: '主仓' };
  const out = { day: '2026-11-28', way: 'out', kind: 'post', document, partner, warehouse };

  expect(movementOf(out, DEFINITION)).toEqual({
    day: '2026-11-28',
    way: '出库',
    document,
    about: '恒通五金 · 主仓',
    quantity: '',
  });
  const back = { ...out, way: 'in', kind: 'mirror', partner: null, quantity: '-3' };
  expect(movementOf(back, DEFINITION)).toMatchObject({
    way: '入库 · 红冲',
    about: '主仓',
    quantity: '-3',
  });
});
