import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { beforeEach, expect, test } from 'vitest';

import { sessionQuery, type Session } from '@/lib/session';
import { answers, begin, json, session } from '@/testing/recordPage';
import { Entry, type Said } from './Entry';
import type { SheetLine } from './queue';

const of = (code: string, name: string, more: Partial<SheetLine> = {}): SheetLine => ({
  ...{ id: `l-${code}`, product: `p-${code}`, code, name, specification: '', unit: '个' },
  ...{ digits: 0, batched: false, serialized: false, batch: '', round: 1 },
  ...{ unexpected: false, tallied: false, barcodes: [] },
  ...more,
});
const LINES = [
  of('TEL', '手机', { serialized: true, barcodes: [{ code: '6901', factor: '1' }] }),
  of('SCR', '螺丝', { location_code: 'D-01', barcodes: [{ code: '6902', factor: '1' }] }),
  of('MILK', '牛奶', { batched: true, batch: 'M1', location_code: 'D-01' }),
];
const PLACES = [
  { code: 'D-01', barcode: 'LOCD1', state: 'good' },
  { code: 'D-04', barcode: 'LOCD4', state: 'good' },
  { code: 'D', barcode: '', state: 'outer' },
];
const as = (more: object) => ({ ...session, ...more }) as Session;
const NOTHING = { goods: [], location: '', place: null, warehouse: null, state: '' };
const card = (code: string, more = {}) => ({
  ...{ product: `p-${code}`, code, name: code, specification: '', unit: '个', digits: 0 },
  ...{ batched: false, serialized: false, shelf_life: null, barcodes: [], alike: [] },
  ...{ factor: '1', serial: '', batch: '', part: null, lying: [], ...more },
});
let means: Record<string, object> | null;

beforeEach(() => {
  begin();
  means = {};
  answers.push(({ path }) => {
    const asked = new URL(path, 'http://x');
    if (asked.pathname.endsWith('/places')) {
      return json({ warehouse: 'w1', places: PLACES, all: true });
    }
    if (!asked.pathname.endsWith('/meaning')) return undefined;
    if (!means) return Promise.reject(new TypeError('offline'));
    return json({ ...NOTHING, ...means[asked.searchParams.get('code') ?? ''] });
  });
});

function Counting({ onSay }: { onSay(said: Said): void }) {
  const [place, setPlace] = useState('');
  const [chosen, setChosen] = useState<SheetLine | null>(null);
  const more = { place, onPlace: setPlace, chosen, onChosen: setChosen, onSay };
  return <Entry lines={LINES} queue={[]} warehouse="w1" {...more} />;
}

function open() {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const permissions = { location: ['view'], product: ['view'] };
  client.setQueryData(sessionQuery.queryKey, as({ permissions }));
  const said: Said[] = [];
  render(
    <QueryClientProvider client={client}>
      <Counting onSay={(one) => said.push(one)} />
    </QueryClientProvider>,
  );
  const user = userEvent.setup({ delay: null });
  const box = () => screen.getByPlaceholderText(/^扫(条码|序列号)/);
  const scan = async (...codes: string[]) => {
    for (const code of codes) {
      await user.click(box());
      await user.keyboard(`${code}{Enter}`);
    }
  };
  const pieces = () => said.map((one) => one.serial);
  const place = () => screen.getByPlaceholderText<HTMLInputElement>('先扫库位').value;
  const knows = () =>
    waitFor(() => {
      expect(client.isFetching() + Number(!client.getQueryData(['handling', 'places', 'w1']))).toBe(
        0,
      );
    });
  return { user, said, scan, pieces, place, knows };
}

test('among pieces the codes that the sheet or the places know keep their meaning', async () => {
  const { scan, pieces, place } = open();
  await scan('6901', 'PS1');
  await waitFor(() => {
    expect(pieces()).toEqual(['PS1']);
  });

  await scan('locd4');
  expect(place()).toBe('D-04');
  await scan('D-01', '6901');
  expect(place()).toBe('D-01');
  expect(screen.getByText(/这是 TEL 手机 的条码或编码/)).toBeTruthy();
  await scan('6902');
  expect(screen.getByRole('textbox', { name: '数量' })).toBeTruthy();

  expect(pieces()).toEqual(['PS1']);
});

test('what the sheet takes for other goods may be a piece, if somebody says so', async () => {
  const { user, scan, said } = open();
  await scan('6901', 'M1');
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: '批号' }).value).toBe('M1');
  await user.click(screen.getByRole('button', { name: '是 TEL 手机 的序列号' }));

  expect(said).toMatchObject([{ serial: 'M1', product: 'p-TEL', sure: true }]);
});

test('what only the server knows as goods or as a place is none either', async () => {
  means = {
    '6903': { goods: [card('NUT', { barcodes: [{ code: '6903', unit: '个', factor: '1' }] })] },
    X9: { location: 'X-9', place: 'k9', warehouse: 'w2', state: 'good' },
    PS2: { goods: [card('OTHER', { serial: 'PS2' })] },
  };
  const { scan, pieces } = open();
  await scan('6901', 'X9');
  expect(await screen.findByText(/库位 X-9 在别的仓库/)).toBeTruthy();
  await scan('PS2');
  await waitFor(() => {
    expect(pieces()).toEqual(['PS2']); // other goods have a piece of this number
  });
  await scan('6903');
  expect(await screen.findByText(/“6903”是 NUT NUT 的编码或条码/)).toBeTruthy();
  expect(screen.getByRole('textbox', { name: '数量' })).toBeTruthy();
  expect(pieces()).toEqual(['PS2']);
});

test('a figure among pieces is asked about, a range is written out', async () => {
  const { user, scan, pieces } = open();
  await scan('6901', '10');
  expect(await screen.findByText(/“10”像是数量/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: '不是序列号' }));
  await scan('PS1-PS3');
  expect(pieces()).toEqual(['PS1', 'PS2', 'PS3']);
});

test('without an answer a number is kept, and judged when it is sent', async () => {
  means = null;
  const { scan, said } = open();
  await scan('6901', '69034');
  await waitFor(() => {
    expect(said).toMatchObject([{ serial: '69034', sure: false }]);
  });
});

test('the place is taken with Enter, by its code or bar code; what is none is refused', async () => {
  const { user, place, knows } = open();
  await knows();
  const box = screen.getByPlaceholderText('先扫库位');
  await user.type(box, 'LOCD4{Enter}');
  await waitFor(() => {
    expect(place()).toBe('D-04');
  });
  expect(document.activeElement).not.toBe(box);
  await user.clear(box);
  await user.type(box, 'D{Enter}');
  expect(await screen.findByText(/库位 D 里面还有库位/)).toBeTruthy();
  await user.type(box, 'NIX{Enter}');
  expect(await screen.findByText('没有库位“NIX”')).toBeTruthy();
  expect(place()).toBe('');
});

test('a batch label says goods and batch, also of goods that the sheet does not have', async () => {
  means = { N7: { goods: [card('NEW', { batched: true, batch: 'N7' })] } };
  const { user, scan, said } = open();
  await scan('m1');
  await user.type(screen.getByRole('textbox', { name: '数量' }), '3{Enter}');
  await scan('N7');
  await user.type(await screen.findByRole('textbox', { name: '数量' }), '2{Enter}');

  expect(said.map(({ product, batch, quantity }) => [product, batch, quantity])).toEqual([
    ['p-MILK', 'M1', '3'],
    ['p-NEW', 'N7', '2'],
  ]);
});
