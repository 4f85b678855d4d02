/**
 * Slots that are alike: every meeting may take place in all of them or in none, and room is the same. Where people are away by time
 * zones and days alone, most slots have such twins. A linear program in which columns and rows can be exchanged for one another has
 * a best solution that treats them alike (Bödi, Grundhöfer & Herr 2010, "Symmetries of linear programs"), so that one of each kind
 * stands for all: prices of the folded problem, unfolded, are prices of the whole one and prove the same.
 */
import { hasBit, type Problem } from '../model/problem.js';
import { type Duals, zeroDuals } from './duals.js';

/** Different sets of slots up to which alike ones are looked for: slots of events with more have hardly any twins. */
const MOST_SETS = 2000;

export interface AlikeSlots {
  /** What a problem over one slot of each kind has otherwise. */
  readonly folded: Pick<Problem, 'slots' | 'words' | 'domain' | 'capacity'>;
  /** How many slots each of its slots stands for. */
  readonly width: Float64Array;
  /** The slot of the folded problem that stands for each slot. */
  readonly kindOf: Int32Array;
}

/** `undefined` where no slots are alike. O(meetings · words + different sets · slots). */
export function findAlike(problem: Problem): AlikeSlots | undefined {
  const { meetings: E, slots: T, words: W, limits, domain, capacity } = problem;
  const sets = setsOfSlots(problem);
  if (!sets) return undefined;
  const known = new Map<string, number>();
  const first: number[] = [];
  const kindOf = Int32Array.from({ length: T }, (_, t) => {
    const rooms = Array.from({ length: limits }, (_, limit) => capacity[limit * T + t]);
    const name = `${sets.map(e => (hasBit(domain, e * W, t) ? 1 : 0)).join('')} ${rooms.join(' ')}`;
    const kind = known.get(name) ?? known.size;
    if (kind === known.size) {
      known.set(name, kind);
      first.push(t);
    }
    return kind;
  });
  const G = first.length;
  if (G === T) return undefined;
  const width = new Float64Array(G);
  for (const kind of kindOf) width[kind]++;
  const words = (G + 31) >> 5;
  const folded = new Int32Array(E * words);
  for (let e = 0; e < E; e++)
    for (let g = 0; g < G; g++) if (hasBit(domain, e * W, first[g])) folded[e * words + (g >> 5)] |= 1 << (g & 31);
  const places = Int32Array.from({ length: limits * G }, (_, i) => capacity[Math.floor(i / G) * T + first[i % G]]);
  return { folded: { slots: G, words, domain: folded, capacity: places }, width, kindOf };
}

/** A meeting of each set of slots that there is; `undefined` where there are too many. */
function setsOfSlots({ meetings: E, words: W, domain }: Problem): number[] | undefined {
  const known = new Set<string>();
  const first: number[] = [];
  for (let e = 0; e < E; e++) {
    const name = domain.subarray(e * W, (e + 1) * W).join(' ');
    if (known.has(name)) continue;
    if (known.size === MOST_SETS) return undefined;
    known.add(name);
    first.push(e);
  }
  return first;
}

/** Prices of the whole problem: every slot has those of its kind. O(people · slots). */
export function unfold({ folded: { slots: G }, kindOf }: AlikeSlots, whole: Problem, duals: Duals): Duals {
  const T = whole.slots;
  const { pi, rho } = zeroDuals(whole, duals.unit);
  const spread = (from: Float64Array, to: Float64Array): void => {
    for (let row = 0; row * T < to.length; row++)
      for (let t = 0; t < T; t++) to[row * T + t] = from[row * G + kindOf[t]];
  };
  spread(duals.pi, pi);
  spread(duals.rho, rho);
  return { ...duals, pi, rho };
}

/** The mean of each kind's prices: a start for a search, in fractions of units. O(people · slots). */
export function fold({ folded: { slots: G }, width, kindOf }: AlikeSlots, duals: Duals): Duals {
  const T = kindOf.length;
  const mean = (from: Float64Array): Float64Array => {
    const to = new Float64Array((from.length / T) * G);
    for (let row = 0; row * T < from.length; row++)
      for (let t = 0; t < T; t++) to[row * G + kindOf[t]] += from[row * T + t] / width[kindOf[t]];
    return to;
  };
  return { ...duals, pi: mean(duals.pi), rho: mean(duals.rho) };
}
