// One row in a process of its own.
import { spawn } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** Seconds beyond its limit after which a peer that does not end is stopped. */
const GRACE = 30;

/** @param {import('./row.js').Task} task @returns {Promise<import('./row.js').Result>} */
export function runRow(task) {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./row.js', import.meta.url)), JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const deadline =
    task.engine === 'ours' ? undefined : setTimeout(() => child.kill('SIGKILL'), (task.limit + GRACE) * 1000);
  let [out, err] = ['', ''];
  child.stdout.on('data', part => {
    out += part;
  });
  child.stderr.on('data', part => {
    err += part;
  });
  return new Promise(resolve => {
    child.on('close', (code, signal) => {
      clearTimeout(deadline);
      const last = out.trimEnd().split('\n').at(-1) ?? '';
      if (code === 0 && last.startsWith('{')) resolve(JSON.parse(last));
      else if (signal === 'SIGKILL') resolve({ kind: 'skipped', why: `no end in ${task.limit} s` });
      else resolve({ kind: 'failed', why: err.trim().split('\n').at(-1) ?? `exit ${code}` });
    });
  });
}
