import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** A test of so many events by dice (see test/README.md) takes longer than one of the few of every day. */
const fuzzed = Number(process.env.EJRC_FUZZ ?? 0);

/** Small files that take long: one that starts last keeps a single worker busy. */
const LONG = ['property/sizes.test.ts', 'readme.test.ts', 'property/solve.test.ts'];

/** The long ones first, then, as ever, by size. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification): boolean => LONG.some(name => moduleId.endsWith(`/${name}`));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter(file => !isLong(file))];
  }
}

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/temporary.ts'],
    testTimeout: 300_000 + 2000 * fuzzed,
    hookTimeout: 120_000,
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
  },
});
