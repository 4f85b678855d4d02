import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Problem } from '../../../src/model/problem.js';
import { hasOnePool } from '../../../src/solve/breaks/fits-words.js';
import { RoomLoads } from '../../../src/solve/breaks/room-loads.js';
import { Dice } from '../../helpers/random.js';
import { runs } from '../../helpers/runs.js';
import { randomSlots } from '../schedules.js';
import { arbSmall, problemOf } from '../tiny.js';

const events = arbSmall({ oddRooms: 60, ownRooms: 30, rooms: 3, wishes: 35, slots: 5, slotLimits: 40, locks: 2 });

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

it('know where a meeting can come in, if another one goes or none', () => {
  const tally = { free: 0, full: 0, freed: 0 };
  fc.assert(
    fc.property(events, fc.nat(), (event, seed) => {
      const problem = problemOf(event);
      fc.pre(!hasOnePool(problem) && problem.meetings > 1);
      const slotOf = randomSlots(problem, new Dice(seed));
      const rooms = loaded(problem, slotOf);
      for (let e = 0; e < problem.meetings; e++) {
        for (let t = 0; t < problem.slots; t++) {
          if (slotOf[e] === t) continue;
          const others = [...slotOf.keys()].filter(f => slotOf[f] === t);
          for (const gone of [-1, ...others]) {
            const next = slotOf.map((own, f) => (f === e ? t : f === gone ? -1 : own));
            const fits = overfull(problem, next, [t]).length === 0;
            expect(rooms.has(e, t, gone)).toBe(fits);
            expect(rooms.exceeded(t, [e], gone < 0 ? [] : [gone]) < 0).toBe(fits);
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

it('know whether meetings can exchange two slots, and which one more makes that possible', () => {
  const tally = { kept: 0, broken: 0, mended: 0 };
  fc.assert(
    fc.property(events, fc.nat(), (event, seed) => {
      const problem = problemOf(event);
      fc.pre(!hasOnePool(problem));
      const dice = new Dice(seed);
      const slotOf = randomSlots(problem, dice);
      const rooms = loaded(problem, slotOf);
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
        for (const e of rest.filter(f => f !== leaving && slotOf[f] === t)) {
          const mended = overfull(
            problem,
            next.map((own, f) => (f === e ? s : own)),
            [s, t],
          );
          expect(rooms.evens(e)).toBe(mended.length === 0);
          if (!isKept && mended.length === 0) tally.mended++;
        }
      }
    }),
    runs(40),
  );
  expect(Math.min(tally.kept, tally.broken, tally.mended)).toBeGreaterThan(20);
});
