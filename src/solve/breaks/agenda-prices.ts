/**
 * The door to prices on whole agendas (`diagram-prices.js`): how few breaks they leave to all schedules of equal promises and
 * points. As an agenda holds each of its meetings once, this says much more than paths that only count them
 * (`agenda-paths.ts`). Order, caps and odd sets are left out: it bounds all the same.
 */
import { countBits } from '../../model/problem.js';
import { type Patience, WorkerThread } from '../worker.js';
import type { AgendaGuide } from './agenda-guide.js';
import { type AgendaQuestion, PricedPairs } from './agenda-question.js';
import type { AgendaBounds } from './bound.js';
import type { EqualWorth } from './formula.js';

/** What the worker is asked: to go on, with other agendas if these are new. */
export interface PriceQuestion {
  readonly agendas?: AgendaQuestion;
  /** Whether a schedule costs its breaks, or its idle slots and as much for each break. */
  readonly tier: keyof AgendaBounds;
  /** In arcs of diagrams that are looked at. */
  readonly work: number;
  /** Cost of a schedule that is known. */
  readonly upper: number;
  /** Whether the prices are asked for. */
  readonly isLast: boolean;
}

export interface PriceAnswer {
  /** Every schedule costs so much. */
  readonly least: number;
  /** Whether more work is of no use. */
  readonly isDone: boolean;
  /** Left out where they say nothing. */
  readonly prices?: PriceLists;
}

/** What the first and the second participant of each pair pay, and what each participant's cheapest agenda costs; in breaks. */
export interface PriceLists {
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly cheapest: Float64Array;
}

/** Schedules that prices are asked about; what they say to a search, where one listens. */
export interface Priced {
  question(): AgendaQuestion;
  guide?(prices: PriceLists): AgendaGuide | undefined;
}

/** Work after which it is heard how far it came: a few tenths of a second. */
const WORK_AT_ONCE = 5e7;
/** Pairs up to which prices are looked for: from then on few are excluded by points, and agendas are too many. */
const MOST_PAIRS = 100_000;

export class AgendaPrices {
  /** Every schedule of equal worth has so many breaks. */
  breaks = 0;
  /** Whether more work on breaks is of no use. */
  done = false;
  /** Every schedule of equal worth has so many breaks and idle slots together; 0 where nobody asked. */
  both = 0;
  private ended = false;
  private thread: WorkerThread<PriceAnswer> | undefined;
  private prices: PriceLists | undefined;

  /** `undefined` where the event is none for it, which is seen in O(meetings · slots / 32); else O(meetings · slots). */
  static of(worth: EqualWorth, patience: Patience): AgendaPrices | undefined {
    const pairs = countBits(worth.facts.usable);
    if (pairs === 0 || pairs > MOST_PAIRS) return undefined;
    return new AgendaPrices(new PricedPairs(worth), patience);
  }

  constructor(
    private readonly priced: Priced,
    private readonly patience: Patience,
  ) {}

  /**
   * So much work in a thread of its own, one call at a time. Rejects if the thread fails.
   * @param work in arcs of diagrams; 10^8 take about half a second
   * @param upper breaks of the best schedule known
   */
  async seekBreaks(work: number, upper: number): Promise<void> {
    const answer = await this.seek('breaks', work, upper);
    this.prices = answer?.prices ?? this.prices;
  }

  /**
   * The same for breaks and idle slots together.
   * @param upper those of the best schedule known
   */
  async seekIdle(work: number, upper: AgendaBounds): Promise<void> {
    await this.seek('idle', work, upper.breaks + upper.idle);
  }

  /** Part by part, so that not all is lost where the patience ends. */
  private async seek(tier: keyof AgendaBounds, work: number, upper: number): Promise<PriceAnswer | undefined> {
    let answer: PriceAnswer | undefined;
    for (let left = work; left > 0; left -= WORK_AT_ONCE) {
      if (tier === 'breaks' && this.done) break;
      answer = await this.ask({ tier, work: Math.min(left, WORK_AT_ONCE), upper, isLast: left <= WORK_AT_ONCE });
      const isDone = answer?.isDone ?? true;
      if (tier === 'breaks') {
        this.breaks = Math.max(this.breaks, answer?.least ?? 0);
        this.done = isDone;
      } else this.both = Math.max(this.both, answer?.least ?? 0);
      if (isDone) break;
    }
    return answer;
  }

  private async ask(about: Omit<PriceQuestion, 'agendas'>): Promise<PriceAnswer | undefined> {
    if (this.ended || this.patience.stopped) return undefined;
    if (this.thread) return this.thread.ask(about, this.patience);
    this.thread = WorkerThread.take<PriceAnswer>(new URL('./diagram-worker.js', import.meta.url));
    return this.thread.ask({ ...about, agendas: this.priced.question() }, this.patience);
  }

  /** What the prices say about agendas; `undefined` if they say nothing. */
  guide(): AgendaGuide | undefined {
    const { prices, priced } = this;
    return prices && priced.guide?.(prices);
  }

  /** Nobody asks any more; who waits hears of nothing. */
  async end(): Promise<void> {
    const { thread } = this;
    this.ended = true;
    this.thread = undefined;
    await thread?.end();
  }
}
