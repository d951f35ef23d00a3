import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { fixturePlatform } from './dev/plugin.ts';

const api = process.env.AERIE_API_URL;

/** `npm run dev` talks to the fixture in `dev/`, or to a real control plane when AERIE_API_URL names one. */
export default defineConfig({
  plugins: [react(), ...(api ? [] : [fixturePlatform()])],
  server: api
    ? { proxy: Object.fromEntries(['/v1', '/login', '/logout'].map((path) => [path, { target: api }])) }
    : {},
  test: {
    environment: 'jsdom',
    setupFiles: ['./test/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
    testTimeout: 30_000,
  },
});
