import { render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';

import { Camera } from './Camera';

vi.mock('./library', () => ({ openLibrary: () => Promise.resolve(() => Promise.resolve([])) }));

function withCamera(mediaDevices: object | undefined) {
  Object.defineProperty(navigator, 'mediaDevices', { configurable: true, value: mediaDevices });
}

afterEach(() => {
  withCamera(undefined);
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
