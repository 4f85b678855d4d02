/** When to stop. Work is bounded in deterministic units; the clock is looked at only for a time limit the user asked for. */
import type { Effort, Stop } from '../model/outcome.js';

export interface BudgetOptions {
  readonly effort: Effort;
  /** Wall-clock seconds from now; `undefined`: none. */
  readonly timeLimitSeconds?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

const FACTOR: Readonly<Record<Effort, number>> = { quick: 0.2, standard: 1, thorough: 8 };

/** A stopping rule that engines ask between rounds. */
export class Budget {
  /** Multiplies every engine's amount of work. */
  readonly factor: number;
  private readonly deadline: number;
  private readonly signal: AbortSignal | undefined;
  private reason: Stop = 'finished';

  constructor(options: BudgetOptions) {
    this.factor = FACTOR[options.effort];
    this.signal = options.signal;
    const limit = options.timeLimitSeconds;
    this.deadline = limit === undefined ? Number.POSITIVE_INFINITY : performance.now() + limit * 1000;
  }

  /** True once the user interrupted or the time limit passed; stays true. */
  get stopped(): boolean {
    if (this.reason !== 'finished') return true;
    if (this.signal?.aborted) this.reason = 'interrupted';
    else if (this.deadline !== Number.POSITIVE_INFINITY && performance.now() >= this.deadline)
      this.reason = 'time-limit';
    return this.reason !== 'finished';
  }

  get stop(): Stop {
    return this.reason;
  }

  /** Milliseconds left before the time limit; infinite without one. */
  get millisecondsLeft(): number {
    return this.deadline === Number.POSITIVE_INFINITY ? this.deadline : Math.max(0, this.deadline - performance.now());
  }

  /** Lets spinners turn and signals arrive. Resolves to whether work may go on. */
  async breathe(): Promise<boolean> {
    await new Promise(resolve => setImmediate(resolve));
    return !this.stopped;
  }
}
