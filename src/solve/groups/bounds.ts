/** What is proved about promises and points of events with groups, in whole numbers. */
import type { GroupProblem, ItemSlots } from '../../model/group-problem.js';
import type { PromiseTerms } from '../duals.js';
import type { Patience } from '../worker.js';
import { BranchAndBound } from './branch.js';
import { type Items, itemsOf, placesOf } from './items.js';
import { narrowed } from './narrow.js';
import { priceBound } from './price-bound.js';
import type { GroupPrices } from './prices.js';
import { anySessions, groupPromiseTerms } from './promise-terms.js';
import { selectionBound } from './selection-bound.js';
import { type PricedBound, sessionBound } from './session-bound.js';
import { TimeBound } from './time-bound.js';
import { type BoundLimits, LARGE, MOST_PLACES } from './work.js';

export interface GroupBounds {
  /** Promises that no schedule exceeds. */
  readonly promises: number;
  /** Points that no schedule with `terms.target` promises exceeds; infinite where nothing is proved. */
  readonly points: number;
  readonly terms: PromiseTerms;
  /** Prices that prove a bound on points, perhaps a larger one. */
  readonly prices: PricedBound | undefined;
}

/** Of the schedules that are worth more than one with so many points, and by how much more they could be when it began. */
interface BetterProof {
  readonly proof: BranchAndBound;
  readonly points: number;
  readonly slack: number;
}

/** The part of a program's items in slots that is left at most where a smaller one takes its place. */
const MOST_LEFT = 3 / 4;

/** First bounds, and both proofs; that of points begins anew where fewer promises are asked for. */
export class BoundKeeper implements GroupBounds {
  terms: PromiseTerms;
  promises: number;
  points = Number.POSITIVE_INFINITY;
  private most = Number.POSITIVE_INFINITY;
  /** As they were heard of last: what a proof knows before that depends on the machine. */
  prices: PricedBound | undefined;
  /** Of a large event, after its first turn; under `terms` as they are. */
  private timeBound: TimeBound | undefined;
  private pointsProof: BranchAndBound | undefined;
  private betterProof: BetterProof | undefined;
  private promiseProof: BranchAndBound | undefined;
  private readonly mostPlaces: number;
  private readonly mostExact: number;
  private readonly iterations: number;

  /**
   * @param limits items times their slots: up to `mostPlaces` first bounds come from prices by slot, and beyond `mostExact` from a
   * program that is nearly solved; `iterations` of simplex, that each proof may take
   */
  constructor(
    private readonly problem: GroupProblem,
    private readonly items: Items,
    limits: BoundLimits = {},
  ) {
    this.mostPlaces = limits.mostPlaces ?? MOST_PLACES;
    this.mostExact = limits.mostExact ?? LARGE;
    this.iterations = limits.iterations ?? Number.POSITIVE_INFINITY;
    this.terms = groupPromiseTerms(problem, items);
    this.promises = this.terms.total;
    if (items.count === 0) this.bindPoints(0);
  }

  /** No schedule has more points, however few promises it keeps. */
  bindPoints(most: number): void {
    this.most = Math.min(this.most, most);
    this.points = Math.min(this.points, most);
  }

  /** Bounds that were proved elsewhere, for schedules of so many promises, and prices for them. */
  take({
    promises,
    points,
    terms,
    prices,
  }: Omit<GroupBounds, 'prices'> & { readonly prices: GroupPrices | undefined }): void {
    this.promises = Math.min(this.promises, promises);
    this.terms = terms;
    const { problem, items } = this;
    const bound = prices && priceBound(problem, items, terms, 'points', prices, anySessions(problem));
    this.prices = prices && bound !== undefined && Number.isFinite(bound) ? { prices, bound } : undefined;
    this.points = Math.min(this.most, points);
  }

  /**
   * A first bound on points, under `terms` as they are, and prices where the event is not too large for them.
   * @param found hears, with the bound, of what the fractions of a large event look like: not all of it can be kept as it is
   * @returns how to hear of it, so that it is heard at one time on every machine
   */
  async boundPoints(patience: Patience, found: (slots: ItemSlots) => void): Promise<() => void> {
    const { problem, items, terms } = this;
    if (this.isTooLarge) {
      // It holds for however few promises.
      if (Number.isFinite(this.most)) return () => undefined;
      const most = await selectionBound(problem, items, patience);
      return () => this.bindPoints(most);
    }
    if (this.isLarge) {
      this.timeBound = new TimeBound(problem, items, terms, 'points');
      const { best, rounded } = await this.timeBound.run(1, patience);
      return () => {
        this.lower(best, terms);
        if (rounded) found(rounded);
      };
    }
    const first = await sessionBound(problem, items, terms, 'points', patience);
    return () => this.lower(first, terms);
  }

  /** What more rows bring after the first bound of a large event; heard as that is. */
  async sharpen(patience: Patience): Promise<() => void> {
    const { timeBound, terms } = this;
    if (!timeBound) return () => undefined;
    const { best } = await timeBound.run(timeBound.left, patience);
    return () => this.lower(best, terms);
  }

  /** What prices prove under `terms` that were found under others. O(items · slots · log). */
  hear(prices: GroupPrices): void {
    this.lower(this.underTerms(prices), this.terms);
  }

  /** Hears of a bound under these terms: it says nothing where fewer promises are asked for since. */
  private lower(priced: PricedBound | undefined, terms: PromiseTerms): void {
    if (!priced || terms !== this.terms) return;
    if (!(this.prices && this.prices.bound < priced.bound)) this.prices = priced;
    this.points = Math.min(this.points, priced.bound);
  }

  /** The same on promises, if the event is not too large for it. */
  async boundPromises(patience: Patience): Promise<() => void> {
    const first = this.isTooLarge ? undefined : await this.firstOfPromises(patience);
    return () => {
      this.promises = Math.min(this.promises, first?.bound ?? this.promises);
    };
  }

  private async firstOfPromises(patience: Patience): Promise<PricedBound | undefined> {
    const { items, terms } = this.promiseTask;
    if (!this.isLarge) return sessionBound(this.problem, items, terms, 'promises', patience);
    const timeBound = new TimeBound(this.problem, items, terms, 'promises');
    try {
      return (await timeBound.run(timeBound.left, patience)).best;
    } finally {
      await timeBound.end();
    }
  }

  /** Whether prices by slot would take too long. */
  private get isTooLarge(): boolean {
    return placesOf(this.items) > this.mostPlaces;
  }

  private get isLarge(): boolean {
    return placesOf(this.items) > this.mostExact;
  }

  private get promiseTask(): { readonly items: Items; readonly terms: PromiseTerms } {
    const { items, terms } = this;
    return { items: { ...items, points: new Float64Array(items.count) }, terms: { ...terms, target: 0 } };
  }

  /** The proof about points, under `terms` as they are. */
  provePoints(): BranchAndBound {
    const { problem, items, terms, iterations } = this;
    if (this.betterProof) return this.betterProof.proof;
    this.pointsProof ??= new BranchAndBound(problem, items, terms, 'points', iterations);
    return this.pointsProof;
  }

  /**
   * Once the whole event has been looked at, the proof goes on with what prices leave to schedules worth more than one that
   * keeps the promises of `terms` and has so many points: a smaller program, begun anew where the gap has become half as wide.
   * Not where little is left out: the proof at hand has branches and rows that a new one would have to find again.
   */
  async narrow(points: number): Promise<void> {
    const { problem, prices, terms, pointsProof, betterProof, iterations } = this;
    if (!prices || !pointsProof?.root) return;
    const slack = prices.bound - points;
    if (slack > (betterProof?.slack ?? Number.POSITIVE_INFINITY) / 2) return;
    const event = narrowed(problem, this.items, prices.prices, slack);
    const items = itemsOf(event);
    const { program } = betterProof?.proof ?? pointsProof;
    if (placesOf(items) > MOST_LEFT * program.item.length) return;
    await betterProof?.proof.end();
    this.betterProof = { proof: new BranchAndBound(event, items, terms, 'points', iterations), points, slack };
  }

  /** The proof about promises: what is counted is promises, and points nothing. */
  provePromises(): BranchAndBound {
    const { items, terms } = this.promiseTask;
    this.promiseProof ??= new BranchAndBound(this.problem, items, terms, 'promises', this.iterations);
    return this.promiseProof;
  }

  /** Hears how far the proofs have come, beside a schedule of such worth. */
  update(promises: number, points: number): void {
    if (this.promiseProof) this.promises = Math.min(this.promises, Math.max(promises, this.promiseProof.bound));
    const root = this.pointsProof?.root;
    if (root && !(this.prices && this.prices.bound < root.bound)) this.prices = root;
    // Branches that hold nothing better than what is at hand were left out.
    if (promises < this.terms.target) return;
    const bound = Math.max(points, this.pointsProof?.bound ?? Number.POSITIVE_INFINITY);
    this.points = Math.min(this.points, bound, this.boundOfBetter(points));
  }

  /** It says nothing of schedules that are worth no more than the one it began with. */
  private boundOfBetter(points: number): number {
    const { betterProof } = this;
    return betterProof ? Math.max(points, betterProof.points, betterProof.proof.bound) : Number.POSITIVE_INFINITY;
  }

  /**
   * Fewer promises are asked for: dearer schedules become possible, and of what was proved of points only as much holds as the
   * same prices prove of them.
   */
  retarget(promises: number): void {
    if (promises >= this.terms.target) return;
    this.terms = { ...this.terms, target: promises };
    this.prices = this.prices && this.underTerms(this.prices.prices);
    this.points = Math.min(this.most, this.prices?.bound ?? this.most);
    const proofs = [this.timeBound, this.pointsProof, this.betterProof?.proof];
    this.timeBound = undefined;
    this.pointsProof = undefined;
    this.betterProof = undefined;
    // Nobody waits for them any more.
    for (const proof of proofs) proof?.end().catch(() => undefined);
  }

  /** What a promise is worth at most is what is paid for one that is not kept. */
  private underTerms(held: GroupPrices): PricedBound {
    const { problem, items, terms } = this;
    const prices = { ...held, sigma: held.theta.reduce((most, price) => Math.max(most, price), held.sigma) };
    const bound = priceBound(problem, items, terms, 'points', prices, anySessions(problem));
    return { prices, bound };
  }

  async end(): Promise<void> {
    await this.timeBound?.end();
    this.timeBound = undefined;
    await this.pointsProof?.end();
    await this.betterProof?.proof.end();
    await this.promiseProof?.end();
  }
}
