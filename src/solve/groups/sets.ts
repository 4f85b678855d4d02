/** Sets of items whose members count together: at most one, at least one, or points that count once. */
import type { GroupProblem } from '../../model/group-problem.js';

export class Sets {
  /** Sets of which at least one item has to be held, and is. */
  someMet = 0;
  /** Points that items held hold more than once. */
  repeated = 0;
  /** Items held of each once-set, of each set that demands one, of each set of repeats. */
  private readonly once: Uint8Array;
  private readonly some: Int32Array;
  private readonly repeats: Int32Array;
  /** Sets that demand one and repeats, by item; `undefined` where there are none. */
  private readonly others:
    | readonly { readonly some: readonly number[]; readonly repeats: readonly number[] }[]
    | undefined;

  constructor(private readonly problem: GroupProblem) {
    const { onceStart, someStart, someItems, repeats, pairs, seats } = problem;
    const demands = someStart.length - 1;
    this.once = new Uint8Array(onceStart.length);
    this.some = new Int32Array(demands);
    this.repeats = new Int32Array(repeats.length);
    if (demands === 0 && repeats.length === 0) return;
    const others = Array.from({ length: pairs.meetings + seats }, () => ({
      some: [] as number[],
      repeats: [] as number[],
    }));
    for (let k = 0; k < demands; k++)
      for (const i of someItems.subarray(someStart[k], someStart[k + 1])) others[i].some.push(k);
    repeats.forEach(({ items }, k) => {
      for (const i of items) others[i].repeats.push(k);
    });
    this.others = others;
  }

  /** Sets that demand an item. */
  get demands(): number {
    return this.some.length;
  }

  /** One more or less of item i is held. O(its sets). */
  count(i: number, by: 1 | -1): void {
    const { onceOfStart, onceSets, repeats } = this.problem;
    for (let k = onceOfStart[i]; k < onceOfStart[i + 1]; k++) this.once[onceSets[k]] += by;
    if (this.others === undefined) return;
    for (const k of this.others[i].some) {
      this.some[k] += by;
      if (this.some[k] === (by > 0 ? 1 : 0)) this.someMet += by;
    }
    for (const k of this.others[i].repeats) {
      this.repeats[k] += by;
      if (this.repeats[k] > (by > 0 ? 1 : 0)) this.repeated += by * repeats[k].points;
    }
  }

  /** Points of item i that others which are held bring too. O(its sets). */
  repeatedBy(i: number, isHeld: boolean): number {
    if (this.others === undefined) return 0;
    let points = 0;
    for (const k of this.others[i].repeats)
      if (this.repeats[k] > (isHeld ? 1 : 0)) points += this.problem.repeats[k].points;
    return points;
  }

  /** Whether a once-set of item i has an item that is held. O(its sets). */
  isMet(i: number): boolean {
    const { onceOfStart, onceSets } = this.problem;
    for (let k = onceOfStart[i]; k < onceOfStart[i + 1]; k++) if (this.once[onceSets[k]] > 0) return true;
    return false;
  }
}
