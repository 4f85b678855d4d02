import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Problem } from '../../../src/model/problem.js';
import { lanesOf } from '../../../src/solve/breaks/lanes.js';
import { Random } from '../../../src/solve/random.js';
import { makeEvent } from '../../helpers/event.js';
import { Dice } from '../../helpers/random.js';
import { runs } from '../../helpers/runs.js';
import { randomSlots } from '../schedules.js';
import { arbSmall, problemOf } from '../tiny.js';

const events = arbSmall({ parallel: 50, wishes: 50 });

/** Most meetings that each participant has at a time. */
function used({ participants: P, slots: T, a, b }: Problem, slotOf: Int32Array): number[] {
  const at = (p: number, t: number) => slotOf.filter((own, e) => own === t && [a[e], b[e]].includes(p)).length;
  return Array.from({ length: P }, (_, p) => Math.max(...Array.from({ length: T }, (_slot, t) => at(p, t))));
}

it('have one meeting at a time, and all that their participants have', () => {
  fc.assert(
    fc.property(events, fc.nat(), (event, seed) => {
      const problem = problemOf(event);
      const { participants: P, parallel } = problem;
      const slotOf = randomSlots(problem, new Dice(seed));
      const { participant, next, a, b } = lanesOf(problem, slotOf, new Random(seed));
      expect(a.map(lane => participant[lane])).toEqual(problem.a);
      expect(b.map(lane => participant[lane])).toEqual(problem.b);
      const places = [...slotOf].flatMap((t, e) => (t < 0 ? [] : [`${a[e]} ${t}`, `${b[e]} ${t}`]));
      expect(new Set(places).size).toBe(places.length);
      const most = used(problem, slotOf);
      const lanes = parallel.map((places, p) => Math.min(places, most[p] + 1));
      expect(participant.length).toBe(lanes.reduce((sum, count) => sum + count, 0));
      if (!next) expect(participant.length).toBe(P);
      for (let p = 0; p < P && next; p++) {
        const own = [p];
        for (let lane = next[p]; lane !== p; lane = next[lane]) own.push(lane);
        expect(own).toHaveLength(lanes[p]);
        expect(own.every(lane => participant[lane] === p)).toBe(true);
      }
    }),
    runs(60),
  );
});

it('are no more than can be used, however many meetings someone could have at a time', () => {
  const wishes = [...'BCDE'].map(id => ['A', id] as const);
  const problem = problemOf(makeEvent({ participants: [{ id: 'A', parallel: 1_000_000 }], wishes, slots: 3 }));
  const { participant } = lanesOf(problem, Int32Array.of(0, 0, 2, -1), new Random(1));
  expect([...participant].filter(p => p === 0)).toHaveLength(3);
});

it('are others with other lots', () => {
  fc.assert(
    fc.property(events, event => {
      const problem = problemOf(event);
      const delegation = problem.parallel.findIndex(places => places > 1);
      const own = problem.a.findIndex((p, e) => p === delegation || problem.b[e] === delegation);
      fc.pre(delegation >= 0 && own >= 0);
      const slotOf = new Int32Array(problem.meetings).fill(-1);
      slotOf[own] = 0;
      const drawn = Array.from({ length: 30 }, (_, seed) => {
        const { a, b, participant } = lanesOf(problem, slotOf, new Random(seed));
        return participant[a[own]] === delegation ? a[own] : b[own];
      });
      expect(new Set(drawn).size).toBe(2);
    }),
    runs(20),
  );
});
