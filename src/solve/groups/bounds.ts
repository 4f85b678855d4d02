/** What is proved about promises and points of events with groups, in whole numbers. */
import type { GroupProblem } from '../../model/group-problem.js';
import type { PromiseTerms } from '../duals.js';
import { BranchAndBound } from './branch.js';
import type { Items } from './items.js';
import type { GroupPrices } from './prices.js';
import { groupPromiseTerms } from './promise-terms.js';

export interface GroupBounds {
  /** Promises that no schedule exceeds. */
  readonly promises: number;
  /** Points that no schedule with `terms.target` promises exceeds; infinite where nothing is proved. */
  readonly points: number;
  readonly terms: PromiseTerms;
  /** Prices that prove a bound on points, perhaps a larger one. */
  readonly prices: { readonly prices: GroupPrices; readonly bound: number } | undefined;
}

/** Both proofs; that of points begins anew where fewer promises are asked for. */
export class BoundKeeper implements GroupBounds {
  terms: PromiseTerms;
  promises: number;
  points = Number.POSITIVE_INFINITY;
  private most = Number.POSITIVE_INFINITY;
  private pointsProof: BranchAndBound | undefined;
  private promiseProof: BranchAndBound | undefined;

  constructor(
    private readonly problem: GroupProblem,
    private readonly items: Items,
  ) {
    this.terms = groupPromiseTerms(problem, items);
    this.promises = this.terms.total;
    if (items.count === 0) this.bindPoints(0);
  }

  /** No schedule has more points, however few promises it keeps. */
  bindPoints(most: number): void {
    this.most = Math.min(this.most, most);
    this.points = Math.min(this.points, most);
  }

  get prices(): GroupBounds['prices'] {
    return this.pointsProof?.root;
  }

  /** The proof about points, under `terms` as they are. */
  provePoints(): BranchAndBound {
    const { problem, items, terms } = this;
    this.pointsProof ??= new BranchAndBound(problem, items, terms, 'points');
    return this.pointsProof;
  }

  /** The proof about promises: what is counted is promises, and points nothing. */
  provePromises(): BranchAndBound {
    const { problem } = this;
    const items = { ...this.items, points: new Float64Array(this.items.count) };
    const terms = { ...this.terms, target: 0 };
    this.promiseProof ??= new BranchAndBound(problem, items, terms, 'promises');
    return this.promiseProof;
  }

  /** Hears how far the proofs have come, beside a schedule of such worth. */
  update(promises: number, points: number): void {
    if (this.promiseProof) this.promises = Math.min(this.promises, Math.max(promises, this.promiseProof.bound));
    // Branches that hold nothing better than what is at hand were left out.
    if (this.pointsProof && promises >= this.terms.target)
      this.points = Math.min(this.points, Math.max(points, this.pointsProof.bound));
  }

  /** Fewer promises are asked for: dearer schedules become possible, and what was proved of points no longer holds. */
  retarget(promises: number): void {
    if (promises >= this.terms.target) return;
    this.terms = { ...this.terms, target: promises };
    this.points = this.most;
    const proof = this.pointsProof;
    this.pointsProof = undefined;
    // Nobody waits for it any more.
    proof?.end().catch(() => undefined);
  }

  async end(): Promise<void> {
    await this.pointsProof?.end();
    await this.promiseProof?.end();
  }
}
