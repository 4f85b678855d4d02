import { describe, expect, it } from 'vitest';
import { Budget } from '../../src/solve/budget.js';
import { askWorker, WorkerThread } from '../../src/solve/worker.js';
import { freshBudget } from './tiny.js';

const module = (text: string): URL =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`import { parentPort, workerData } from 'node:worker_threads';${text}`)}`,
  );
const FOREVER = module('setInterval(() => {}, 1000);');

describe('askWorker', () => {
  it('gives the answer to what was asked', async () => {
    const twice = module('parentPort.postMessage(workerData.map(x => 2 * x));');
    expect(await askWorker(twice, Int32Array.of(1, 2), freshBudget())).toEqual(Int32Array.of(2, 4));
  });

  it('ends a worker that lives on after its answer', async () => {
    const chatty = module('setInterval(() => parentPort.postMessage(1), 5);');
    expect(await askWorker(chatty, null, freshBudget())).toBe(1);
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
    const thread = new WorkerThread<number>(fast);
    expect(await thread.ask(1, nobody)).toBeUndefined();
    await thread.end();
  });
});

describe('WorkerThread', () => {
  const echo = module('parentPort.on("message", x => parentPort.postMessage(x + 1));');

  it('answers one question after the other', async () => {
    const thread = new WorkerThread<number>(echo);
    expect([await thread.ask(1, freshBudget()), await thread.ask(5, freshBudget())]).toEqual([2, 6]);
    await thread.end();
  });

  it('rejects though it failed before it was asked', async () => {
    const thread = new WorkerThread<number>(module('process.exit(3);'));
    await new Promise(resolve => setTimeout(resolve, 300));
    await expect(thread.ask(1, freshBudget())).rejects.toThrow('exit code 3');
    await thread.end();
  });

  it('lets nobody wait once it is ended', async () => {
    const thread = new WorkerThread<number>(FOREVER);
    const answer = thread.ask(1, freshBudget());
    await thread.end();
    expect(await answer).toBeUndefined();
  });
});
