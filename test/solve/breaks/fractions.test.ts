import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sharedFacts } from '../../../src/solve/breaks/bound.js';
import { Fractions } from '../../../src/solve/breaks/fractions.js';
import { withEvent } from '../../helpers/checked.js';
import { makeEvent } from '../../helpers/event.js';
import { Dice } from '../../helpers/random.js';
import { runs } from '../../helpers/runs.js';
import { watchWorkers } from '../../helpers/workers.js';
import { problemOf, termsWith } from '../tiny.js';
import { arbGappy, drawWorth, legalSchedules } from './worths.js';

const patient = { stopped: false };

it('fractions refute fewer breaks than there can be, and never as few', async () => {
  const tally = { broken: 0, met: 0 };
  await fc.assert(
    fc.asyncProperty(arbGappy, fc.nat(), fc.constantFrom(0, 0, 1, 4), async (event, seed, draw) => {
      const { problem, legal } = legalSchedules(event);
      if (legal.length === 0) return;
      const { target, equals, breaks } = drawWorth(problem, legal, draw, new Dice(seed));
      const upper = Math.max(...equals.map(one => one.breaks));
      const fractions = new Fractions(problem, target.worth.facts, patient);
      fractions.start();
      const least = await fractions.refuteUpTo(upper);
      const sharper = await fractions.refuteUpTo(breaks);
      await fractions.end();
      for (const bound of [least, sharper])
        if (bound !== undefined && bound > breaks)
          throw new Error(withEvent([`${bound} breaks at least, but a schedule has ${breaks}`], event));
      if (draw > 0 || breaks === 0) return;
      tally.broken++;
      if (sharper === breaks) tally.met++;
    }),
    runs(40),
  );
  expect(tally.broken).toBeGreaterThan(3);
  expect(tally.met).toBeGreaterThan(tally.broken * 0.5);
});

it('fractions are begun once, and only where there is something to count', async () => {
  const workers = await watchWorkers();
  const problem = problemOf(makeEvent({ wishes: [['A', 'B', 'must']], slots: 3 }));
  const facts = sharedFacts(problem, termsWith(problem), undefined, 0);
  const empty = new Fractions(problem, { ...facts, usable: new Int32Array(facts.usable.length) }, patient);
  empty.start();
  expect(await empty.refuteUpTo(1)).toBeUndefined();
  await empty.end();
  expect(workers.started).toBe(0);
  const some = new Fractions(problem, facts, patient);
  some.start();
  some.start();
  expect(await some.refuteUpTo(0)).toBe(0);
  await some.end();
  expect(workers.end()).toBe(1);
});
