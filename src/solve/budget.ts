/** When to stop. Work is bounded in deterministic units; the clock is looked at only for a time limit the user asked for. */
import type { Effort, Stop } from '../model/outcome.js';

export interface BudgetOptions {
  readonly effort: Effort;
  /** Wall-clock seconds from now; `undefined`: none. */
  readonly timeLimitSeconds?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

const FACTOR: Readonly<Record<Effort, number>> = { quick: 0.2, standard: 1, thorough: 8 };

function deadlineOf({ timeLimitSeconds: limit }: BudgetOptions): number {
  return limit === undefined ? Number.POSITIVE_INFINITY : performance.now() + limit * 1000;
}

/** A stopping rule that engines ask between rounds. */
export class Budget {
  private readonly effort: Effort;
  private readonly signal: AbortSignal | undefined;
  private reason: Stop = 'finished';

  constructor(
    options: BudgetOptions,
    private readonly deadline = deadlineOf(options),
  ) {
    this.effort = options.effort;
    this.signal = options.signal;
  }

  /** Little work, and the same end. */
  quick(): Budget {
    return new Budget({ effort: 'quick', signal: this.signal }, this.deadline);
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

  /** Bounds are sought no further than a second allows. */
  get isQuick(): boolean {
    return this.effort === 'quick';
  }

  /** Proofs are sought at length. */
  get isThorough(): boolean {
    return this.effort === 'thorough';
  }

  /**
   * How much of an engine's work this effort does, a whole number. `quickMost` keeps quick runs within a second at 1,000
   * people, however much the standard amount grows with the event.
   */
  amount(standard: number, quickMost = Number.POSITIVE_INFINITY): number {
    const scaled = standard * FACTOR[this.effort];
    return Math.ceil(this.isQuick ? Math.min(scaled, quickMost) : scaled);
  }

  /** Lets spinners turn and signals arrive. Resolves to whether work may go on. */
  async breathe(): Promise<boolean> {
    await new Promise(resolve => setImmediate(resolve));
    return !this.stopped;
  }
}
