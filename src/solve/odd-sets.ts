/**
 * Odd sets: k people hold at most ⌊k/2⌋ meetings among themselves in one slot, which the linear relaxation does not know
 * where k is odd (Edmonds 1965, doi:10.6028/jres.069B.013). With delegations k counts the places of the people.
 * Sets that a fractional solution violates are found by growing: exact separation (Padberg & Rao 1982,
 * doi:10.1287/moor.7.1.67) finds more, but each bound is valid whatever was found.
 */
import type { Problem } from '../model/problem.js';
import type { OddPrices } from './duals.js';

/** A set of people in a slot, with the meetings among them that may take place there. */
export interface OddSet {
  /** In rising order. */
  readonly people: readonly number[];
  readonly slot: number;
  readonly meetings: readonly number[];
  /** Most meetings of these people among themselves in the slot. */
  readonly capacity: number;
}

/** How much of each pair (meeting, slot) a solution holds: 0 to 1. */
export type Fraction = (e: number, t: number) => number;

/** Larger sets are seldom violated by much, and dear to price. */
const MOST_PEOPLE = 13;
/** Less than this is within the error of a first-order solution. */
const VIOLATION = 0.04;
const PRESENT = 0.02;

/** One name for equal sets. */
export function nameOf({ people, slot }: OddSet): string {
  return `${slot}:${people.join(',')}`;
}

/** Violated sets, the worst first, none twice. Asks `fraction` meetings · slots times; the rest O(people · slots · MOST_PEOPLE · neighbours). */
export function violatedSets(problem: Problem, fraction: Fraction): OddSet[] {
  const found = new Map<string, { set: OddSet; excess: number }>();
  for (let slot = 0; slot < problem.slots; slot++) {
    const weights = neighbours(problem, slot, fraction);
    for (const start of weights.keys()) {
      const grown = grow(problem, slot, weights, start);
      if (grown) found.set(nameOf(grown.set), grown);
    }
  }
  return [...found.values()].sort((x, y) => y.excess - x.excess).map(({ set }) => set);
}

type Weights = ReadonlyMap<number, ReadonlyMap<number, number>>;

/** Who meets whom in the slot, and how much. */
function neighbours({ meetings: E, a, b }: Problem, slot: number, fraction: Fraction): Weights {
  const weights = new Map<number, Map<number, number>>();
  const of = (p: number): Map<number, number> => {
    const found = weights.get(p) ?? new Map<number, number>();
    weights.set(p, found);
    return found;
  };
  for (let e = 0; e < E; e++) {
    const x = fraction(e, slot);
    if (x < PRESENT) continue;
    of(a[e]).set(b[e], x);
    of(b[e]).set(a[e], x);
  }
  return weights;
}

/** Adds, one by one, whoever meets the set most; the most violated set on the way, if any. */
function grow(problem: Problem, slot: number, weights: Weights, start: number) {
  const inside = new Set([start]);
  const pull = new Map(weights.get(start));
  let held = 0;
  let places = problem.parallel[start];
  let best: { people: number[]; excess: number } | undefined;
  while (inside.size < MOST_PEOPLE && pull.size > 0) {
    let next = -1;
    for (const [p, x] of pull) if (next < 0 || x > pull.get(next)! || (x === pull.get(next)! && p < next)) next = p;
    held += pull.get(next)!;
    places += problem.parallel[next];
    pull.delete(next);
    inside.add(next);
    for (const [p, x] of weights.get(next)!) if (!inside.has(p)) pull.set(p, (pull.get(p) ?? 0) + x);
    const excess = held - Math.floor(places / 2);
    if (places % 2 === 1 && excess > Math.max(VIOLATION, best?.excess ?? 0)) best = { people: [...inside], excess };
  }
  return best && { set: oddSet(problem, slot, best.people), excess: best.excess };
}

/** The set with all its meetings. O(meetings of its people). */
export function oddSet(problem: Problem, slot: number, members: readonly number[]): OddSet {
  const { a, b, incident, incidentStart, domain, words: W, parallel } = problem;
  const inside = new Set(members);
  const people = [...inside].sort((x, y) => x - y);
  const meetings: number[] = [];
  for (const p of people) {
    for (let i = incidentStart[p]; i < incidentStart[p + 1]; i++) {
      const e = incident[i];
      const allowed = (domain[e * W + (slot >> 5)] >>> (slot & 31)) & 1;
      if (a[e] === p && inside.has(b[e]) && allowed) meetings.push(e);
    }
  }
  const places = people.reduce((sum, p) => sum + parallel[p], 0);
  return { people, slot, meetings, capacity: Math.floor(places / 2) };
}

/**
 * The odd sets that have a price, with what each pair pays; `undefined` where none has. O(meetings · slots + sizes of the sets).
 * @param prices of each set, none below 0
 */
export function oddPrices(
  { meetings: E, slots: T }: Problem,
  sets: readonly OddSet[],
  prices: Float64Array,
): OddPrices | undefined {
  if (prices.every(price => price === 0)) return undefined;
  const ofPair = new Float64Array(E * T);
  sets.forEach(({ meetings, slot }, i) => {
    for (const e of meetings) ofPair[e * T + slot] += prices[i];
  });
  // A search may add to its list of sets later on.
  return { sets: sets.filter((_, i) => prices[i] > 0), prices: prices.filter(price => price > 0), ofPair };
}
