/** A proof at work beside the annealing: they hear of each other at joints only, so that neither's speed matters. */

import type { Patience } from '../worker.js';
import type { AgendaPrices } from './agenda-prices.js';
import type { BreakStanding } from './aim.js';
import { type AgendaBounds, sumOf } from './bound.js';
import { Fractions } from './fractions.js';
import type { KempeAnnealer } from './kempe.js';
import { AgendaProof, type AgendaTarget, isProvable } from './proof.js';

/** Slices after which a linear program is begun: by then clauses have settled what is easy. */
const SLICES_BEFORE_FRACTIONS = 2;
/** Slices that clauses leave out for it: there are two cores, and one is the annealing's. */
const SLICES_OF_FRACTIONS = 3;
/** Where agendas have no prices, a slice of clauses beside the program instead: about as long, and often all that is needed. */
const WORK_BESIDE_FRACTIONS = 2.5e9;
/** Steps of prices on agendas, and rounds of them: from then on some hundred gain less than a break. */
const STEPS_OF_PRICES = 50;
const ROUNDS_OF_PRICES = 12;

export class ProofBeside {
  bounds: AgendaBounds;
  private readonly provable: boolean;
  private proof: AgendaProof | undefined;
  private slice: Promise<Int32Array | undefined> | undefined;
  private joints = 0;
  private fractions: Fractions | undefined;
  private counted = false;
  private prices: Promise<AgendaPrices | undefined> | undefined;
  /** Breaks that prices on agendas showed beyond what clauses and fractions had. */
  private priced = 0;

  /** @param wanted whether more is to be proved than the participants' own least */
  constructor(
    private readonly target: AgendaTarget,
    private readonly annealer: KempeAnnealer,
    private readonly patience: Patience,
    wanted: boolean,
  ) {
    this.bounds = sumOf(target.least);
    this.provable = wanted && isProvable(target);
  }

  /** Whether nothing is left to prove, or to try. */
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
  async join(work: number, withFinder = false): Promise<void> {
    await this.hear();
    if (this.done) return;
    const { annealer } = this;
    this.proof ??= new AgendaProof(this.target, annealer.best, this.upper, this.patience);
    const joint = this.joints++;
    const mayCount = joint >= SLICES_BEFORE_FRACTIONS && this.maybeFractions && (await this.pricesOfAgendas());
    const counts = mayCount && this.count().start();
    if (!counts || joint >= SLICES_BEFORE_FRACTIONS + SLICES_OF_FRACTIONS) this.begin(work, withFinder);
  }

  private begin(work: number, withFinder: boolean): void {
    this.slice = this.proof?.slice(work, withFinder);
    // A failure is thrown where the answer is heard, not before.
    this.slice?.catch(() => undefined);
  }

  /** Hears once how few breaks fractions, and prices, leave to any schedule. To be asked between slices. */
  async countInFractions(): Promise<void> {
    if (!this.maybeFractions) return;
    this.counted = true;
    this.proof ??= new AgendaProof(this.target, this.annealer.best, this.upper, this.patience);
    if (this.tier !== 'breaks') return;
    const fractions = this.count();
    try {
      const counts = fractions.start();
      const prices = await this.pricesOfAgendas();
      // While the program is at work.
      if (prices) await this.improve(prices, 1);
      else if (counts) this.begin(WORK_BESIDE_FRACTIONS, false);
      await this.hear();
      // What clauses have settled by then needs no fractions.
      if (this.done || this.tier !== 'breaks') return;
      this.proof.raise((await fractions.count()) ?? 0);
      if (this.proof.bounds.breaks >= this.upper.breaks) return;
      await this.improve(prices, ROUNDS_OF_PRICES - 1);
      this.annealer.guide = prices?.guide();
      const shown = prices?.least ?? 0;
      if (shown < this.upper.breaks) this.proof.raise((await fractions.refuteUpTo(this.upper.breaks)) ?? 0);
      this.priced = Math.max(0, shown - this.proof.bounds.breaks);
      this.proof.raise(shown);
    } finally {
      await fractions.end();
      await this.hear();
    }
  }

  private get maybeFractions(): boolean {
    return !this.done && !this.counted && this.tier === 'breaks' && Number.isFinite(this.upper.breaks);
  }

  /** `undefined` where the event is none for them. */
  private pricesOfAgendas(): Promise<AgendaPrices | undefined> {
    this.prices ??= import('./agenda-prices.js').then(({ AgendaPrices }) => AgendaPrices.of(this.target.worth));
    return this.prices;
  }

  /** Lets signals arrive between the rounds. */
  private async improve(prices: AgendaPrices | undefined, rounds: number): Promise<void> {
    for (let round = 0; prices && round < rounds && !prices.done && !this.patience.stopped; round++) {
      prices.improve(STEPS_OF_PRICES, this.upper.breaks);
      await new Promise(resolve => setImmediate(resolve));
    }
  }

  private count(): Fractions {
    const { problem, facts } = this.target.worth;
    this.fractions ??= new Fractions(problem, facts, this.patience);
    return this.fractions;
  }

  /** One slice while nothing else is done. */
  async advance(work: number): Promise<void> {
    await this.join(work, true);
    await this.hear();
  }

  /** Hears what is still to be heard, and no more. */
  async end(): Promise<void> {
    try {
      await this.hear();
    } finally {
      await Promise.all([this.proof?.close(), this.fractions?.end()]);
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
    this.bounds = { ...proof.bounds };
    if (this.tier !== 'breaks') await this.fractions?.end();
  }
}
