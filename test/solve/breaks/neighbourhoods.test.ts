import fc from 'fast-check';
import { afterEach, expect, it, vi } from 'vitest';
import type { Problem } from '../../../src/model/problem.js';
import { Annealer } from '../../../src/solve/anneal.js';
import { AgendaState } from '../../../src/solve/breaks/agenda-state.js';
import { AgendaFormula } from '../../../src/solve/breaks/formula.js';
import { Neighbourhoods } from '../../../src/solve/breaks/neighbourhoods.js';
import { AgendaProof, topicOf } from '../../../src/solve/breaks/proof.js';
import { Statement } from '../../../src/solve/breaks/statement.js';
import { Random } from '../../../src/solve/random.js';
import { SatSession } from '../../../src/solve/sat.js';
import { State } from '../../../src/solve/state.js';
import { withEvent } from '../../helpers/checked.js';
import { generate } from '../../helpers/generate.js';
import { Dice } from '../../helpers/random.js';
import { runs } from '../../helpers/runs.js';
import { conflictsOf } from '../schedules.js';
import { freshBudget, problemOf } from '../tiny.js';
import { arbGappy, drawWorth, legalSchedules, targetOf } from './worths.js';

const patient = { stopped: false };

afterEach(() => vi.restoreAllMocks());

it('finds better schedules of equal worth near the best one, and refutes no more than there are', async () => {
  const tally = { improved: 0, refuted: 0 };
  await fc.assert(
    fc.asyncProperty(arbGappy, fc.nat(), fc.constantFrom(0, 4), async (event, seed, draw) => {
      const { problem, legal } = legalSchedules(event);
      if (legal.length === 0) return;
      const { target, equals, breaks } = drawWorth(problem, legal, draw, new Dice(seed));
      let best = equals.reduce((worst, one) => (one.breaks > worst.breaks ? one : worst));
      // As if nothing were known of each participant: so close to its least, nobody would look any further.
      const nothing = Int32Array.from(target.least.breaks, () => 0);
      const statement = new Statement(new AgendaFormula(target.worth, seed % 2 === 0), {
        breaks: nothing,
        idle: nothing,
      });
      statement.enter('breaks', best);
      const nearby = new Neighbourhoods(patient, statement);
      nearby.enter();
      nearby.hear(best.slotOf, 0, best.breaks);
      for (let slice = 0; slice < 60 && nearby.isPromising; slice++) {
        const slotOf = await nearby.slice(2e9);
        const found = slotOf && equals.find(one => one.slotOf.join() === slotOf.join());
        if (found && found.breaks < best.breaks) {
          best = found;
          tally.improved++;
        }
        if (nearby.refuted > breaks) throw new Error(withEvent([`${nearby.refuted} refuted, not ${breaks}`], event));
        nearby.hear(best.slotOf, nearby.refuted, best.breaks);
      }
      await nearby.close();
      if (nearby.refuted > 0) {
        tally.refuted++;
        expect(best.breaks).toBe(nearby.refuted);
      }
    }),
    runs(80),
  );
  expect(tally.improved).toBeGreaterThan(3);
  expect(tally.refuted).toBeGreaterThan(1);
});

/** Thirty people, a third of whose meetings are locked where a schedule has them that nobody has smoothed. */
async function locked(): Promise<{ problem: Problem; slotOf: Int32Array }> {
  const plain = problemOf(generate({ people: 30, wishes: 90, slots: 10, rooms: 11, seed: 4, minMeetings: 0 }));
  const annealer = new Annealer(new State(plain), new Random(1), () => false);
  await annealer.fill({ order: Int32Array.from(plain.points.keys()), selected: plain.meetings }, 3, freshBudget());
  const slotOf = annealer.best;
  const domain = plain.domain.slice();
  slotOf.forEach((t, e) => {
    if (t >= 0 && e % 3 === 0) domain[e] = 1 << t;
  });
  return { problem: { ...plain, domain, must: Uint8Array.from(slotOf, t => (t < 0 ? 0 : 1)) }, slotOf };
}

it('finds fewer breaks where much is locked, and the same ones each time', async () => {
  const { problem, slotOf } = await locked();
  expect(conflictsOf(problem, slotOf)).toEqual([]);
  const target = targetOf(problem, slotOf);
  const breaksOf = (slots: Int32Array): number => new AgendaState(problem, slots).breaks;
  const found: number[][] = [];
  for (let time = 0; time < 2; time++) {
    const statement = new Statement(new AgendaFormula(target.worth, true), target.least);
    const upper = breaksOf(slotOf);
    statement.enter('breaks', { breaks: upper, idle: Number.POSITIVE_INFINITY });
    const nearby = new Neighbourhoods(patient, statement);
    nearby.enter();
    nearby.hear(slotOf, 0, upper);
    const better = (await nearby.slice(2e11))!;
    await nearby.close();
    expect(conflictsOf(problem, better)).toEqual([]);
    expect(breaksOf(better)).toBeLessThan(upper / 2);
    for (const e of slotOf.keys()) if (slotOf[e] >= 0 && e % 3 === 0) expect(better[e]).toBe(slotOf[e]);
    found.push(Array.from(better));
  }
  expect(found[0]).toEqual(found[1]);
});

it('proves at once that what it found has the fewest breaks, where there is nothing better in all slots', async () => {
  const { problem, slotOf } = await locked();
  const { breaks, idle } = new AgendaState(problem, slotOf);
  const proof = new AgendaProof(topicOf(targetOf(problem, slotOf)), slotOf, { breaks, idle }, patient);
  const found = (await proof.slice(2e11, 'nearby'))!;
  expect(proof.bounds.breaks).toBe(new AgendaState(problem, found).breaks);
  await proof.close();
});

it('asks no further where prover and finder ask the same, and where nothing is found for long', async () => {
  const { problem, slotOf } = await locked();
  const { worth, least } = targetOf(problem, slotOf);
  const statement = new Statement(new AgendaFormula(worth, true), least);
  statement.enter('breaks', { breaks: 50, idle: Number.POSITIVE_INFINITY });
  const asking = vi.spyOn(SatSession.prototype, 'ask').mockResolvedValue({ status: 'unknown' });
  const nearby = new Neighbourhoods(patient, statement);
  nearby.enter();
  nearby.hear(slotOf, 49, 50);
  expect(await nearby.slice(1e12)).toBeUndefined();
  expect(asking).not.toHaveBeenCalled();
  nearby.hear(slotOf, 40, 50);
  expect(await nearby.slice(1e12)).toBeUndefined();
  expect(nearby.isPromising).toBe(false);
  const stay = asking.mock.calls.map(([{ assumptions }]) => assumptions!.length);
  // What cannot be decided is followed by smaller neighbourhoods: more meetings stay.
  expect(stay.at(-1)).toBeGreaterThan(stay[0]);
  nearby.hear(slotOf, 40, 49);
  expect(nearby.isPromising).toBe(true);
});
