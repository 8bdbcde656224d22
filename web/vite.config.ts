/// <reference types="vitest/config" />
import { fileURLToPath } from 'node:url';

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

import { serviceWorker } from './worker/plugin.ts';

const backend = process.env['HUOLANG_BACKEND'] ?? 'http://127.0.0.1:8000';

export default defineConfig({
  base: '/',
  plugins: [react(), serviceWorker()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    outDir: 'dist',
    assetsDir: 'assets',
    target: 'es2022',
    manifest: true,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        // What many pages share comes in few files: each costs a round trip.
        codeSplitting: {
          groups: [{ name: 'shared', minShareCount: 19 }],
        },
      },
    },
  },
  server: {
    // The host stays ours: the server compares it with the Origin of what is sent.
    proxy: {
      '/api': { target: backend, changeOrigin: false },
      '/_allauth': { target: backend, changeOrigin: false },
    },
  },
  test: {
    environment: 'jsdom',
    // One window for all files of a thread: antd is loaded once, not thirty times. What a test
    // leaves behind (page, storage, stubs) is cleared after it, in `setup.ts` and here.
    isolate: false,
    pool: 'threads',
    setupFiles: ['src/testing/setup.ts'],
    restoreMocks: true,
    unstubGlobals: true,
    testTimeout: 30_000,
  },
});
