// When primal-dual steps begin anew, and how far each Halpern step is drawn back until then (Applegate et al. 2021, "Practical
// large-scale linear programming using primal-dual hybrid gradient"; Lu & Yang 2024, "Restarted Halpern PDHG for linear
// programming"). Plain JavaScript, so that workers run it unbuilt too.

/** It begins anew where a step has become so much shorter than the first, or a little and grows again, or after this share of all. */
const ANEW = { sure: 0.2, perhaps: 0.8, share: 0.36 };

export class Restarts {
  constructor() {
    /** Steps in all, and since it began anew. */
    this.total = 0;
    this.count = 0;
    this.firstLength = 0;
    this.lastLength = Number.POSITIVE_INFINITY;
  }

  /** Another step. */
  step() {
    this.total++;
    this.count++;
  }

  /** Of the last step: the part that is not drawn back to where it began. */
  get part() {
    return this.count / (this.count + 1);
  }

  /**
   * Whether it is time, once for each step. O(1).
   * @param {number} length of the last plain step, which never grows until it begins anew, but for what is drawn back
   */
  isDue(length) {
    const { count, total, lastLength } = this;
    this.lastLength = length;
    if (count === 1) this.firstLength = length;
    const isShort = length <= ANEW.sure * this.firstLength;
    const isTurning = length <= ANEW.perhaps * this.firstLength && length > lastLength;
    return count > 1 && (isShort || isTurning || count >= ANEW.share * total);
  }

  begin() {
    this.count = 0;
    this.lastLength = Number.POSITIVE_INFINITY;
  }
}
