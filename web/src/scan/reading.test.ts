import { readFileSync } from 'node:fs';

import { toBuffer } from 'bwip-js/node';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { beforeAll, expect, test, vi } from 'vitest';

import { OPTIONS } from './library';
import { nearest, openReader, Sightings } from './reading';

const PROGRAM = 'node_modules/zxing-wasm/dist/reader/zxing_reader.wasm';

beforeAll(() => {
  const wasmBinary = new Uint8Array(readFileSync(PROGRAM)).buffer;
  prepareZXingModule({ overrides: { wasmBinary } });
});

async function read(bcid: string, text: string): Promise<string[]> {
  const drawn = await toBuffer({ bcid, text, scale: 2, padding: 10, backgroundcolor: 'FFFFFF' });
  return (await readBarcodes(new Uint8Array(drawn), OPTIONS)).map((one) => one.text);
}

test('what our labels bear is read', async () => {
  expect(await read('code128', 'CK01-A-01')).toEqual(['CK01-A-01']);
  expect(await read('ean13', '6901234567892')).toEqual(['6901234567892']);
  expect(await read('qrcode', 'SN-2026/007')).toEqual(['SN-2026/007']);
  expect(await read('itf14', '16901234567899')).toEqual(['16901234567899']);
});

test('a code counts in its second picture, and again only after it was out of sight', () => {
  const seen = new Sightings();
  const at = [0, 100, 200, 1_300, 2_400].map((now) => seen.counts('6901', now));
  expect(at).toEqual([false, true, false, false, false]);
  expect([3_700, 3_800].map((now) => seen.counts('6901', now))).toEqual([false, true]);
});

test('what is read once, wrongly, counts nothing and interrupts nothing', () => {
  const seen = new Sightings();
  const pictures = ['6901', '6901', '69', '6901', '6901', '6902', '6902'];
  expect(pictures.filter((text, index) => seen.counts(text, index * 100))).toEqual([
    '6901',
    '6902',
  ]);
});

test('of several codes the one in the middle is meant', () => {
  const spot = (text: string, x: number, y: number) => ({ text, x, y });
  expect(nearest([spot('edge', 0.1, 0.5), spot('middle', 0.6, 0.4), spot('', 0.5, 0.5)])).toBe(
    'middle',
  );
  expect(nearest([])).toBeNull();
});

test('a browser that reads what labels bear reads itself', async () => {
  const box = { x: 100, y: 20, width: 40, height: 20 };
  const detect = () => Promise.resolve([{ rawValue: 'K1', boundingBox: box }]);
  const formats = ['code_128', 'ean_13', 'qr_code', 'itf'];
  class Known {
    static readonly getSupportedFormats = () => Promise.resolve(formats);
    readonly detect = detect;
  }
  vi.stubGlobal('BarcodeDetector', Known);
  const reader = await openReader();
  const video = { videoWidth: 240, videoHeight: 60 } as HTMLVideoElement;
  expect(await reader(video)).toEqual([{ text: 'K1', x: 0.5, y: 0.5 }]);
});
