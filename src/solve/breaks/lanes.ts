/**
 * Who can have several meetings at a time as so many *lanes* that have one each. Which meeting is of which lane is left to chance: a
 * search that draws lots again and again comes to all that is possible.
 */
import type { Problem } from '../../model/problem.js';
import type { Random } from '../random.js';
import { isSingle } from './fits-words.js';

export interface Lanes {
  /** Participant of each lane: the first lane of everyone has its own number, the others come after all of these. */
  readonly participant: Int32Array;
  /** The next lane of the same participant, after the last one the first; `undefined` where everyone has one. */
  readonly next: Int32Array | undefined;
  /** The two lanes of each meeting. */
  readonly a: Int32Array;
  readonly b: Int32Array;
}

/** Lanes of a schedule without conflicts. O(meetings + lanes + participants · slots of those who have several). */
export function lanesOf(problem: Problem, slotOf: Int32Array, random: Random): Lanes {
  const { participants: P, slots: T, parallel } = problem;
  const participant = Array.from({ length: P }, (_, p) => p);
  if (isSingle(problem))
    return { participant: Int32Array.from(participant), next: undefined, a: problem.a, b: problem.b };
  const own = participant.map(p => [p, ...Array.from({ length: parallel[p] - 1 }, () => participant.push(p) - 1)]);
  const next = new Int32Array(participant.length);
  for (const lanes of own)
    lanes.forEach((lane, k) => {
      next[lane] = lanes[(k + 1) % lanes.length];
    });
  // Where the lots of each slot begin; of meetings that are not held each is drawn by itself.
  const drawn = new Map<number, number>();
  const draw = (p: number, t: number): number => {
    const lanes = own[p];
    if (lanes.length === 1) return p;
    const lot = (t < 0 ? undefined : drawn.get(p * T + t)) ?? random.below(lanes.length);
    if (t >= 0) drawn.set(p * T + t, lot + 1);
    return lanes[lot % lanes.length];
  };
  const ofMeetings = (people: Int32Array): Int32Array => people.map((p, e) => draw(p, slotOf[e]));
  return { participant: Int32Array.from(participant), next, a: ofMeetings(problem.a), b: ofMeetings(problem.b) };
}
