/** All folders that tests make lie in one, which goes when the run ends: also those of tests that failed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

export default function setup(): () => void {
  const home = mkdtempSync(join(tmpdir(), 'ejrc-test-'));
  process.env.TMPDIR = home;
  return () => rmSync(home, { recursive: true, force: true });
}
