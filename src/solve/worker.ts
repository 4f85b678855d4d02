/** One question to a worker thread, so that a blocking engine never blocks spinner and signals. */
import { Worker } from 'node:worker_threads';

export const POLL_MILLISECONDS = 50;

/** Says when nobody waits for an answer any more: a budget, or whoever asks. */
export interface Patience {
  readonly stopped: boolean;
}

/** Runs a worker on `data` until it answers once; `undefined` if the patience ended first. Rejects if the worker fails. */
export function askWorker<Answer>(file: URL, data: unknown, patience: Patience): Promise<Answer | undefined> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(file, { workerData: data });
    const finish = (settle: () => void): void => {
      clearInterval(poll);
      worker.removeAllListeners();
      worker.terminate().then(settle, reject);
    };
    const poll = setInterval(() => {
      if (patience.stopped) finish(() => resolve(undefined));
    }, POLL_MILLISECONDS);
    worker.once('message', (answer: Answer) => finish(() => resolve(answer)));
    worker.once('error', error => finish(() => reject(error)));
    worker.once('exit', code =>
      finish(() => reject(new Error(`a worker ended without an answer (exit code ${code})`))),
    );
  });
}
