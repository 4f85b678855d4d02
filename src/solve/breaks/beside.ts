/** A proof at work beside the annealing: they hear of each other at joints only, so that neither's speed matters. */

import type { Patience } from '../worker.js';
import type { AgendaPrices } from './agenda-prices.js';
import type { BreakStanding } from './aim.js';
import { type AgendaBounds, sumOf } from './bound.js';
import { Fractions } from './fractions.js';
import type { KempeAnnealer } from './kempe.js';
import { AgendaProof, type AgendaTarget, isProvable, type Seeking, topicOf } from './proof.js';

/** Slices after which prices of agendas are begun: by then clauses have settled what is easy. */
const SLICES_BEFORE_PRICES = 2;
/** Slices that clauses leave out for them, unless they are as near: there are two cores, and one is the annealing's. */
const SLICES_OF_PRICES = 3;
const NEAR = 15;
/** Breaks that prices show beyond what clauses do, from which these are of little use to look for schedules. */
const MUCH_MORE = 6;
/** A slice of clauses beside what takes about as long. */
const WORK_BESIDE = 2.5e9;
/** A slice on a schedule with one break less, before branches may refute that there is one: these take up to ten times as long. */
const WORK_ON_ONE_LESS = 1e10;
/**
 * Work on prices of agendas, see `AgendaPrices`: at first, and while others are annealed on; of large events all of it while their
 * agendas are annealed once; in the end of a thorough run; and on idle slots alone.
 */
const WORK_ON_PRICES = {
  first: { breaks: 1e8, idle: 0 },
  beside: { breaks: 1.2e8, idle: 0.8e8 },
  ofLarge: { breaks: 1.7e8, idle: 0.8e8 },
  thorough: { breaks: 2e9, idle: 1e9 },
  last: 0.3e8,
};

export class ProofBeside {
  /** What clauses, or each participant by itself, said by the last joint. */
  private own: AgendaBounds;
  private readonly provable: boolean;
  private proof: AgendaProof | undefined;
  private slice: Promise<Int32Array | undefined> | undefined;
  private joints = 0;
  private fractions: Fractions | undefined;
  private counted = false;
  private prices: AgendaPrices | undefined;
  /** Prices at work. */
  private pricing: Promise<void> | undefined;
  /** Breaks that prices on agendas showed beyond what clauses and fractions had. */
  private priced = 0;
  /** Whether prices said nothing of breaks, and so hardly would of idle slots. */
  private areInVain = false;
  /** What prices, or branches, said by the last joint: breaks, and these and idle slots together. */
  private shown = { breaks: 0, both: 0 };

  /** @param wanted whether more is to be proved than the participants' own least */
  constructor(
    private readonly target: AgendaTarget,
    private readonly annealer: KempeAnnealer,
    private readonly budget: Patience & { readonly isThorough: boolean },
    private readonly wanted: boolean,
  ) {
    this.own = sumOf(target.least);
    this.provable = wanted && isProvable(target.worth.facts);
  }

  /** No schedule of equal worth has fewer breaks, and none of as few as the best one fewer idle slots. */
  get bounds(): AgendaBounds {
    const { own, shown, upper } = this;
    const breaks = Math.max(own.breaks, shown.breaks);
    // Each break has an idle slot.
    return { breaks, idle: Math.max(own.idle, shown.both - upper.breaks, breaks) };
  }

  /** Whether clauses have nothing left to prove, or to try. */
  get done(): boolean {
    return !this.provable || this.annealer.done || this.proof?.done === true;
  }

  /** Whether no schedule keeps the rules: none that gives meetings up is one. */
  get isHopeless(): boolean {
    return this.proof?.isEmpty === true && this.target.worth.problem.must.every(must => must === 1);
  }

  /** The tier at work. */
  get tier(): keyof AgendaBounds {
    return this.proof?.at ?? 'breaks';
  }

  /** Whether prices showed more than clauses and fractions: those are far from it then. */
  get pricesSayMore(): boolean {
    return this.priced > 0;
  }

  /** Whether better schedules may be found near the best one by clauses: not where these see little of what there is. */
  get isPromising(): boolean {
    return this.priced < MUCH_MORE && this.proof?.isPromising === true;
  }

  /** How far the best schedule is from what clauses and fractions proved, in the tier at work. */
  get gap(): number {
    const { tier } = this;
    return this.annealer.standing[tier] - this.bounds[tier] + (tier === 'breaks' ? this.priced : 0);
  }

  /** Whether the bounds are about schedules like this one. */
  covers({ conflicts, overCap, promises, points }: BreakStanding): boolean {
    const { worth } = this.target;
    return conflicts === 0 && overCap === 0 && promises >= worth.terms.target && points >= worth.points;
  }

  /** Whether the best schedule keeps every rule, but not this worth, or has more points: more can be proved of its equals. */
  get isOutdated(): boolean {
    const { standing } = this.annealer;
    if (standing.conflicts > 0 || standing.overCap > 0) return false;
    return !this.covers(standing) || standing.points > this.target.worth.points;
  }

  /** Hears what came out of the last slice and starts the next one. */
  async join(work: number, seeking: Seeking = 'nowhere'): Promise<void> {
    await this.hear();
    if (!this.provable && this.maybeTogether) await this.startPrices();
    if (this.done) return;
    this.proof ??= this.newProof();
    const joint = this.joints++;
    const isPriced = joint >= SLICES_BEFORE_PRICES && this.maybeTogether && (await this.startPrices());
    if (!isPriced || seeking !== 'nowhere' || this.gap <= NEAR || joint >= SLICES_BEFORE_PRICES + SLICES_OF_PRICES)
      this.begin(work, seeking);
  }

  private newProof(): AgendaProof {
    return new AgendaProof(topicOf(this.target), this.annealer.best, this.upper, this.budget);
  }

  private begin(work: number, seeking: Seeking): void {
    this.slice = this.proof?.slice(work, seeking);
    // A failure is thrown where the answer is heard, not before.
    this.slice?.catch(() => undefined);
  }

  /**
   * Hears how few breaks all agendas together have, by prices or else in fractions. To be asked between slices.
   * @param isLast whether nothing goes on beside it any more
   */
  async countTogether(isLast: boolean): Promise<void> {
    // Where clauses do not wait for prices, nobody does before the end.
    if (!this.maybeTogether || !(isLast || this.provable)) return;
    if (this.provable) this.proof ??= this.newProof();
    try {
      const haveSaid = (await this.startPrices()) && (await this.hearPrices(isLast));
      if (!haveSaid) await this.hearFractions();
    } finally {
      if (isLast || this.tier !== 'breaks') await this.endCounts();
      await this.hear();
    }
  }

  private async endCounts(): Promise<void> {
    const { prices, fractions } = this;
    this.counted = true;
    this.prices = this.pricing = undefined;
    await Promise.all([prices?.end(), fractions?.end()]);
  }

  private get maybeTogether(): boolean {
    const isOpen = this.wanted && !this.annealer.done && this.proof?.done !== true;
    return isOpen && !this.counted && this.tier === 'breaks' && Number.isFinite(this.upper.breaks);
  }

  /** Begins once to seek prices of agendas, in a thread of their own; whether the event is one for them. */
  private async startPrices(): Promise<boolean> {
    if (this.pricing) return true;
    this.prices ??= await this.newPrices();
    if (this.prices) this.goOnWithPrices(this.prices, this.workOnPrices(this.provable ? 'first' : 'ofLarge'));
    return this.pricing !== undefined;
  }

  /** `undefined` where the event is none for them. A quick run does not load them. */
  private async newPrices(): Promise<AgendaPrices | undefined> {
    const { AgendaPrices } = await import('./agenda-prices.js');
    return AgendaPrices.of(this.target.worth, this.budget);
  }

  /** A thorough run asks about idle slots in the end only, as breaks are not asked about from then on. */
  private workOnPrices(stage: 'first' | 'beside' | 'ofLarge'): { breaks: number; idle: number } {
    const work = WORK_ON_PRICES[stage];
    return this.budget.isThorough ? { ...work, idle: 0 } : work;
  }

  private goOnWithPrices(prices: AgendaPrices, { breaks, idle }: { breaks: number; idle: number }): void {
    const { upper } = this;
    const seek = async (): Promise<void> => {
      await prices.seekBreaks(breaks, upper.breaks);
      if (idle > 0) await prices.seekIdle(idle, upper);
    };
    this.pricing = seek();
    // A failure is thrown where the answer is heard, not before.
    this.pricing.catch(() => undefined);
  }

  /** Whether they said anything. */
  private async hearPrices(isLast: boolean): Promise<boolean> {
    const { prices, proof, annealer, budget } = this;
    await Promise.all([this.pricing, this.hear()]);
    // What clauses have settled by then needs no prices.
    if (!prices || this.tier !== 'breaks') return true;
    if (isLast && budget.isThorough) {
      this.goOnWithPrices(prices, WORK_ON_PRICES.thorough);
      await this.pricing;
    }
    annealer.guide = prices.guide();
    this.shown = { breaks: prices.breaks, both: prices.both };
    if (proof) {
      this.priced += Math.max(0, prices.breaks - proof.bounds.breaks);
      await this.tell(proof, prices.breaks);
    }
    if (!isLast && !prices.done && this.bounds.breaks < this.upper.breaks) {
      this.goOnWithPrices(prices, this.workOnPrices('beside'));
      this.joints = SLICES_BEFORE_PRICES;
    }
    this.areInVain = annealer.guide === undefined && prices.done;
    return !this.areInVain;
  }

  /** Hears how few idle slots prices leave, where nothing goes on any more and that is not settled. */
  async countIdle(): Promise<void> {
    await this.hear();
    const { upper, shown, budget } = this;
    const isOpen = !this.annealer.done && Number.isFinite(upper.breaks) && upper.idle > this.bounds.idle;
    if (!this.provable || !isOpen || this.areInVain || shown.both > 0 || budget.stopped) return;
    this.prices ??= await this.newPrices();
    await this.pricing;
    if (this.prices?.both === 0) await this.prices.seekIdle(WORK_ON_PRICES.last, upper);
    const { breaks, both } = this.prices ?? shown;
    this.shown = { breaks: Math.max(shown.breaks, breaks), both };
    await this.endCounts();
  }

  private async hearFractions(): Promise<void> {
    const { proof } = this;
    if (this.counted || !proof || this.bounds.breaks >= this.upper.breaks) return;
    this.counted = true;
    const fractions = this.count();
    if (!fractions.start()) return;
    this.begin(WORK_BESIDE, 'nowhere');
    await this.hear();
    // What clauses have settled by then needs no fractions.
    if (this.done || this.tier !== 'breaks') return;
    await this.tell(proof, (await fractions.count()) ?? 0);
  }

  /**
   * Tells clauses of a bound. Where it is one less than the best schedule has, they look for a schedule with so few, and branches
   * of the fractions may refute that there is one if they find none.
   * @param least every schedule has so many breaks
   */
  private async tell(proof: AgendaProof, least: number): Promise<void> {
    proof.raise(least);
    if (least !== this.upper.breaks - 1) return;
    this.begin(WORK_ON_ONE_LESS, 'anywhere');
    await this.hear();
    if (this.bounds.breaks >= this.upper.breaks) return;
    const refuted = (await this.count().refuteUpTo(this.upper.breaks)) ?? 0;
    // Clauses that have come to an end hear of nothing any more.
    this.shown = { ...this.shown, breaks: Math.max(this.shown.breaks, refuted) };
    proof.raise(refuted);
  }

  private count(): Fractions {
    const { problem, facts } = this.target.worth;
    this.fractions ??= new Fractions(problem, facts, this.budget);
    return this.fractions;
  }

  /** One slice while nothing else is done. */
  async advance(work: number, seeking: Seeking): Promise<void> {
    await this.join(work, seeking);
    await this.hear();
  }

  /** Hears what is still to be heard, and no more. */
  async end(): Promise<void> {
    try {
      await this.hear();
    } finally {
      const { prices, shown, budget } = this;
      await Promise.all([this.proof?.close(), prices?.end(), this.fractions?.end()]);
      // Whoever was stopped is told what was known by then.
      if (prices && budget.stopped)
        this.shown = { breaks: Math.max(shown.breaks, prices.breaks), both: Math.max(shown.both, prices.both) };
    }
  }

  private get upper(): AgendaBounds {
    const { standing } = this.annealer;
    return this.covers(standing) ? standing : { breaks: Number.POSITIVE_INFINITY, idle: Number.POSITIVE_INFINITY };
  }

  /** Hears what came out of the slice at work, if there is one. */
  async hear(): Promise<void> {
    const { proof, slice, annealer } = this;
    this.slice = undefined;
    if (!proof) return;
    const found = await slice?.catch(async error => {
      // Whoever hears of it may not come back to end the other solver.
      await proof.close();
      throw error;
    });
    if (found) annealer.adopt(found);
    proof.hear(annealer.best, this.upper);
    this.own = { ...proof.bounds };
    if (this.tier !== 'breaks') await this.endCounts();
  }
}
