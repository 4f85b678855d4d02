import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Problem } from '../../../src/model/problem.js';
import { hasOnePool } from '../../../src/solve/breaks/fits-words.js';
import { RoomLoads } from '../../../src/solve/breaks/room-loads.js';
import { haveAllPlaces } from '../../../src/solve/slot-matching.js';
import { makeEvent } from '../../helpers/event.js';
import { Dice } from '../../helpers/random.js';
import { runs } from '../../helpers/runs.js';
import { randomSlots } from '../schedules.js';
import { arbSmall, problemOf } from '../tiny.js';
import { uncounted } from '../uncounted.js';

const events = arbSmall({ oddRooms: 60, ownRooms: 30, rooms: 3, wishes: 35, slots: 5, slotLimits: 40, locks: 2 });

/** The limits of these events are few, so that they say as well what a matching has to. */
const WAYS = [
  ['by the limits that they count in', (problem: Problem): Problem => problem],
  ['by these and by who sits where', (problem: Problem): Problem => uncounted(problem, false)],
  ['by who sits where, where no limit is counted', (problem: Problem): Problem => uncounted(problem, true)],
] as const;

function loaded(problem: Problem, slotOf: Int32Array): RoomLoads {
  const rooms = new RoomLoads(problem);
  slotOf.forEach((t, e) => {
    if (t >= 0) rooms.count(e, t, 1);
  });
  return rooms;
}

/** Limits of these slots that a schedule exceeds, as texts. */
function overfull({ limits, slots: T, kind, kindLimits, capacity }: Problem, slotOf: Int32Array, slots: number[]) {
  const inLimit = (j: number, t: number) =>
    slotOf.reduce((count, own, e) => (own === t && kindLimits[kind[e]].includes(j) ? count + 1 : count), 0);
  return Array.from({ length: limits }, (_, j) => j).flatMap(j =>
    slots.filter(t => inLimit(j, t) > capacity[j * T + t]).map(t => `${j} ${t}`),
  );
}

it.each(WAYS)('know where a meeting can come in, if another one goes or none: %s', (_, seen) => {
  const tally = { free: 0, full: 0, freed: 0 };
  fc.assert(
    fc.property(events, fc.nat(), (event, seed) => {
      const problem = problemOf(event);
      fc.pre(!hasOnePool(problem) && problem.meetings > 1);
      const slotOf = randomSlots(problem, new Dice(seed));
      const rooms = loaded(seen(problem), slotOf);
      const { limits } = seen(problem);
      for (let e = 0; e < problem.meetings; e++) {
        for (let t = 0; t < problem.slots; t++) {
          if (slotOf[e] === t) continue;
          const others = [...slotOf.keys()].filter(f => slotOf[f] === t);
          for (const gone of [-1, ...others]) {
            const next = slotOf.map((own, f) => (f === e ? t : f === gone ? -1 : own));
            const fits = overfull(problem, next, [t]).length === 0;
            expect(rooms.has(e, t, gone)).toBe(fits);
            const full = rooms.exceeded(t, [e], gone < 0 ? [] : [gone]);
            expect(full < 0).toBe(fits);
            // Whoever sits where it is short makes room by going, and nobody else does.
            for (const f of full === limits && gone < 0 ? others : [])
              expect(rooms.countsIn(f, full)).toBe(rooms.has(e, t, f));
            if (!fits) tally.full++;
            else tally[gone < 0 ? 'free' : 'freed']++;
          }
        }
      }
    }),
    runs(40),
  );
  expect(Math.min(tally.free, tally.full, tally.freed)).toBeGreaterThan(100);
});

it.each(WAYS)('know whether meetings can exchange two slots, and which one more makes that possible: %s', (_, seen) => {
  const tally = { kept: 0, broken: 0, mended: 0 };
  fc.assert(
    fc.property(events, fc.nat(), (event, seed) => {
      const problem = problemOf(event);
      fc.pre(!hasOnePool(problem));
      const dice = new Dice(seed);
      const slotOf = randomSlots(problem, dice);
      const rooms = loaded(seen(problem), slotOf);
      for (let k = 0; k < 20; k++) {
        const [s, t] = dice.shuffled([...Array(problem.slots).keys()]);
        const inBoth = dice.shuffled([...slotOf.keys()].filter(e => slotOf[e] === s || slotOf[e] === t));
        const path = Int32Array.from(inBoth.slice(0, 1 + dice.below(3)));
        const rest = inBoth.filter(e => !path.includes(e));
        const leaving = dice.below(3) === 0 && rest.length > 0 ? rest[0] : -1;
        const next = slotOf.slice();
        for (const e of path) next[e] = slotOf[e] === s ? t : s;
        if (leaving >= 0) next[leaving] = -1;
        // What is full is no fault of theirs.
        const before = overfull(problem, slotOf, [s, t]);
        expect(before).toEqual([]);
        const isKept = overfull(problem, next, [s, t]).length === 0;
        expect(rooms.keeps(path, path.length, slotOf, s, t, leaving)).toBe(isKept);
        tally[isKept ? 'kept' : 'broken']++;
        const after = (changes: Partial<Record<number, number>>, slots: number[]): boolean =>
          overfull(
            problem,
            next.map((own, f) => changes[f] ?? own),
            slots,
          ).length === 0;
        for (const e of rest.filter(f => f !== leaving && slotOf[f] === t)) {
          const isMended = after({ [e]: s }, [s, t]);
          expect(rooms.leaves(e)).toBe(after({ [e]: -1 }, [s, t]));
          expect(rooms.evens(e)).toBe(isMended);
          if (!isKept && isMended) tally.mended++;
        }
        for (const e of [...slotOf.keys()].filter(f => slotOf[f] !== s && slotOf[f] !== t))
          if (after({}, [s])) expect(rooms.enters(e)).toBe(after({ [e]: s }, [s]));
        // What was only asked about has changed nothing.
        for (const e of path) {
          rooms.count(e, slotOf[e], -1);
          expect(rooms.has(e, slotOf[e], -1)).toBe(true);
          rooms.count(e, slotOf[e], 1);
        }
      }
    }),
    runs(40),
  );
  expect(Math.min(tally.kept, tally.broken, tally.mended)).toBeGreaterThan(20);
});

it('wait for a place while others are on their way, and take it when it is left', () => {
  const problem = problemOfTwoRooms();
  const rooms = loaded(problem, Int32Array.of(0, 0, 1));
  expect(rooms.has(2, 0, -1)).toBe(false);
  expect(rooms.has(2, 0, 0)).toBe(true);
  // The third one comes before the first one goes, and the second one moves on for it.
  rooms.count(2, 0, 1);
  rooms.count(0, 0, -1);
  expect(rooms.has(0, 0, 1)).toBe(true);
  expect(rooms.has(0, 0, 2)).toBe(true);
  expect(rooms.has(0, 0, -1)).toBe(false);
});

it('are found for a whole schedule, or not', () => {
  const problem = problemOfTwoRooms();
  expect(haveAllPlaces(problem, Int32Array.of(0, 0, 1))).toBe(true);
  expect(haveAllPlaces(problem, Int32Array.of(0, 0, 0))).toBe(false);
  expect(haveAllPlaces(problem, Int32Array.of(0, -1, 0))).toBe(true);
});

/** Three meetings, of which one may be in either of two rooms, and the others in one of them. */
function problemOfTwoRooms(): Problem {
  const event = makeEvent({
    wishes: [
      ['A', 'B'],
      ['C', 'D'],
      ['E', 'F'],
    ],
    slots: 2,
    rooms: [{ only: ['A', 'C'] }, { only: ['C', 'E'] }],
  });
  return uncounted(problemOf(event), true);
}
