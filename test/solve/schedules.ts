/** Random schedules of a problem, and what a state should hold, counted anew. */
import { hasBit, type Problem } from '../../src/model/problem.js';
import { Chains } from '../../src/solve/chains.js';
import { Random } from '../../src/solve/random.js';
import { State } from '../../src/solve/state.js';
import type { Dice } from '../helpers/random.js';
import { sequenceFaults } from '../helpers/sequence.js';

/** Locks and musts first, then whatever fits, in random order; never in conflict, musts held if the dice allow. */
export function randomSlots(problem: Problem, dice: Dice): Int32Array {
  const state = new State(problem);
  const chains = new Chains(state, new Random(dice.below(1000)));
  const order = dice.shuffled([...problem.points.keys()]);
  const rank = (e: number): number => (problem.lockedSlot[e] >= 0 ? 2 : problem.must[e]);
  for (const e of order.sort((x, y) => rank(y) - rank(x))) chains.insert(e, 2);
  return state.slotOf.slice();
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
  const { id } = event.participants[p];
  const busy = event.slots.map((_, slot) => ({ people: [id], slot })).filter(({ slot }) => slot === t || isBusy(slot));
  return !sequenceFaults(event, busy).includes(`run of ${id}`);
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
  const { participants: P, slots: T, words: W, limits, a, b, capacity, kind, kindLimits } = problem;
  const held = [...slotOf.keys()].filter(e => slotOf[e] >= 0);
  const holds = (e: number, p: number): boolean => a[e] === p || b[e] === p;
  const at = (e: number, t: number): boolean => slotOf[e] === t;
  const degree = Int32Array.from({ length: P }, (_, p) => held.filter(e => holds(e, p)).length);
  const inCell = (cell: number): number[] => held.filter(e => holds(e, Math.floor(cell / T)) && at(e, cell % T));
  const count = Int32Array.from({ length: P * T }, (_, cell) => inCell(cell).length);
  const load = Int32Array.from(
    { length: limits * T },
    (_, cell) => held.filter(e => at(e, cell % T) && kindLimits[kind[e]].includes(Math.floor(cell / T))).length,
  );
  const free = new Int32Array(P * W);
  for (let p = 0; p < P; p++) {
    for (let t = 0; t < T; t++) {
      const isFree = hasBit(problem.available, p * W, t) && count[p * T + t] < problem.parallel[p];
      if (isFree) free[p * W + (t >> 5)] |= 1 << (t & 31);
    }
  }
  const sum = (of: (e: number) => number): number => held.reduce((all, e) => all + of(e), 0);
  return {
    ...{ slotOf, degree, count, free, load },
    slotsWithRoom: Int32Array.from({ length: limits }, (_, limit) => {
      const cells = [...Array(T).keys()].map(t => limit * T + t);
      const isUsed = (t: number): boolean => kind.some((_, e) => hasBit(problem.domain, e * W, t));
      return cells.filter((cell, t) => isUsed(t) && load[cell] < capacity[cell]).length;
    }),
    tired: [...count.keys()].map(cell => {
      const p = Math.floor(cell / T);
      return !isRested(problem, p, cell % T, t => count[p * T + t] > 0);
    }),
    points: sum(e => problem.points[e]),
    promises: degree.reduce((all, own, p) => all + Math.min(own, problem.minMeetings[p]), 0),
    held: held.length,
    musts: sum(e => problem.must[e]),
    open: roomyPairs(problem, (k, t) => kindLimits[k].every(j => load[j * T + t] < capacity[j * T + t])),
    ends: [...count.keys()].map(cell => inCell(cell).map(e => (a[e] === Math.floor(cell / T) ? 2 * e : 2 * e + 1))),
    inSlot: [...Array(T + 1).keys()].map(t => [...slotOf.keys()].filter(e => slotOf[e] === (t === T ? -1 : t))),
  };
}

/** Double bookings, full limits, maxima, slots outside the domain, what follows what; empty for a schedule without conflict. */
export function conflictsOf(problem: Problem, slotOf: Int32Array): string[] {
  const { slots: T, words: W, parallel, capacity, maxMeetings, domain } = problem;
  const { count, load, degree } = recount(problem, slotOf);
  return [
    ...[...count.keys()].filter(cell => count[cell] > parallel[Math.floor(cell / T)]).map(cell => `place ${cell}`),
    ...[...load.keys()].filter(cell => load[cell] > capacity[cell]).map(cell => `limit ${cell}`),
    ...[...degree.keys()].filter(p => degree[p] > maxMeetings[p]).map(p => `maximum of ${p}`),
    ...[...slotOf.keys()]
      .filter(e => slotOf[e] >= 0 && !hasBit(domain, e * W, slotOf[e]))
      .map(e => `domain of meeting ${e}`),
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
