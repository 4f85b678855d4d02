import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SMOOTH } from '../../../src/solve/breaks/agenda-figures.js';
import { AgendaState } from '../../../src/solve/breaks/agenda-state.js';
import { partOf, withPart } from '../../../src/solve/breaks/slot-parts.js';
import { WordAnnealer } from '../../../src/solve/breaks/word-annealer.js';
import { WordLanes } from '../../../src/solve/breaks/word-lanes.js';
import { Random } from '../../../src/solve/random.js';
import { Dice } from '../../helpers/random.js';
import { runs } from '../../helpers/runs.js';
import { conflictsOf, randomSlots, recount } from '../schedules.js';
import { arbSmall, problemOf } from '../tiny.js';
import { WORDS } from '../words.js';

const events = arbSmall({ ...WORDS, slots: 8, locks: 0, parallel: 50, wishes: 50, days: 2, minMeetings: 2 });

function lanesOf(problem: ReturnType<typeof problemOf>, seed: number) {
  const start = randomSlots(problem, new Dice(seed));
  const part = partOf(problem, start, new Uint8Array(problem.slots).fill(1), new Random(seed));
  return { start, part, words: new WordLanes(part.problem, part.slotOf, SMOOTH, part.around) };
}

describe('WordLanes', () => {
  it('counts the agenda of all lanes of a participant once, whatever a search makes of it', () => {
    let moved = 0;
    let shared = 0;
    fc.assert(
      fc.property(events, fc.nat(), (event, seed) => {
        const problem = problemOf(event);
        fc.pre(problem.parallel.some(places => places > 1));
        const { start, part, words } = lanesOf(problem, seed);
        const random = new Random(seed);
        const whole = () => withPart(part, words.slotOf, start);
        const expectAlike = () => {
          const { breaks, idle } = new AgendaState(problem, whole());
          expect([words.breaks, words.idle]).toEqual([breaks, idle]);
          const { promises, points } = recount(problem, whole());
          expect([words.promises, words.points + outside(whole())]).toEqual([promises, points]);
          expect(conflictsOf(problem, whole())).toEqual([]);
        };
        // Of the meetings that are not held some take no part.
        const outside = (slots: Int32Array) =>
          slots.reduce((sum, t, e) => (t >= 0 && !part.meetings.includes(e) ? sum + problem.points[e] : sum), 0);
        expectAlike();
        for (const temperature of [40, 16, 4]) {
          const annealer = new WordAnnealer(words, random);
          annealer.round(100, temperature);
          annealer.settle(100, temperature);
          expectAlike();
        }
        moved += whole().filter((t, e) => t !== start[e]).length;
        const places = [...whole()].flatMap((t, e) =>
          t < 0 ? [] : [problem.a[e], problem.b[e]].map(p => `${p} ${t}`),
        );
        shared += places.length - new Set(places).size;
      }),
      runs(60),
    );
    expect(Math.min(moved, shared)).toBeGreaterThan(50);
  });

  it('knows beforehand what a move costs the agendas, and where a meeting can go', () => {
    const seen = { alone: 0, beside: 0 };
    fc.assert(
      fc.property(events, fc.nat(), (event, seed) => {
        const problem = problemOf(event);
        fc.pre(problem.parallel.some(places => places > 1));
        const { part, words } = lanesOf(problem, seed);
        const { a, b, domain } = part.problem;
        part.slotOf.forEach((s, e) => {
          for (let t = 0; t < part.problem.slots && s >= 0; t++) {
            if (s === t || ((domain[e] & ~words.busy[a[e]] & ~words.busy[b[e]]) >>> t) % 2 === 0) continue;
            const before = words.cost;
            const swapped = words.swapDelta(a[e], s, t) + words.swapDelta(b[e], s, t);
            const dropped = words.dropDelta(a[e], s) + words.dropDelta(b[e], s);
            words.takeOut(e);
            expect(words.cost - before).toBe(dropped);
            const added = words.addDelta(a[e], t) + words.addDelta(b[e], t);
            words.putIn(e, t);
            expect(words.cost - before).toBe(dropped + added);
            expect(words.cost - before).toBe(swapped);
            words.takeOut(e);
            words.putIn(e, s);
            expect(words.cost).toBe(before);
            seen[(words.beside[a[e]] >>> t) % 2 === 1 ? 'beside' : 'alone']++;
          }
        });
      }),
      runs(40),
    );
    expect(Math.min(seen.alone, seen.beside)).toBeGreaterThan(50);
  });
});
