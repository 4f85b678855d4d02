import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lanesOf } from '../../../src/solve/breaks/lanes.js';
import { Random } from '../../../src/solve/random.js';
import { Dice } from '../../helpers/random.js';
import { runs } from '../../helpers/runs.js';
import { randomSlots } from '../schedules.js';
import { arbSmall, problemOf } from '../tiny.js';

const events = arbSmall({ parallel: 50, wishes: 50 });

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
      expect(participant.length).toBe(parallel.reduce((sum, places) => sum + places, 0));
      if (!next) expect(participant.length).toBe(P);
      for (let p = 0; p < P && next; p++) {
        const own = [p];
        for (let lane = next[p]; lane !== p; lane = next[lane]) own.push(lane);
        expect(own).toHaveLength(parallel[p]);
        expect(own.every(lane => participant[lane] === p)).toBe(true);
      }
    }),
    runs(60),
  );
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
      expect(new Set(drawn).size).toBe(problem.parallel[delegation]);
    }),
    runs(20),
  );
});
