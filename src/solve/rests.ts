/**
 * `max_consecutive` in prices: of any `max_consecutive` + 1 neighbouring slots of one stretch, a *window*, a participant is
 * busy in all but one at most. A window's price is paid in each of its slots, and one slot's share of it is given back.
 */
import { hasBit, type Problem, UNBOUNDED } from '../model/problem.js';
import type { Duals } from './duals.js';

/** The windows that some schedule could overdraw. */
export class Rests {
  /** 1 where a window of participant p begins in slot t, at p * slots + t. */
  readonly begins: Uint8Array;
  private readonly slots: number;
  private readonly longest: Int32Array;

  private constructor({ participants: P, slots: T, words: W, maxConsecutive, stretch }: Problem, usable: Int32Array) {
    this.slots = T;
    this.longest = maxConsecutive;
    this.begins = new Uint8Array(P * T);
    for (let p = 0; p < P; p++) {
      const last = maxConsecutive[p];
      // How many slots up to this one could all be busy.
      let run = 0;
      for (let t = 0; t < T; t++) {
        if (t > 0 && stretch[t] !== stretch[t - 1]) run = 0;
        run = hasBit(usable, p * W, t) ? run + 1 : 0;
        if (run > last) this.begins[p * T + t - last] = 1;
      }
    }
  }

  /** `undefined` where there is no window. O(meetings · words + people · slots). */
  static of(problem: Problem): Rests | undefined {
    const { meetings: E, words: W, a, b, domain, participants: P, maxConsecutive } = problem;
    if (maxConsecutive.every(most => most === UNBOUNDED)) return undefined;
    const usable = new Int32Array(P * W);
    for (let e = 0; e < E; e++) {
      for (let k = 0; k < W; k++) {
        usable[a[e] * W + k] |= domain[e * W + k];
        usable[b[e] * W + k] |= domain[e * W + k];
      }
    }
    const rests = new Rests(problem, usable);
    return rests.begins.includes(1) ? rests : undefined;
  }

  /** Windows of p that one slot lies in, at most; none of someone without a maximum. O(1). */
  depth(p: number): number {
    return this.longest[p] < this.slots ? this.longest[p] + 1 : 0;
  }

  /** For each window, what its slots have together, in the slot where it begins; 0 elsewhere. O(people · slots). */
  gather(places: Float64Array, windows: Float64Array): void {
    const { slots: T, longest } = this;
    longest.forEach((last, p) => {
      let sum = 0;
      for (let t = 0; t < T; t++) {
        sum += places[p * T + t];
        if (t > last) sum -= places[p * T + t - last - 1];
        if (t >= last) windows[p * T + t - last] = this.begins[p * T + t - last] === 1 ? sum : 0;
      }
    });
  }

  /** Adds to each place what the windows that it lies in have together. O(people · slots · maximum). */
  spread(windows: Float64Array, places: Float64Array): void {
    addShares(this.slots, this.longest, windows, places, 1);
  }
}

/** What a place costs that is left free while no window of it is overdrawn: its price without those of windows. O(people · slots · maximum). */
export function priceAlone(
  { slots, maxConsecutive }: Pick<Problem, 'slots' | 'maxConsecutive'>,
  { pi, rests }: Pick<Duals, 'pi' | 'rests'>,
): Float64Array {
  if (!rests) return pi;
  const alone = pi.slice();
  addShares(slots, maxConsecutive, rests, alone, -1);
  return alone;
}

function addShares(T: number, longest: Int32Array, windows: Float64Array, places: Float64Array, sign: 1 | -1): void {
  windows.forEach((price, from) => {
    if (price === 0) return;
    const last = from + longest[Math.floor(from / T)];
    for (let place = from; place <= last; place++) places[place] += sign * price;
  });
}

/**
 * Whether nobody is busy in more neighbouring slots than `max_consecutive` allows. O(people · slots).
 * @param left places that a schedule leaves: participants × slots
 */
export function keepsRests(problem: Problem, left: Int32Array): boolean {
  const { participants: P, slots: T, maxConsecutive, parallel, stretch } = problem;
  for (let p = 0; p < P; p++) {
    if (maxConsecutive[p] === UNBOUNDED) continue;
    let run = 0;
    for (let t = 0; t < T; t++) {
      if (t > 0 && stretch[t] !== stretch[t - 1]) run = 0;
      run = left[p * T + t] < parallel[p] ? run + 1 : 0;
      if (run > maxConsecutive[p]) return false;
    }
  }
  return true;
}
