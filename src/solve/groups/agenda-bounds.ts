/**
 * Lower bounds on breaks and idle slots over every schedule at least as good in promises and points, one participant at a
 * time. What such schedules share comes from counting: the points of all items less those of the schedule is what may stay
 * unheld, and the promises that anyone could have less those kept is what may stay unkept.
 */
import type { GroupProblem } from '../../model/group-problem.js';
import { popCount } from '../../model/problem.js';
import { type LeastOfEach, leastOfAgendas, type SharedFacts } from '../breaks/bound.js';
import { type Items, itemsOf } from './items.js';

/** Figures that a schedule reaches. */
export interface Reached {
  readonly promises: number;
  readonly points: number;
}

/**
 * What is known of every schedule as good without any prices: musts, locks, domains. Items by their common numbering.
 * O(items + people · slots / 32).
 */
export function plainFacts(problem: GroupProblem): SharedFacts {
  const items = itemsOf(problem);
  const { words: W, participants } = problem.pairs;
  const busy = new Int32Array(participants * W);
  for (let i = 0; i < items.count; i++) {
    if (items.must[i] === 0 || countBits(items.domain, i * W, W) !== 1) continue;
    for (let k = 0; k < W; k++) {
      busy[items.a[i] * W + k] |= items.domain[i * W + k];
      busy[items.b[i] * W + k] |= items.domain[i * W + k];
    }
  }
  return {
    usable: items.domain,
    held: items.must,
    busy,
    meetings: 0,
    inLimit: new Int32Array(problem.pairs.capacity.length),
  };
}

/** O(people · slots² + items · log(items of a person)). Never above what any schedule as good has. */
export function leastOfGroups(problem: GroupProblem, facts: SharedFacts, reached: Reached): LeastOfEach {
  const items = itemsOf(problem);
  const { pairs, hostStart, seatsOfHost } = problem;
  const { words: W, parallel } = pairs;
  const least = leastMeetingsOfGroups(problem, facts, reached);
  return leastOfAgendas(pairs, facts.busy, (p, possible) => {
    addSlots(possible, items.own.subarray(items.ownStart[p], items.ownStart[p + 1]), facts.usable, W);
    const h = items.hostIndex[p];
    if (h >= 0) {
      const seats = seatsOfHost.subarray(hostStart[h], hostStart[h + 1]).map(s => items.pairs + s);
      addSlots(possible, seats, facts.usable, W);
    }
    return Math.ceil(least[p] / parallel[p]);
  });
}

/** Fewest meetings of each participant in any schedule as good. O(people · slots + items · log(items of a person)). */
export function leastMeetingsOfGroups(problem: GroupProblem, facts: SharedFacts, reached: Reached): Int32Array {
  const items = itemsOf(problem);
  const { pairs, hostStart, seatsOfHost, groupMax, mostSessions } = problem;
  const slack = items.points.reduce((sum, value) => sum + value, 0) - reached.points;
  const most = mostMeetings(problem, items, facts);
  const wanted = most.map((meetings, p) => Math.min(meetings, pairs.minMeetings[p]));
  const unkept = wanted.reduce((sum, value) => sum + value, 0) - reached.promises;
  return most.map((_, p) => {
    const own = items.own.subarray(items.ownStart[p], items.ownStart[p + 1]);
    const h = items.hostIndex[p];
    let meetings = surelyHeld(own, items.points, facts.held, slack);
    if (h >= 0) {
      const seats = seatsOfHost.subarray(hostStart[h], hostStart[h + 1]).map(s => items.pairs + s);
      const guests = surelyHeld(seats, items.points, facts.held, slack);
      meetings += Math.min(mostSessions[h], Math.ceil(guests / groupMax[h]));
    }
    return Math.min(Math.max(meetings, wanted[p] - unkept), pairs.maxMeetings[p]);
  });
}

/** No schedule gives a participant more meetings than that. */
function mostMeetings(problem: GroupProblem, items: Items, facts: SharedFacts): Int32Array {
  const { pairs, hostStart, mostSessions } = problem;
  const { words: W } = pairs;
  return Int32Array.from({ length: pairs.participants }, (_, p) => {
    const h = items.hostIndex[p];
    const own = items.ownStart[p + 1] - items.ownStart[p];
    const sessions = h < 0 ? 0 : Math.min(mostSessions[h], hostStart[h + 1] - hostStart[h]);
    const slots = new Int32Array(W);
    addSlots(slots, items.own.subarray(items.ownStart[p], items.ownStart[p + 1]), facts.usable, W);
    for (let k = 0; k < W && h >= 0; k++) slots[k] |= problem.hostDomain[h * W + k];
    return Math.min(own + sessions, countBits(slots, 0, W) * pairs.parallel[p], pairs.maxMeetings[p]);
  });
}

function addSlots(slots: Int32Array, items: Int32Array, usable: Int32Array, words: number): void {
  for (const i of items) for (let k = 0; k < words; k++) slots[k] |= usable[i * words + k];
}

/** How many of these items are held in any schedule that leaves items of no more than `slack` points out. */
function surelyHeld(list: Int32Array, points: Float64Array, held: Uint8Array, slack: number): number {
  const free = Float64Array.from(
    list.filter(i => held[i] === 0),
    i => points[i],
  ).sort();
  let left = slack;
  let out = 0;
  while (out < free.length && free[out] <= left) left -= free[out++];
  return list.length - out;
}

function countBits(mask: Int32Array, offset: number, words: number): number {
  let count = 0;
  for (let k = 0; k < words; k++) count += popCount(mask[offset + k]);
  return count;
}
