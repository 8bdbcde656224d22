/** Reads bar codes where the browser cannot: Firefox, Safari, most desks. Fetched when it is needed,
 * from our own server and no other. */
import { prepareZXingModule, readBarcodes, type ReaderOptions } from 'zxing-wasm/reader';
import program from 'zxing-wasm/reader/zxing_reader.wasm?url';

import type { Reader } from './reading';

/** What labels, goods and cartons bear. */
export const OPTIONS: ReaderOptions = {
  formats: ['Code128', 'EAN13', 'EAN8', 'UPCA', 'UPCE', 'QRCode', 'Code39', 'ITF', 'DataMatrix'],
  maxNumberOfSymbols: 8,
};
/** Pixels across and down at most: more makes it slow, and reads no better. */
const LARGEST = 1_280;

export async function openLibrary(): Promise<Reader> {
  await prepareZXingModule({ overrides: { locateFile: () => program }, fireImmediately: true });
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (!pen) throw new Error('no canvas');
  return async (video) => {
    const { videoWidth, videoHeight } = video;
    const scale = Math.min(1, LARGEST / Math.max(videoWidth, videoHeight));
    const width = Math.round(videoWidth * scale);
    const height = Math.round(videoHeight * scale);
    if (!width || !height) return [];
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    pen.drawImage(video, 0, 0, width, height);
    const read = await readBarcodes(pen.getImageData(0, 0, width, height), OPTIONS);
    return read.map(({ text, position: { topLeft, bottomRight } }) => ({
      text,
      x: (topLeft.x + bottomRight.x) / 2 / width,
      y: (topLeft.y + bottomRight.y) / 2 / height,
    }));
  };
}
