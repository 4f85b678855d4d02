/** Random schedules of a problem, and what a state should hold, counted anew. */
import { hasBit, type Problem } from '../../src/model/problem.js';
import { Chains } from '../../src/solve/chains.js';
import { Random } from '../../src/solve/random.js';
import { State } from '../../src/solve/state.js';
import type { Dice } from '../helpers/random.js';
import { runsTooLong, sequenceFaults } from '../helpers/sequence.js';

/** Locks and musts first, then whatever fits, in random order; never in conflict, musts held if the dice allow. */
export function randomSlots(problem: Problem, dice: Dice): Int32Array {
  const state = new State(problem);
  const chains = new Chains(state, new Random(dice.below(1000)));
  const order = dice.shuffled([...problem.points.keys()]);
  const rank = (e: number): number => (problem.lockedSlot[e] >= 0 ? 2 : problem.must[e]);
  for (const e of order.sort((x, y) => rank(y) - rank(x))) chains.insert(e, 2);
  return state.slotOf.slice();
}

/** Of what `randomSlots` has, musts and a third of the others: there is something to gain. */
export function sparseSlots(problem: Problem, dice: Dice): Int32Array {
  return randomSlots(problem, dice).map((t, e) => (problem.must[e] === 1 || e % 3 === 0 ? t : -1));
}

/** Meetings that orders are about. */
export function orderedMeetings({ order: { start }, meetings }: Problem): number[] {
  return Array.from({ length: meetings }, (_, e) => e).filter(e => start[e] < start[e + 1]);
}

/** Rules on what follows what that are broken. */
export function sequenceFaultsOf({ event, a, b }: Problem, slotOf: Int32Array): string[] {
  const held = [...slotOf.keys()].filter(e => slotOf[e] >= 0);
  const ids = (e: number) => [a[e], b[e]].map(p => event.participants[p].id);
  return sequenceFaults(
    event,
    held.map(e => ({ people: ids(e), slot: slotOf[e] })),
  );
}

/** Whether a participant may be busy in one slot more, by who is busy where. */
export function isRested({ event }: Problem, p: number, t: number, isBusy: (t: number) => boolean): boolean {
  return !runsTooLong(event, event.participants[p], slot => slot === t || isBusy(slot));
}

/** All that a state keeps, in a form in which order does not matter. */
export function contentsOf(state: State) {
  const { problem, slotOf, degree, count, free, open, load, points, promises, held, musts } = state;
  const cells = [...Array(problem.participants * problem.slots).keys()];
  const isTired = (p: number, t: number): boolean => hasBit(state.tired, p * problem.words, t);
  return {
    tired: cells.map(cell => isTired(Math.floor(cell / problem.slots), cell % problem.slots)),
    ...{ slotOf, degree, count, free, load, points, promises, held, musts },
    slotsWithRoom: state.slotsWithRoom,
    open: roomyPairs(problem, (kind, t) => hasBit(open, kind * problem.words, t)),
    ends: cells.map(cell => endsAt(state, cell)),
    inSlot: state.inSlot.map(list => list.toSorted((x, y) => x - y)),
  };
}

/** Ends of the linked list of a cell, ascending. */
function endsAt({ head, nextEnd }: State, cell: number): number[] {
  const ends: number[] = [];
  for (let end = head[cell]; end >= 0; end = nextEnd[end]) ends.push(end);
  return ends.sort((x, y) => x - y);
}

function roomyPairs({ kindLimits, slots }: Problem, test: (kind: number, t: number) => boolean): boolean[] {
  return kindLimits.flatMap((_, kind) => [...Array(slots).keys()].map(t => test(kind, t)));
}

/** The same from the slots of the meetings alone. */
export function recount(problem: Problem, slotOf: Int32Array): ReturnType<typeof contentsOf> {
  const { participants: P, slots: T, words: W, limits, capacity, kind, kindLimits } = problem;
  const { held, ends, count, degree, load } = tally(problem, slotOf);
  const free = new Int32Array(P * W);
  for (let p = 0; p < P; p++) {
    for (let t = 0; t < T; t++) {
      const isFree = hasBit(problem.available, p * W, t) && count[p * T + t] < problem.parallel[p];
      if (isFree) free[p * W + (t >> 5)] |= 1 << (t & 31);
    }
  }
  const slots = [...Array(T).keys()];
  const used = slots.map(t => kind.some((_, e) => hasBit(problem.domain, e * W, t)));
  const sum = (of: (e: number) => number): number => held.reduce((all, e) => all + of(e), 0);
  return {
    ...{ slotOf, degree, count, free, load },
    slotsWithRoom: Int32Array.from(
      { length: limits },
      (_, limit) => slots.filter(t => used[t] && load[limit * T + t] < capacity[limit * T + t]).length,
    ),
    tired: ends.map((_, cell) => {
      const p = Math.floor(cell / T);
      return !isRested(problem, p, cell % T, t => count[p * T + t] > 0);
    }),
    points: sum(e => problem.points[e]),
    promises: degree.reduce((all, own, p) => all + Math.min(own, problem.minMeetings[p]), 0),
    held: held.length,
    musts: sum(e => problem.must[e]),
    open: roomyPairs(problem, (k, t) => kindLimits[k].every(j => load[j * T + t] < capacity[j * T + t])),
    ends,
    inSlot: [...slots, -1].map(t => [...slotOf.keys()].filter(e => slotOf[e] === t)),
  };
}

/** Meetings held; ends, and how many of them, of participants × slots; meetings of each participant; those under limits × slots. */
function tally({ participants: P, slots: T, limits, a, b, kind, kindLimits }: Problem, slotOf: Int32Array) {
  const held = [...slotOf.keys()].filter(e => slotOf[e] >= 0);
  const ends = Array.from({ length: P * T }, (): number[] => []);
  const degree = new Int32Array(P);
  const load = new Int32Array(limits * T);
  for (const e of held) {
    for (const [side, p] of [a[e], b[e]].entries()) {
      ends[p * T + slotOf[e]].push(2 * e + side);
      degree[p]++;
    }
    for (const limit of kindLimits[kind[e]]) load[limit * T + slotOf[e]]++;
  }
  return { held, ends, count: Int32Array.from(ends, ({ length }) => length), degree, load };
}

/** Double bookings, full limits, maxima, slots outside the domain, what follows what; empty for a schedule without conflict. */
export function conflictsOf(problem: Problem, slotOf: Int32Array): string[] {
  const { slots: T, words: W, parallel, capacity, maxMeetings, domain } = problem;
  const { held, count, load, degree } = tally(problem, slotOf);
  return [
    ...[...count.keys()].filter(cell => count[cell] > parallel[Math.floor(cell / T)]).map(cell => `place ${cell}`),
    ...[...load.keys()].filter(cell => load[cell] > capacity[cell]).map(cell => `limit ${cell}`),
    ...[...degree.keys()].filter(p => degree[p] > maxMeetings[p]).map(p => `maximum of ${p}`),
    ...held.filter(e => !hasBit(domain, e * W, slotOf[e])).map(e => `domain of meeting ${e}`),
    ...sequenceFaultsOf(problem, slotOf),
  ];
}

/** Slot of each meeting from rows of its two participants and the name of its slot. */
export function slotsOf(problem: Problem, rows: readonly (readonly string[])[]): Int32Array {
  const index = new Map(problem.event.participants.map(({ id }, p) => [id, p]));
  const slotOf = new Int32Array(problem.meetings).fill(-1);
  for (const [from, to, slot] of rows) {
    const pair = [index.get(from)!, index.get(to)!].sort((x, y) => x - y);
    slotOf[slotOf.findIndex((_, e) => problem.a[e] === pair[0] && problem.b[e] === pair[1])] = Number(slot) - 1;
  }
  return slotOf;
}
