/** A set of small whole numbers that one can be drawn from: everything in O(1). */
import type { Random } from './random.js';

export class Members {
  size = 0;
  /** The first `size` of them are in, in no order. */
  readonly list: Int32Array;
  /** Where each stands in the list, -1 if it is not in. */
  private readonly at: Int32Array;

  /** Empty at first. @param most numbers from 0 to below this one may be in. O(most) */
  constructor(most: number) {
    this.list = new Int32Array(most);
    this.at = new Int32Array(most).fill(-1);
  }

  has(x: number): boolean {
    return this.at[x] >= 0;
  }

  /** Nothing is done where it is in. */
  add(x: number): void {
    if (this.at[x] >= 0) return;
    this.at[x] = this.size;
    this.list[this.size++] = x;
  }

  /** Nothing is done where it is not in. */
  drop(x: number): void {
    const at = this.at[x];
    if (at < 0) return;
    const last = this.list[--this.size];
    this.list[at] = last;
    this.at[last] = at;
    this.at[x] = -1;
  }

  /** Takes all out. O(size) */
  clear(): void {
    for (let k = 0; k < this.size; k++) this.at[this.list[k]] = -1;
    this.size = 0;
  }

  /** Any of them; -1 if there is none. */
  any(random: Random): number {
    return this.size === 0 ? -1 : this.list[random.below(this.size)];
  }
}
