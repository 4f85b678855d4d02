/** Worker threads, counted as they start and end. */
import type { Worker } from 'node:worker_threads';

export interface WorkerWatch {
  readonly started: number;
  readonly running: number;
  /** Looks no further; how many started. */
  end(): number;
}

export function watchWorkers(): WorkerWatch {
  const all: Worker[] = [];
  const note = (worker: Worker): void => void all.push(worker);
  process.on('worker', note);
  return {
    get started() {
      return all.length;
    },
    get running() {
      // An ended thread has lost its number.
      return all.filter(({ threadId }) => threadId >= 0).length;
    },
    end() {
      process.off('worker', note);
      return all.length;
    },
  };
}
