/** What the price search works in: the pairs that take part, the iterates on them, and the lengths of steps. */
import type { Problem } from '../model/problem.js';
import { bestReduced, type Duals, type PromiseTerms, reducedValue } from './duals.js';
import type { OddSet } from './odd-sets.js';
import type { Rests } from './rests.js';

/** Balance of primal and dual steps to begin with, for weights of mean 1; measured, see test/bench. */
export const PRIMAL_WEIGHT = 0.2;
/**
 * Meetings or people of one call: V8 compiles a function that is called often as a whole, but of one long loop only the loop,
 * and leaves it for the interpreter each time it ends.
 */
export const BLOCK = 64;
/** From this many meetings hopeless pairs are left out. */
export const SIFT_FROM = 20_000;
/** Rows of windows are scaled by so much: there are many, few of them bind, and they are not to slow the others down. Measured. */
const WINDOW_SCALE = 1 / 8;

/** Balances stay within this and its inverse; a way as short as that tells nothing of it. */
const MOST_BALANCE = 20;
const NO_WAY = 1e-12;

/** Iterates. */
export interface Vectors {
  /** In a large event in half the bytes: there are millions. */
  readonly x: Float64Array | Float32Array;
  readonly y: Float64Array;
  readonly pi: Float64Array;
  readonly rho: Float64Array;
  readonly mu: Float64Array;
  readonly theta: Float64Array;
  readonly sigma: Float64Array;
  /** Of odd sets. */
  readonly kappa: Float64Array;
  /** Of windows (rests.ts): participants × slots; empty without any. */
  readonly rest: Float64Array;
  /** Of sets of meetings. */
  readonly set: Float64Array;
}

export const NAMES = ['x', 'y', 'pi', 'rho', 'mu', 'theta', 'sigma', 'kappa', 'rest', 'set'] as const;
/** Of rows. */
export const PRICES = ['pi', 'rho', 'mu', 'theta', 'sigma', 'kappa', 'rest', 'set'] as const;

function likeVectors(like: Vectors): Vectors {
  const lists = NAMES.map(name => [name, new Float64Array(name === 'x' ? 0 : like[name].length)]);
  return { ...(Object.fromEntries(lists) as unknown as Vectors), x: zerosLike(like.x) };
}

function copyOf(like: Vectors): Vectors {
  return Object.fromEntries(NAMES.map(name => [name, like[name].slice()])) as unknown as Vectors;
}

function zerosLike(list: Vectors['x']): Vectors['x'] {
  return list instanceof Float32Array ? new Float32Array(list.length) : new Float64Array(list.length);
}

/** Shares that sum up to 1. */
export interface Blend {
  readonly next: number;
  readonly before: number;
  readonly first: number;
}

/** The next step begins where the last one ends. */
export const PLAIN: Blend = { next: 1, before: 0, first: 0 };

/** Halpern's step, reflected, of which this part is not drawn back to where it began. */
export function drawnBack(part: number): Blend {
  return { next: 2 * part, before: -part, first: 1 - part };
}

/**
 * The balance of steps that suits the way that values and prices went, each squared and measured in the lengths of steps of a
 * balance of 1: halfway there.
 */
export function rebalanced(balance: number, ofValues: number, ofPrices: number): number {
  if (ofValues <= NO_WAY || ofPrices <= NO_WAY) return balance;
  return Math.min(MOST_BALANCE, Math.max(1 / MOST_BALANCE, Math.sqrt(balance * Math.sqrt(ofValues / ofPrices))));
}

/** Active pairs: slots pairSlot[pairStart[m] .. pairStart[m + 1]) of the m-th active meeting; all rise. */
export interface PairLists {
  readonly active: Int32Array;
  readonly pairStart: Int32Array;
  readonly pairSlot: Uint16Array;
}

/** What the search is for. */
export interface Task {
  readonly problem: Problem;
  readonly rests: Rests | undefined;
  /** How many slots each slot stands for (alike-slots.ts). */
  readonly width: Float64Array;
  readonly terms: PromiseTerms;
  /** All promises are kept, so that they are equations and have no value of their own. */
  readonly forced: boolean;
  /** Given: every promise is worth this many points, and `terms.target` is not asked for (0). */
  readonly promiseValue: number | undefined;
  /** Mean points of a meeting: weights are in multiples of it. */
  readonly scale: number;
}

/**
 * Meetings of which every x is 0 and stays so: no price has come down far enough since they were looked at for a slot to gain.
 * Sums only grow, so that one comparison tells.
 */
export interface IdleMeetings {
  /**
   * Of each active meeting: what its best slot gained, less the falls of both people's prices (`Workspace.people`) and of rents at
   * that time; Infinity where some x is not 0.
   */
  readonly best: Float64Array;
  /** How far rents came down since the start, in the kind and slot where each time they did most. */
  rentFall: number;
  /** Rents of kinds in the last iteration. */
  rent: Float64Array;
}

/** The iterates and the steps. */
export interface Workspace extends PairLists {
  readonly task: Task;
  readonly sets: readonly OddSet[];
  readonly weight: Float64Array;
  readonly now: Vectors;
  /** What Halpern's steps are drawn back to: where they began. */
  readonly first: Vectors;
  /** The next step begins at so much of what a plain step came to, of where that began, and of `first`. */
  blend: Blend;
  /** How long the last plain step was, squared, measured in the lengths of steps of a balance of 1. */
  readonly moved: { values: number; prices: number };
  /** Steps of values are so many times as long, and those of prices so many times as short. */
  balance: number;
  /** Sums of rows of `mu`, `rho`, `theta`, `sigma` and `set`; those of places stand beside their costs. */
  readonly rows: Vectors;
  readonly steps: Vectors;
  /**
   * Of each place, participants × slots × 2: what it costs now, windows and all, and the sum of its row. What a meeting reads
   * of the one who was wished for lies somewhere in many megabytes, so that it has to lie together.
   */
  readonly places: Float64Array;
  /** Of each participant × 2: how far its prices came down since the start, in the slot where each did most; and θ − μ. */
  readonly people: Float64Array;
  readonly primalStep: Float64Array;
  readonly idle: IdleMeetings;
  /** Of a block of meetings: those that are not passed over, how far prices came down for them, and what their pairs gain. */
  readonly busy: Int32Array;
  readonly fallen: Float64Array;
  readonly gains: Float64Array;
  /** What a meeting's step leaves of its pairs: their indexes, values and widths. */
  readonly touched: Int32Array;
  readonly scratch: Float64Array;
  readonly breadth: Float64Array;
  /** Indexes of the active pairs of each odd set. */
  readonly setPairs: readonly Int32Array[];
  /** Σ of the odd sets' prices by active pair, and twice the new less the old x of it; empty without odd sets. */
  readonly pairPrice: Float64Array;
  readonly pairBar: Float64Array;
}

/**
 * Pairs worth an iteration: all without prices, else those that lose little by them. A pair that is left out may come back with
 * other prices.
 * @param reach the most, in mean points, that a pair may lose against its meeting's best
 */
export function activePairs({ problem, scale }: Task, duals: Duals | undefined, reach: number): PairLists {
  const { meetings: E, words: W, domain, must } = problem;
  const best = duals && bestReduced(problem, duals);
  const margin = duals ? reach * scale * duals.unit : 0;
  const active = new Int32Array(E);
  const pairStart = new Int32Array(E + 1);
  let pairSlot = new Uint16Array(E);
  let meetings = 0;
  let pairs = 0;
  for (let e = 0; e < E; e++) {
    const least = best ? (must[e] === 1 ? best[e] : Math.max(0, best[e])) - margin : Number.NEGATIVE_INFINITY;
    if (best && best[e] < least) continue;
    if (pairs + W * 32 > pairSlot.length) {
      const longer = new Uint16Array(2 * pairSlot.length + W * 32);
      longer.set(pairSlot);
      pairSlot = longer;
    }
    for (let k = 0; k < W; k++) {
      for (let word = domain[e * W + k]; word !== 0; word &= word - 1) {
        const t = k * 32 + 31 - Math.clz32(word & -word);
        if (!duals || reducedValue(problem, duals, e, t) >= least) pairSlot[pairs++] = t;
      }
    }
    active[meetings++] = e;
    pairStart[meetings] = pairs;
  }
  return {
    active: active.slice(0, meetings),
    pairStart: pairStart.slice(0, meetings + 1),
    pairSlot: pairSlot.slice(0, pairs),
  };
}

/** Prices to begin with: those of the flow or coarse ones, in which neither windows nor sets have a share. */
function scaled({ pi, rho, mu, theta }: Duals, factor: number): Partial<Vectors> {
  const scale = (list: Float64Array): Float64Array => list.map(price => price * factor);
  return { pi: scale(pi), rho: scale(rho), mu: scale(mu), theta: scale(theta) };
}

/** A search may begin with prices and a schedule. */
export interface Start {
  readonly duals: Duals;
  /** Slot of each meeting, -1 if not held. */
  readonly slotOf?: Int32Array | undefined;
}

/** What a workspace leaves to the next one. */
export type Carried = PairLists & Pick<Workspace, 'now' | 'balance'>;

export function carriedFrom({ active, pairStart, pairSlot, now, balance }: Workspace): Carried {
  return { active, pairStart, pairSlot, now, balance };
}

/**
 * A workspace over these pairs and sets, going on from an earlier one, or else from prices if there are any.
 * O(pairs + people · slots).
 */
export function openSpace(
  task: Task,
  pairs: PairLists,
  sets: readonly OddSet[],
  earlier: Carried | undefined,
  start?: Start,
): Workspace {
  const { participants: P, slots: T, limits, points } = task.problem;
  const { active, pairSlot } = pairs;
  const isLarge = task.problem.meetings >= SIFT_FROM;
  const x = isLarge ? new Float32Array(pairSlot.length) : new Float64Array(pairSlot.length);
  if (earlier) carryOver(earlier, pairs, x);
  else if (start?.slotOf) beginWith(start.slotOf, pairs, task.width, x);
  const before = earlier?.now ?? (start && scaled(start.duals, 1 / (start.duals.unit * task.scale)));
  const now: Vectors = {
    x,
    y: before?.y ?? Float64Array.from(task.terms.possible),
    pi: before?.pi ?? new Float64Array(P * T),
    rho: before?.rho ?? new Float64Array(limits * T),
    mu: before?.mu ?? new Float64Array(P),
    theta: before?.theta ?? new Float64Array(P),
    sigma: before?.sigma ?? Float64Array.of((task.promiseValue ?? 0) / task.scale),
    kappa: longer(before?.kappa, sets.length),
    rest: before?.rest ?? new Float64Array(task.rests ? P * T : 0),
    set: before?.set ?? new Float64Array(task.problem.sets?.fine.length ?? 0),
  };
  const none = new Float64Array(0);
  const extra = sets.length > 0 ? pairSlot.length : 0;
  const space: Workspace = {
    ...pairs,
    task,
    sets,
    weight: Float64Array.from(active, e => points[e] / task.scale),
    now,
    first: copyOf(now),
    blend: PLAIN,
    moved: { values: 0, prices: 0 },
    balance: earlier?.balance ?? 1,
    rows: likeVectors({ ...now, x: none, y: none, pi: none, kappa: none, rest: none }),
    steps: likeVectors({ ...now, x: none, y: none }),
    places: new Float64Array(2 * P * T),
    people: new Float64Array(2 * P),
    primalStep: new Float64Array(active.length),
    idle: {
      best: new Float64Array(active.length).fill(Number.POSITIVE_INFINITY),
      rentFall: 0,
      rent: new Float64Array(0),
    },
    busy: new Int32Array(BLOCK),
    fallen: new Float64Array(BLOCK),
    gains: new Float64Array(BLOCK * T),
    touched: new Int32Array(T),
    scratch: new Float64Array(T),
    breadth: new Float64Array(T),
    setPairs: sets.map(set => pairsOf(set, pairs)),
    pairPrice: new Float64Array(extra),
    pairBar: new Float64Array(extra),
  };
  prepareSteps(space);
  pricePlaces(space);
  return space;
}

/** What places cost and what participants add to it, from their prices alone. O(people · slots · maximum). */
export function pricePlaces({ task: { rests }, now, places, people }: Workspace): void {
  const cost = rests ? now.pi.slice() : now.pi;
  rests?.spread(now.rest, cost);
  for (let k = 0; k < cost.length; k++) places[2 * k] = cost[k];
  for (let p = 0; p < now.mu.length; p++) people[2 * p + 1] = now.theta[p] - now.mu[p];
}

/** Row sizes give the dual steps; rows that cannot bind get step 0 and stay at price 0, once they are there. */
function prepareSteps(space: Workspace): void {
  const { active, now, steps, pairStart, pairSlot, primalStep, setPairs } = space;
  const { problem, terms, forced, promiseValue, width, rests } = space.task;
  const { a, b, slots: T, kind, kindLimits, parallel, capacity, maxMeetings, incidentStart, sets } = problem;
  for (let m = 0; m < active.length; m++) {
    const e = active[m];
    const limits = kindLimits[kind[e]];
    let pairs = 0;
    for (let i = pairStart[m]; i < pairStart[m + 1]; i++) {
      const t = pairSlot[i];
      pairs += width[t];
      steps.pi[a[e] * T + t]++;
      steps.pi[b[e] * T + t]++;
      for (let k = 0; k < limits.length; k++) steps.rho[limits[k] * T + t]++;
    }
    for (let i = sets ? sets.setStart[e] : 0; sets && i < sets.setStart[e + 1]; i++) steps.set[sets.sets[i]] += pairs;
    steps.mu[a[e]] += pairs;
    steps.mu[b[e]] += pairs;
    if (terms.possible[a[e]] > 0) steps.theta[a[e]] += pairs;
    if (terms.possible[b[e]] > 0) steps.theta[b[e]] += pairs;
  }
  const toStep = (list: Float64Array, binds: (row: number) => boolean, prices?: Float64Array): void => {
    for (let row = 0; row < list.length; row++) {
      // A price from elsewhere, of a row of which no more than it holds is active now, has to come down first.
      const hasStep = (list[row] > 0 && binds(row)) || (prices !== undefined && prices[row] > 0);
      list[row] = hasStep ? 1 / (PRIMAL_WEIGHT * Math.max(1, list[row])) : 0;
    }
  };
  const setsOf = new Uint16Array(pairSlot.length);
  setPairs.forEach((pairs, i) => {
    steps.kappa[i] = pairs.length;
    for (const pair of pairs) setsOf[pair]++;
  });
  toStep(steps.kappa, () => true);
  rests?.gather(steps.pi, steps.rest);
  toStep(steps.rest, () => true);
  for (let row = 0; row < steps.rest.length; row++) steps.rest[row] *= WINDOW_SCALE;
  toStep(steps.pi, row => steps.pi[row] > parallel[Math.floor(row / T)], now.pi);
  toStep(steps.rho, row => steps.rho[row] > capacity[row], now.rho);
  toStep(steps.mu, p => incidentStart[p + 1] - incidentStart[p] > maxMeetings[p], now.mu);
  toStep(steps.theta, () => true);
  toStep(steps.set, () => true);
  steps.sigma[0] = forced || promiseValue !== undefined ? 0 : 1 / (PRIMAL_WEIGHT * problem.participants);
  const rowsOf = (p: number): number =>
    (steps.mu[p] > 0 ? 1 : 0) + (steps.theta[p] > 0 ? 1 : 0) + (rests ? WINDOW_SCALE * rests.depth(p) : 0);
  for (let m = 0; m < active.length; m++) {
    const e = active[m];
    let mostSets = 0;
    if (setPairs.length > 0)
      for (let i = pairStart[m]; i < pairStart[m + 1]; i++) mostSets = Math.max(mostSets, setsOf[i]);
    const ownSets = sets ? sets.setStart[e + 1] - sets.setStart[e] : 0;
    const rows = 2 + kindLimits[kind[e]].length + mostSets + ownSets + rowsOf(a[e]) + rowsOf(b[e]);
    primalStep[m] = PRIMAL_WEIGHT / rows;
  }
}

/** A copy with zeros at its end. */
function longer(list: Float64Array | undefined, length: number): Float64Array {
  const result = new Float64Array(length);
  if (list) result.set(list);
  return result;
}

/** Indexes of a set's pairs among the active ones. O(active meetings + meetings of the set · slots). */
function pairsOf({ meetings, slot }: OddSet, { active, pairStart, pairSlot }: PairLists): Int32Array {
  const members = new Set(meetings);
  const found: number[] = [];
  active.forEach((e, m) => {
    if (!members.has(e)) return;
    for (let i = pairStart[m]; i < pairStart[m + 1]; i++) if (pairSlot[i] === slot) found.push(i);
  });
  return Int32Array.from(found);
}

/** Sets x of the pairs of a schedule: of slots that stand for several, each has its share. O(pairs). */
function beginWith(
  slotOf: Int32Array,
  { active, pairStart, pairSlot }: PairLists,
  width: Float64Array,
  x: Vectors['x'],
): void {
  active.forEach((e, m) => {
    for (let i = pairStart[m]; i < pairStart[m + 1]; i++) if (pairSlot[i] === slotOf[e]) x[i] = 1 / width[pairSlot[i]];
  });
}

/** Copies x of the pairs that were active before; meetings and their slots rise in both. */
function carryOver(earlier: Carried, { active, pairStart, pairSlot }: PairLists, x: Vectors['x']): void {
  let before = 0;
  active.forEach((e, m) => {
    while (before < earlier.active.length && earlier.active[before] < e) before++;
    if (earlier.active[before] !== e) return;
    let from = earlier.pairStart[before];
    const end = earlier.pairStart[before + 1];
    for (let i = pairStart[m]; i < pairStart[m + 1]; i++) {
      while (from < end && earlier.pairSlot[from] < pairSlot[i]) from++;
      if (from < end && earlier.pairSlot[from] === pairSlot[i]) x[i] = earlier.now.x[from];
    }
  });
}
