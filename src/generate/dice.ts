/** Shapes random whole numbers that are made elsewhere. */

/** A source of whole numbers, uniform in 0 … 2^32 − 1. */
export type RandomSource = () => number;

export class Dice {
  constructor(private readonly next: RandomSource) {}

  /** Uniform in 0 … n − 1, for 1 ≤ n < 2^32. */
  below(n: number): number {
    return Math.floor((this.next() / 4294967296) * n);
  }

  /** True in `percent` of a hundred cases. */
  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  /** 0 … n − 1, the smaller the likelier: the smallest of `skew` + 1 draws. O(skew). */
  skewed(n: number, skew: number): number {
    let found = this.below(n);
    for (let draw = 0; draw < skew; draw++) found = Math.min(found, this.below(n));
    return found;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)];
  }

  /** 0 … n − 1 in random order (Fisher and Yates). O(n). */
  permutation(n: number): Int32Array {
    const order = Int32Array.from({ length: n }, (_, index) => index);
    for (let last = n - 1; last > 0; last--) {
      const other = this.below(last + 1);
      const kept = order[last];
      order[last] = order[other];
      order[other] = kept;
    }
    return order;
  }
}
