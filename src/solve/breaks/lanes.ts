/**
 * Who can have several meetings at a time as several *lanes* that have one each: as many as it uses, and one more if it can. Which
 * meeting is of which lane is left to chance: a search that draws lots again and again comes to all that is possible.
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
  const lanes = lanesUsed(problem, slotOf).map((used, p) => Math.min(parallel[p], used + 1));
  const own = participant.map(p => [p, ...Array.from({ length: lanes[p] - 1 }, () => participant.push(p) - 1)]);
  const next = new Int32Array(participant.length);
  for (const all of own)
    all.forEach((lane, k) => {
      next[lane] = all[(k + 1) % all.length];
    });
  // Where the lots of each slot begin; of meetings that are not held each is drawn by itself.
  const drawn = new Map<number, number>();
  const draw = (p: number, t: number): number => {
    const all = own[p];
    if (all.length === 1) return p;
    const lot = (t < 0 ? undefined : drawn.get(p * T + t)) ?? random.below(all.length);
    if (t >= 0) drawn.set(p * T + t, lot + 1);
    return all[lot % all.length];
  };
  const ofMeetings = (people: Int32Array): Int32Array => people.map((p, e) => draw(p, slotOf[e]));
  return { participant: Int32Array.from(participant), next, a: ofMeetings(problem.a), b: ofMeetings(problem.b) };
}

/** Most meetings that each participant has at a time; of those with `parallel` 1 it is not looked at, and 0. */
function lanesUsed({ participants: P, slots: T, parallel, a, b }: Problem, slotOf: Int32Array): Int32Array {
  const most = new Int32Array(P);
  const at = new Map<number, number>();
  slotOf.forEach((t, e) => {
    if (t < 0) return;
    for (const p of [a[e], b[e]]) {
      if (parallel[p] === 1) continue;
      const count = (at.get(p * T + t) ?? 0) + 1;
      at.set(p * T + t, count);
      most[p] = Math.max(most[p], count);
    }
  });
  return most;
}
