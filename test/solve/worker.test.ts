import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Budget } from '../../src/solve/budget.js';
import { askWorker, WorkerThread } from '../../src/solve/worker.js';
import { watchWorkers } from '../helpers/workers.js';
import { freshBudget } from './tiny.js';

const module = (text: string): URL =>
  new URL(`data:text/javascript,${encodeURIComponent(`import { parentPort } from 'node:worker_threads';${text}`)}`);
/** Where it is alone in a process of its own. */
const BEGIN = `
  const { register } = await import('node:module');
  register(${JSON.stringify(new URL('../bench/typescript-hook.js', import.meta.url).href)});
  const { WorkerThread } = await import(${JSON.stringify(new URL('../../src/solve/worker.ts', import.meta.url).href)});`;
const FOREVER = module('setInterval(() => {}, 1000);');

afterEach(() => vi.useRealTimers());

describe('askWorker', () => {
  it('gives the answer to what was asked', async () => {
    const twice = module('parentPort.on("message", list => parentPort.postMessage(list.map(x => 2 * x)));');
    expect(await askWorker(twice, Int32Array.of(1, 2), freshBudget())).toEqual(Int32Array.of(2, 4));
  });

  it('rejects with what the worker threw, at once or later', async () => {
    await expect(askWorker(module('throw new Error("broken");'), null, freshBudget())).rejects.toThrow('broken');
    const later = module('Promise.reject(new RangeError("later"));setInterval(() => {}, 1000);');
    await expect(askWorker(later, null, freshBudget())).rejects.toThrow('later');
    await expect(askWorker(new URL('./no-such-worker.js', import.meta.url), null, freshBudget())).rejects.toThrow();
  });

  it('rejects if the worker ends without an answer', async () => {
    const budget = new Budget({ effort: 'quick', timeLimitSeconds: 1 });
    await expect(askWorker(module('process.exit(3);'), null, budget)).rejects.toThrow();
  });

  it('gives nothing once the budget ends', async () => {
    const interrupt = new AbortController();
    const answer = askWorker(FOREVER, null, new Budget({ effort: 'quick', signal: interrupt.signal }));
    interrupt.abort();
    expect(await answer).toBeUndefined();
    expect(await askWorker(FOREVER, null, new Budget({ effort: 'quick', timeLimitSeconds: 0 }))).toBeUndefined();
  });

  it('gives nothing where nobody waits, however fast it is', async () => {
    const nobody = { stopped: true };
    const fast = module('parentPort.postMessage(1);parentPort.on("message", () => parentPort.postMessage(2));');
    expect(await askWorker(fast, null, nobody)).toBeUndefined();
    const thread = WorkerThread.take<number>(fast);
    expect(await thread.ask(1, nobody)).toBeUndefined();
    await thread.end();
  });
});

describe('WorkerThread', () => {
  const echo = module('parentPort.on("message", x => parentPort.postMessage(x + 1));');

  it('answers one question after the other', async () => {
    const thread = WorkerThread.take<number>(echo);
    expect([await thread.ask(1, freshBudget()), await thread.ask(5, freshBudget())]).toEqual([2, 6]);
    await thread.end();
  });

  it('rejects though it failed before it was asked', async () => {
    const thread = WorkerThread.take<number>(module('process.exit(3);'));
    await new Promise(resolve => setTimeout(resolve, 300));
    await expect(thread.ask(1, freshBudget())).rejects.toThrow('exit code 3');
    await thread.end();
  });

  it('lets nobody wait once it is ended', async () => {
    const thread = WorkerThread.take<number>(FOREVER);
    const answer = thread.ask(1, freshBudget());
    await thread.end();
    expect(await answer).toBeUndefined();
  });

  const counter = module('let n = 0;parentPort.on("message", () => parentPort.postMessage(++n));');

  it('goes to the next who takes one of its file, once nobody has it', async () => {
    const first = WorkerThread.take<number>(counter);
    const beside = WorkerThread.take<number>(counter);
    expect(await first.ask(null, freshBudget())).toBe(1);
    expect(await beside.ask(null, freshBudget())).toBe(1);
    await first.end();
    expect(WorkerThread.take<number>(echo)).not.toBe(first);
    const next = WorkerThread.take<number>(counter);
    expect(next).toBe(first);
    expect(await next.ask(null, freshBudget())).toBe(2);
    await next.end();
    await beside.end();
  });

  it('is kept for a second from when it was last given back', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const file = module('parentPort.on("message", x => parentPort.postMessage(x));/* kept */');
    const thread = WorkerThread.take<number>(file);
    await thread.end();
    vi.advanceTimersByTime(900);
    expect(WorkerThread.take<number>(file)).toBe(thread);
    await thread.end();
    vi.advanceTimersByTime(900);
    expect(WorkerThread.take<number>(file)).toBe(thread);
    await thread.end();
    vi.advanceTimersByTime(1100);
    const other = WorkerThread.take<number>(file);
    expect(other).not.toBe(thread);
    await other.stop();
  });

  it('goes to nobody else while it is at work, or once it failed', async () => {
    const slow = WorkerThread.take<number>(FOREVER);
    const question = slow.ask(1, freshBudget());
    await slow.end();
    await question;
    const other = WorkerThread.take<number>(FOREVER);
    expect(other).not.toBe(slow);
    await other.stop();
    const dying = module('setTimeout(() => process.exit(3), 100);');
    const exit = new Promise(resolve => process.once('worker', worker => worker.once('exit', resolve)));
    const kept = WorkerThread.take<number>(dying);
    await kept.end();
    await exit;
    const next = WorkerThread.take<number>(dying);
    expect(next).not.toBe(kept);
    await next.stop();
  });

  it('goes to the next once it has answered, though nobody waited', async () => {
    const file = module('parentPort.on("message", x => setTimeout(() => parentPort.postMessage(x), 200));');
    const thread = WorkerThread.take<number>(file);
    const question = thread.ask(1, freshBudget());
    await thread.end();
    await thread.end();
    expect(await question).toBeUndefined();
    const other = WorkerThread.take<number>(file);
    expect(other).not.toBe(thread);
    await other.stop();
    await thread.hasLeft;
    const next = WorkerThread.take<number>(file);
    expect(next).toBe(thread);
    expect(await next.ask(3, freshBudget())).toBe(3);
    await next.stop();
  });

  it('is ended where it does not answer for long, or failed, and nobody waits', async () => {
    const workers = await watchWorkers();
    for (const file of [FOREVER, module('parentPort.on("message", () => process.exit(3));')]) {
      const thread = WorkerThread.take<number>(file);
      const question = thread.ask(1, freshBudget());
      const asked = performance.now();
      await thread.end();
      await question;
      expect(await workers.running()).toBe(0);
      if (file === FOREVER) expect(performance.now() - asked).toBeGreaterThan(950);
    }
    expect(workers.end()).toBe(2);
  });

  it('may answer before the process ends, though nobody waits', async () => {
    const slow = module('parentPort.on("message", () => setTimeout(() => console.log("answered"), 300));');
    const text = `${BEGIN}
      const thread = WorkerThread.take(new URL(${JSON.stringify(slow.href)}));
      void thread.ask(1, { stopped: false });
      await thread.end();`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', text]);
    expect(stdout).toBe('answered\n');
  });

  it('is ended after a rest only', async () => {
    const used = WorkerThread.take<number>(echo);
    await used.ask(1, freshBudget());
    // The rest begins with the answer, of which a busy machine tells late.
    const asked = performance.now();
    await used.ask(1, freshBudget());
    await used.stop();
    // A timer may be a millisecond early.
    expect(performance.now() - asked).toBeGreaterThan(95);
  });

  it('has its rest though the process has no other work', async () => {
    const text = `${BEGIN}
      const thread = WorkerThread.take(new URL(${JSON.stringify(echo.href)}));
      await thread.ask(1, { stopped: false });
      const asked = performance.now();
      await thread.ask(1, { stopped: false });
      process.once('exit', () => console.log(performance.now() - asked));
      await thread.end();`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', text]);
    expect(Number(stdout)).toBeGreaterThan(95);
  });

  it('keeps no process alive that has no other work', async () => {
    // A thread that is not kept for longer than the test waits would end in time anyway.
    const text = `const { setTimeout } = globalThis;
      globalThis.setTimeout = callback => setTimeout(callback, 1e8);
      ${BEGIN}
      await WorkerThread.take(new URL(${JSON.stringify(FOREVER.href)})).end();`;
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', text], { timeout: 60_000 });
  });
});
