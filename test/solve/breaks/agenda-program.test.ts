import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { agendaProgram } from '../../../src/solve/breaks/agenda-program.js';
import { sharedFacts } from '../../../src/solve/breaks/bound.js';
import { MipSolver } from '../../../src/solve/mip.js';
import { withEvent } from '../../helpers/checked.js';
import { makeEvent } from '../../helpers/event.js';
import { Dice } from '../../helpers/random.js';
import { runs } from '../../helpers/runs.js';
import { arbTiny, problemOf, termsWith } from '../tiny.js';
import { arbGappy, drawWorth, legalSchedules } from './worths.js';

const patient = { stopped: false };
const NODES = 20;

const events = fc.oneof(arbGappy, arbTiny({ slots: 5, availability: 50, days: 2, rooms: 1 }));

describe('agendaProgram', () => {
  const solver = new MipSolver();
  afterAll(() => solver.end());

  it('never refutes as few breaks as there can be, and mostly one fewer', async () => {
    const tally = { broken: 0, refuted: 0 };
    await fc.assert(
      fc.asyncProperty(events, fc.nat(), fc.constantFrom(0, 0, 1, 4), async (event, seed, draw) => {
        const { problem, legal } = legalSchedules(event);
        if (legal.length === 0) return;
        const { target, breaks } = drawWorth(problem, legal, draw, new Dice(seed));
        const model = agendaProgram(problem, target.worth.facts, 5000, NODES);
        if (!model) return;
        const claim = await solver.refute(model, -breaks, patient);
        if (claim?.refuted)
          throw new Error(withEvent([`${breaks} breaks are refuted, but there is a schedule`], event));
        if (breaks === 0 || draw > 0) return;
        tally.broken++;
        if ((await solver.refute(model, 1 - breaks, patient))?.refuted) tally.refuted++;
      }),
      runs(60),
    );
    expect(tally.broken).toBeGreaterThan(5);
    expect(tally.refuted).toBeGreaterThan(tally.broken * 0.5);
  });

  it('sees that rooms leave no schedule without a break where nobody has one by itself', async () => {
    // Four in a ring, in one room: whoever comes first comes last as well, or another does.
    const event = makeEvent({
      wishes: [
        ['A', 'B', 'must'],
        ['C', 'D', 'must'],
        ['A', 'C', 'must'],
        ['B', 'D', 'must'],
      ],
      slots: 4,
      rooms: 1,
      rules: { minMeetings: 0 },
    });
    const problem = problemOf(event);
    const facts = sharedFacts(problem, termsWith(problem), undefined, 0);
    const model = agendaProgram(problem, facts, 5000, NODES)!;
    expect((await solver.refute(model, 0, patient))?.refuted).toBe(true);
  });

  it('knows the rests that are due, unless it would be too large with them', async () => {
    const others = ['B', 'C', 'D', 'E', 'F'];
    const musts = others.map(to => ['A', to, 'must'] as const);
    const wishes = [...musts, ...others.flatMap((from, i) => others.slice(i + 1).map(to => [from, to] as const))];
    const programOf = (maxConsecutive: number | undefined, mostColumns: number) => {
      const problem = problemOf(makeEvent({ wishes, slots: 9, rules: { maxConsecutive } }));
      const facts = sharedFacts(problem, termsWith(problem), undefined, 0);
      return agendaProgram(problem, facts, mostColumns, NODES)!;
    };
    const resting = programOf(2, 5000);
    const restless = programOf(undefined, 5000);
    expect(resting.cost.length).toBeGreaterThan(restless.cost.length);
    expect((await solver.refute(resting, -1, patient))?.refuted).toBe(true);
    expect((await solver.refute(resting, -2, patient))?.refuted).toBe(false);
    expect((await solver.refute(restless, 0, patient))?.refuted).toBe(false);
    expect(programOf(2, resting.cost.length - 1).cost.length).toBe(restless.cost.length);
  });

  it('is left out where it would be too large, or empty', () => {
    const problem = problemOf(makeEvent({ wishes: [['A', 'B']], slots: 3 }));
    const facts = sharedFacts(problem, termsWith(problem), undefined, 0);
    expect(agendaProgram(problem, facts, 5, NODES)).toBeUndefined();
    expect(agendaProgram(problem, { ...facts, usable: new Int32Array(facts.usable.length) }, 5000, 1)).toBeUndefined();
  });
});
