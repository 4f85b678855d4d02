/** Questions to worker threads, so that a blocking engine never blocks spinner and signals. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

const POLL_MILLISECONDS = 50;
/** How long a thread that nobody uses is kept for whoever asks next. */
const KEEP_MILLISECONDS = 1000;
/**
 * How long nothing was heard of a thread that ends. Node.js takes a thread down without waiting for its compiler, which works in
 * the background (nodejs/node#58047): where that asks for memory meanwhile, the process is aborted (`ForIsolate`).
 */
const REST_MILLISECONDS = 100;
/**
 * How long a thread at work may go on though nobody waits for its answer: nearly all end it sooner, and whoever asks next finds the
 * engine loaded. Later there is little left to be compiled.
 */
const GO_ON_MILLISECONDS = 1000;

/** Threads that nobody uses, a few at most: to load an engine takes longer than most questions. */
const unused = new Set<WorkerThread<unknown>>();
/** Threads at work for nobody. */
const leaving = new Set<WorkerThread<unknown>>();

/** For who needs their memory, or counts them. */
export async function endUnusedThreads(): Promise<void> {
  await Promise.all(Array.from(leaving, thread => thread.hasLeft));
  const kept = [...unused];
  unused.clear();
  await Promise.all(kept.map(thread => thread.stop()));
}

/** Says when nobody waits for an answer any more: a budget, or whoever asks. */
export interface Patience {
  readonly stopped: boolean;
}

/** Puts one question to a worker; `undefined` if the patience ended first. Rejects if the worker fails. */
export async function askWorker<Answer>(file: URL, question: unknown, patience: Patience): Promise<Answer | undefined> {
  // However fast the worker is.
  if (patience.stopped) return undefined;
  const thread = WorkerThread.take<Answer>(file);
  try {
    return await thread.ask(question, patience);
  } finally {
    await thread.end();
  }
}

/**
 * A thread that gives one answer to each question; it loads its engine while the first is still being put together. What it was
 * asked by those who had it before must not tell in its answers.
 */
export class WorkerThread<Answer> {
  private readonly worker: Worker;
  /** Shared with the thread, see `cut-short.js`: 1 where it is to answer at once. */
  private readonly isCutShort = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  private failure: Error | undefined;
  private isAtWork = false;
  /** Of it since it was begun, was asked, or answered; the process does not end before. */
  private rest = sleep(REST_MILLISECONDS);
  /** Ends it where nobody has it for long. */
  private expiry: NodeJS.Timeout | undefined;
  /** Ends the wait for an answer; does nothing while nobody waits. */
  private settle: (outcome: Answer | Error | undefined) => void = () => {};
  /** When it is at work for nobody no more; the process does not end before. */
  hasLeft: Promise<void> = Promise.resolve();

  private constructor(private readonly file: URL) {
    this.worker = new Worker(file, { workerData: this.isCutShort });
    this.worker.on('message', (answer: Answer) => {
      this.isAtWork = false;
      this.rest = sleep(REST_MILLISECONDS);
      this.settle(answer);
    });
    this.worker.once('error', error => this.fail(error));
    this.worker.once('exit', code => this.fail(new Error(`a worker ended without an answer (exit code ${code})`)));
  }

  /** One that nobody uses, or a new one; to be ended. */
  static take<Answer>(file: URL): WorkerThread<Answer> {
    const kept = [...unused].find(thread => thread.file.href === file.href);
    if (!kept) return new WorkerThread(file);
    unused.delete(kept);
    clearTimeout(kept.expiry);
    kept.worker.ref();
    return kept as WorkerThread<Answer>;
  }

  /**
   * One question at a time, and none after one that nobody waited for; `undefined` if the patience or the thread was ended first.
   * Rejects if the worker fails or has failed.
   */
  async ask(question: unknown, patience: Patience): Promise<Answer | undefined> {
    if (patience.stopped) return undefined;
    this.isAtWork = true;
    this.rest = sleep(REST_MILLISECONDS);
    Atomics.store(this.isCutShort, 0, 0);
    this.worker.postMessage(question);
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

  /**
   * The question at hand is answered at once by engines that listen, as if their work were all used up: what comes of it depends on the
   * clock, so that nobody may look at it.
   */
  cutShort(): void {
    Atomics.store(this.isCutShort, 0, 1);
  }

  /** Whoever has it asks no more. */
  async end(): Promise<void> {
    if (leaving.has(this as WorkerThread<unknown>)) return;
    this.settle(undefined);
    if (this.failure) await this.stop();
    else if (this.isAtWork) this.hasLeft = this.leave();
    else this.keep();
  }

  /** Ends the thread, whatever it is at, after a rest. */
  async stop(): Promise<void> {
    if (!this.failure) await this.rest;
    await this.worker.terminate();
  }

  /** Until its answer, which nobody hears, or it is ended without. */
  private async leave(): Promise<void> {
    const thread = this as WorkerThread<unknown>;
    leaving.add(thread);
    this.cutShort();
    await new Promise<void>(resolve => {
      const late = setTimeout(() => this.settle(undefined), GO_ON_MILLISECONDS);
      this.settle = () => {
        clearTimeout(late);
        this.settle = () => {};
        resolve();
      };
    });
    leaving.delete(thread);
    if (this.isAtWork || this.failure) await this.stop();
    else this.keep();
  }

  /** For a while, and not beyond the end of the process. */
  private keep(): void {
    const thread = this as WorkerThread<unknown>;
    if (unused.has(thread)) return;
    unused.add(thread);
    this.worker.unref();
    this.expiry = setTimeout(() => {
      unused.delete(thread);
      void this.stop();
    }, KEEP_MILLISECONDS).unref();
  }

  private fail(failure: Error): void {
    this.failure ??= failure;
    unused.delete(this as WorkerThread<unknown>);
    this.settle(failure);
  }
}
