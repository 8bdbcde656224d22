import { render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { Camera } from './Camera';

/** A browser that reads codes itself: the library is not fetched. */
class Detector {
  static getSupportedFormats() {
    return Promise.resolve(['code_128', 'ean_13', 'qr_code']);
  }
  detect() {
    return Promise.resolve([]);
  }
}

beforeEach(() => {
  vi.stubGlobal('BarcodeDetector', Detector);
});

function withCamera(mediaDevices: object | undefined) {
  Object.defineProperty(navigator, 'mediaDevices', { configurable: true, value: mediaDevices });
}

afterEach(() => {
  Reflect.deleteProperty(navigator, 'mediaDevices');
});

test.each([
  ['NotAllowedError', /没有获准使用/],
  ['NotFoundError', /没有摄像头/],
  ['NotReadableError', /被别的程序占用/],
])('%s is told in words', async (name, words) => {
  withCamera({ getUserMedia: () => Promise.reject(new DOMException('', name)) });
  render(<Camera onCode={() => undefined} />);
  expect(await screen.findByText(words)).toBeTruthy();
});

test('a page that came by plain http says that the camera needs https', async () => {
  withCamera(undefined);
  vi.stubGlobal('isSecureContext', false);
  render(<Camera onCode={() => undefined} />);
  expect(await screen.findByText(/不是 https/)).toBeTruthy();
});
