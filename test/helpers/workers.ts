/** Worker threads, counted as they start and end. */
import type { Worker } from 'node:worker_threads';
import { endUnusedThreads } from '../../src/solve/worker.js';

export interface WorkerWatch {
  readonly started: number;
  /** Beside those that nobody uses. */
  running(): Promise<number>;
  /** Looks no further; how many started. */
  end(): number;
}

export async function watchWorkers(): Promise<WorkerWatch> {
  await endUnusedThreads();
  const all: Worker[] = [];
  const note = (worker: Worker): void => void all.push(worker);
  process.on('worker', note);
  return {
    get started() {
      return all.length;
    },
    async running() {
      await endUnusedThreads();
      // An ended thread has lost its number.
      return all.filter(({ threadId }) => threadId >= 0).length;
    },
    end() {
      process.off('worker', note);
      return all.length;
    },
  };
}
