/** When to stop. Work is bounded in deterministic units; the clock is looked at only for a time limit the user asked for. */
import type { Effort, Stop } from '../model/outcome.js';

/** How long a solve may work. */
export interface BudgetOptions {
  readonly effort: Effort;
  /** Wall-clock seconds from now; `undefined`: none. */
  readonly timeLimitSeconds?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Of a time limit: what looking for limits and rests beforehand may take each, what choosing meetings may take of the rest, and what
 * agendas may take of that where points are paid after them.
 */
export const TIME = { toPlan: 0.2, toChoose: 0.75, toSmooth: 0.6 };

const FACTOR: Readonly<Record<Effort, number>> = { quick: 0.2, standard: 1, thorough: 8 };

function deadlineOf({ timeLimitSeconds: limit }: BudgetOptions): number {
  return limit === undefined ? Number.POSITIVE_INFINITY : performance.now() + limit * 1000;
}

/** A stopping rule that engines ask between rounds. */
export class Budget {
  private readonly effort: Effort;
  private readonly signal: AbortSignal | undefined;
  private reason: Stop = 'finished';
  /** Whether the time of a part was over before its work was done. */
  private wasCut = false;

  constructor(
    options: BudgetOptions,
    private deadline = deadlineOf(options),
    private readonly whole?: Budget,
  ) {
    this.effort = options.effort;
    this.signal = options.signal;
  }

  /** Little work, and the same end. */
  quick(): Budget {
    return new Budget({ effort: 'quick', signal: this.signal }, this.deadline);
  }

  /** The same work, and no more than this share of the time that is left, where there is a limit: the rest is for what follows. */
  part(share = 1): Budget {
    if (this.deadline === Number.POSITIVE_INFINITY) return this;
    const part = new Budget({ effort: this.effort, signal: this.signal }, this.deadline, this);
    part.renew(share);
    return part;
  }

  /** Does some work of a part within this share of the time that is left by now; from then on the part has all of it. */
  async within<Answer>(share: number, work: () => Promise<Answer>): Promise<Answer> {
    this.renew(share);
    try {
      return await work();
    } finally {
      this.renew(1);
    }
  }

  private renew(share: number): void {
    const { whole } = this;
    if (!whole) return;
    const now = performance.now();
    this.deadline = now + share * (whole.deadline - now);
    this.reason = 'finished';
  }

  /** True once the user interrupted or the time limit passed; stays true, but for a part that begins anew. */
  get stopped(): boolean {
    if (this.reason !== 'finished') return true;
    if (this.signal?.aborted) this.reason = 'interrupted';
    else if (this.deadline !== Number.POSITIVE_INFINITY && performance.now() >= this.deadline) {
      this.reason = 'time-limit';
      if (this.whole) this.whole.wasCut = true;
    }
    return this.reason !== 'finished';
  }

  /** A time limit that ended a part ended the whole: there was more to do. */
  get stop(): Stop {
    return this.reason === 'finished' && this.wasCut ? 'time-limit' : this.reason;
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
