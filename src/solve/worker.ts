/** Questions to worker threads, so that a blocking engine never blocks spinner and signals. */
import { Worker } from 'node:worker_threads';

const POLL_MILLISECONDS = 50;

/** Says when nobody waits for an answer any more: a budget, or whoever asks. */
export interface Patience {
  readonly stopped: boolean;
}

/** Runs a worker on `data` until it answers once; `undefined` if the patience ended first. Rejects if the worker fails. */
export async function askWorker<Answer>(file: URL, data: unknown, patience: Patience): Promise<Answer | undefined> {
  // However fast the worker is.
  if (patience.stopped) return undefined;
  const thread = new WorkerThread<Answer>(file, data);
  try {
    return await thread.hear(patience);
  } finally {
    await thread.end();
  }
}

/** A thread that answers one question after the other; it loads its engine while the first is still being put together. */
export class WorkerThread<Answer> {
  private readonly worker: Worker;
  private failure: Error | undefined;
  /** Ends the wait for an answer; does nothing while nobody waits. */
  private settle: (outcome: Answer | Error | undefined) => void = () => {};

  constructor(file: URL, data?: unknown) {
    this.worker = new Worker(file, { workerData: data });
    this.worker.on('message', (answer: Answer) => this.settle(answer));
    this.worker.once('error', error => this.fail(error));
    this.worker.once('exit', code => this.fail(new Error(`a worker ended without an answer (exit code ${code})`)));
  }

  /** One question at a time, and none after an answer that nobody waited for. */
  async ask(question: unknown, patience: Patience): Promise<Answer | undefined> {
    if (patience.stopped) return undefined;
    this.worker.postMessage(question);
    return this.hear(patience);
  }

  /** The next answer; `undefined` if the patience or the thread was ended first. Rejects if the worker fails or has failed. */
  hear(patience: Patience): Promise<Answer | undefined> {
    return new Promise((resolve, reject) => {
      const poll = setInterval(() => {
        if (patience.stopped) this.settle(undefined);
      }, POLL_MILLISECONDS);
      this.settle = outcome => {
        clearInterval(poll);
        this.settle = () => {};
        if (outcome instanceof Error) reject(outcome);
        else resolve(outcome);
      };
      if (this.failure) this.settle(this.failure);
    });
  }

  async end(): Promise<void> {
    this.settle(undefined);
    await this.worker.terminate();
  }

  private fail(failure: Error): void {
    this.failure ??= failure;
    this.settle(failure);
  }
}
