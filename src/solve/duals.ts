/**
 * Prices of people, slots and rooms, and the exact upper bound on points that any non-negative prices give.
 *
 * Lagrangian duality for the time-indexed formulation: with prices π[p,t] of a participant's slot, ρ[j,t] of a room limit's
 * slot, μ[p] of a participant's maximum, κ of odd sets (odd-sets.ts) and rewards θ[p] of promises, every schedule that keeps at
 * least K promises has
 *
 *   points ≤ Σ π·parallel + Σ ρ·capacity + Σ μ·maximum + Σ κ·⌊places/2⌋ + promiseTerm + Σ_e best_e,
 *   best_e = max_t (w_e + θ_a + θ_b − μ_a − μ_b − π_at − π_bt − ρ_t − κ_et), not below 0 unless e is a must,
 *   promiseTerm = −σK + Σ_p m_p (σ − θ_p), θ_p ≤ σ, m_p the promises p can have.
 *
 * (Geoffrion 1974, "Lagrangean relaxation for integer programming".) With a price ω[p,t] of a window of slots that begins in t
 * (rests.ts), π has a share of it in each slot of the window, and Σ ω·parallel comes off: one of the slots is free. With a price
 * of a set of meetings (meeting-sets.ts), no higher than its fine, each of its meetings pays it, and Σ of them comes on top.
 * Prices are integers in units of 1/`unit`, so the sum is exact as long as it stays below 2^53, which `evaluateBound` verifies.
 * Where interpreters need rests, less than Σ ρ·capacity of theirs holds too (interpreter-rests.ts).
 */
import { largeFloat64 } from '../model/large-lists.js';
import type { Problem } from '../model/problem.js';
import type { OddSet } from './odd-sets.js';

/** Prices of odd sets. */
export interface OddPrices {
  readonly sets: readonly OddSet[];
  readonly prices: Float64Array;
  /** Σ of the prices of all sets that pair (e, t) is in: meetings × slots. */
  readonly ofPair: Float64Array;
}

/** Prices of sets of meetings. */
export interface SetPrices {
  readonly prices: Float64Array;
  /** Σ of the prices of all sets of a meeting. */
  readonly ofMeeting: Float64Array;
}

export interface Duals {
  /** Prices are multiples of 1/unit; a power of two. */
  readonly unit: number;
  /** participants × slots: what a place costs, those of windows that it lies in among it. */
  readonly pi: Float64Array;
  /** participants × slots: of the window that begins there. Left out where none has a price. */
  readonly rests?: Float64Array | undefined;
  /** limits × slots. */
  readonly rho: Float64Array;
  readonly mu: Float64Array;
  readonly theta: Float64Array;
  readonly sigma: number;
  /** Of sets of meetings (meeting-sets.ts), none above its fine. Left out where there are no sets. */
  readonly sets?: SetPrices | undefined;
  /** Left out where no odd set has a price. */
  readonly odd?: OddPrices | undefined;
}

/** What the points tier is asked for: the most points among schedules with at least `target` promises. */
export interface PromiseTerms {
  /** Promises each participant can have at most: min(min_meetings, what its wishes, slots and maximum allow). */
  readonly possible: Int32Array;
  readonly total: number;
  /** Promises that are to be kept. */
  readonly target: number;
}

export function zeroDuals(problem: Problem, unit: number): Duals {
  const { participants: P, slots: T, limits } = problem;
  return {
    unit,
    pi: largeFloat64(P * T),
    rho: new Float64Array(limits * T),
    mu: new Float64Array(P),
    theta: new Float64Array(P),
    sigma: 0,
  };
}

/** Value of holding meeting e in slot t after everything used is paid, in units of 1/unit. */
export function reducedValue(problem: Problem, duals: Duals, e: number, t: number): number {
  const { a, b, slots: T, kind, kindLimits, points } = problem;
  const p = a[e];
  const q = b[e];
  let value = points[e] * duals.unit + duals.theta[p] + duals.theta[q] - duals.mu[p] - duals.mu[q];
  value -= duals.pi[p * T + t] + duals.pi[q * T + t];
  const limits = kindLimits[kind[e]];
  for (let i = 0; i < limits.length; i++) value -= duals.rho[limits[i] * T + t];
  if (duals.odd) value -= duals.odd.ofPair[e * T + t];
  if (duals.sets) value -= duals.sets.ofMeeting[e];
  return value;
}

/** Σ of the prices of all limits that a kind counts in: kinds × slots. O(kinds · limits, times slots those that have a price). */
export function rentOfKinds({ slots: T, kindLimits, limits: count }: Problem, rho: Float64Array): Float64Array {
  const rent = new Float64Array(kindLimits.length * T);
  // Where there are many limits, next to none of them has a price.
  const isPriced = new Uint8Array(count);
  for (let cell = 0; cell < rho.length; cell++) if (rho[cell] !== 0) isPriced[Math.floor(cell / T)] = 1;
  for (let kind = 0; kind < kindLimits.length; kind++) {
    const limits = kindLimits[kind];
    for (let i = 0; i < limits.length; i++) {
      if (isPriced[limits[i]] === 0) continue;
      const from = limits[i] * T;
      for (let t = 0; t < T; t++) rent[kind * T + t] += rho[from + t];
    }
  }
  return rent;
}

/** The best slot's reduced value of each meeting, in units of 1/unit; may be negative. O(meetings · slots). */
export function bestReduced(problem: Problem, duals: Duals): Float64Array {
  const { a, b, meetings: E, slots: T, words: W, domain, kind, points } = problem;
  const { pi, mu, theta, odd, sets, unit } = duals;
  const rent = rentOfKinds(problem, duals.rho);
  const best = new Float64Array(E);
  // As `reducedValue`, but only over the slots that are there: with a million meetings six times as fast.
  for (let e = 0; e < E; e++) {
    const p = a[e];
    const q = b[e];
    let least = Number.POSITIVE_INFINITY;
    for (let k = 0; k < W; k++) {
      for (let word = domain[e * W + k]; word !== 0; word &= word - 1) {
        const t = k * 32 + 31 - Math.clz32(word & -word);
        let cost = pi[p * T + t] + pi[q * T + t] + rent[kind[e] * T + t];
        if (odd) cost += odd.ofPair[e * T + t];
        if (cost < least) least = cost;
      }
    }
    best[e] = points[e] * unit + theta[p] + theta[q] - mu[p] - mu[q] - least;
    if (sets) best[e] -= sets.ofMeeting[e];
  }
  return best;
}

/**
 * The bound in units of 1/unit, exactly; `undefined` if some partial sum could leave the exact range of doubles.
 * Every term is an integer; absolute values are summed beside to prove that no partial sum reached 2^53. O(meetings · slots).
 * @param best the best slot's reduced value of each meeting, where known
 * @param width how many slots each slot stands for; default: itself
 */
export function evaluateBound(
  problem: Problem,
  duals: Duals,
  terms: PromiseTerms,
  best?: Float64Array,
  width?: Float64Array,
): number | undefined {
  const { participants: P, slots: T, meetings: E, parallel, maxMeetings, capacity, must } = problem;
  let sum = 0;
  let size = 0;
  const add = (term: number): void => {
    sum += term;
    size += Math.abs(term);
  };
  for (let p = 0; p < P; p++) {
    let prices = 0;
    for (let t = 0; t < T; t++) prices += duals.pi[p * T + t] * (width ? width[t] : 1);
    add(prices * parallel[p]);
    if (duals.rests) for (let t = 0; t < T; t++) add(-duals.rests[p * T + t] * parallel[p]);
    if (duals.mu[p] !== 0) add(duals.mu[p] * maxMeetings[p]);
    add(terms.possible[p] * (duals.sigma - duals.theta[p]));
  }
  for (let i = 0; i < capacity.length; i++)
    if (duals.rho[i] !== 0) add(duals.rho[i] * capacity[i] * (width ? width[i % T] : 1));
  duals.odd?.sets.forEach(({ capacity: most }, i) => {
    add(duals.odd!.prices[i] * most);
  });
  duals.sets?.prices.forEach(add);
  add(-duals.sigma * terms.target);
  const reduced = best ?? bestReduced(problem, duals);
  for (let e = 0; e < E; e++) if (must[e] === 1 || reduced[e] > 0) add(reduced[e]);
  return size < Number.MAX_SAFE_INTEGER ? sum : undefined;
}

/** Points that no schedule can exceed, from an exact bound. Points are integers, so the floor is safe. */
export function boundInPoints(exact: number, unit: number): number {
  return Math.floor(exact / unit);
}

/** Largest power of two up to 4096 so that all prices times it stay exact: total · unit · slack < 2^52. */
export function exactUnit(problem: Problem): number {
  let total = 1;
  for (let e = 0; e < problem.meetings; e++) total += problem.points[e];
  let unit = 4096;
  while (unit > 1 && total * unit * 64 > 2 ** 52) unit /= 2;
  return unit;
}
