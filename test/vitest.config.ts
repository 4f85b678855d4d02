import { defineConfig } from 'vitest/config';

/** A test of so many events by dice (see test/README.md) takes longer than one of the few of every day. */
const fuzzed = Number(process.env.EJRC_FUZZ ?? 0);

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 300_000 + 2000 * fuzzed,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
