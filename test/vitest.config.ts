import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const root = fileURLToPath(new URL('..', import.meta.url));

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

/** Those that put another module in the place of one: nothing else may have loaded it before, nor load it after. */
const replacing = readdirSync(`${root}test`, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.test.ts') && readFileSync(`${root}test/${name}`, 'utf8').includes('vi.mock('))
  .map(name => `test/${name.replaceAll('\\', '/')}`);

export default defineConfig({
  root,
  test: {
    globalSetup: ['test/temporary.ts'],
    testTimeout: 300_000 + 2000 * fuzzed,
    hookTimeout: 120_000,
    maxWorkers: 2,
    restoreMocks: true,
    unstubEnvs: true,
    sequence: { sequencer: LongFirst },
    // Modules that are loaded once and stay warm take a fifth of the time off all tests.
    projects: [
      {
        extends: true,
        test: { name: 'together', include: ['test/**/*.test.ts'], exclude: replacing, isolate: false },
      },
      { extends: true, test: { name: 'alone', include: replacing } },
    ],
  },
});
