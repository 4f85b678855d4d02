import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const BENCH = fileURLToPath(new URL('./bench.js', import.meta.url));

function bench(...args: string[]) {
  return spawnSync(process.execPath, [BENCH, ...args], { encoding: 'utf8' });
}

describe('the benchmark', () => {
  it('prints a row for each event once the checker has agreed', () => {
    const options = '--sizes S --seeds 1-2 --sides 2 --modes hard --effort quick --peers wasm,greedy'.split(' ');
    const { status, stdout, stderr } = bench(...options);
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringContaining('S two-sided hard seed 2') });
    const rows = stdout.split('\n').filter(line => line.startsWith('| S two-sided hard'));
    expect(rows.length).toBeGreaterThanOrEqual(3);
    expect(stdout).toContain(`\`npm run bench -- ${options.join(' ')}\``);
    expect(stdout).not.toMatch(/FAILED|WRONG/);
  });

  it('refuses what it does not know', () => {
    const { status, stderr } = bench('--sizes', 'XS');
    expect(status).toBe(2);
    expect(stderr).toContain('expected some of S,M,L,XL,XXL, got "XS"');
  });
});
