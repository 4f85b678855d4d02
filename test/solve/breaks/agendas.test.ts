import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Event } from '../../../src/model/event.js';
import { compareFigures } from '../../../src/model/objective.js';
import { AgendaPrices } from '../../../src/solve/breaks/agenda-prices.js';
import { AgendaState } from '../../../src/solve/breaks/agenda-state.js';
import { movesOf, smoothAgendas } from '../../../src/solve/breaks/agendas.js';
import { ProofBeside } from '../../../src/solve/breaks/beside.js';
import { leastOfEach, sharedFacts, sumOf } from '../../../src/solve/breaks/bound.js';
import { KempeAnnealer, ROUNDS } from '../../../src/solve/breaks/kempe.js';
import type { AgendaTarget } from '../../../src/solve/breaks/proof.js';
import { Budget } from '../../../src/solve/budget.js';
import { MeetingChooser } from '../../../src/solve/meetings.js';
import { PriceSearch } from '../../../src/solve/prices.js';
import { Random } from '../../../src/solve/random.js';
import { Reporter } from '../../../src/solve/reporter.js';
import { SatSession } from '../../../src/solve/sat.js';
import { withEvent } from '../../helpers/checked.js';
import { makeEvent } from '../../helpers/event.js';
import { generatedEvent } from '../../helpers/generated-event.js';
import { Dice } from '../../helpers/random.js';
import { runs } from '../../helpers/runs.js';
import { watchWorkers } from '../../helpers/workers.js';
import { randomSlots } from '../schedules.js';
import { arbSmall, checkSlots, problemOf, termsWith } from '../tiny.js';
import { arbGappy, fewest, legalSchedules, targetOf } from './worths.js';

afterEach(() => vi.restoreAllMocks());

type Problem = ReturnType<typeof problemOf>;

function smooth(problem: Problem, start: Int32Array, signal?: AbortSignal) {
  const budget = new Budget({ effort: 'quick', signal });
  return smoothAgendas(
    problem,
    start,
    async slotOf => targetOf(problem, slotOf),
    budget,
    new Random(1),
    new Reporter(problem, undefined),
  );
}

describe('movesOf', () => {
  it('gives a quick run fewer moves the more meetings there are, and no more than a few tenths of a second take', () => {
    const problem = problemOf(makeEvent({ wishes: [['A', 'B']], slots: 10 }));
    const moves = [1, 10, 100, 1000, 10_000].map(
      meetings => movesOf(problem, new Int32Array(meetings), new Budget({ effort: 'quick' })).moves,
    );
    expect(Math.max(...moves)).toBeLessThanOrEqual(400_000);
    for (const k of [3, 4]) expect(moves[k]).toBeLessThan(moves[k - 1]);
    expect(moves[4] * 10_000).toBe(moves[3] * 1000);
    const standard = movesOf(problem, new Int32Array(100), new Budget({ effort: 'standard' }));
    expect(standard.moves).toBe(standard.standard);
    expect(moves[2]).toBeLessThan(standard.moves);
  });
});

describe('movesOf a large event', () => {
  const standardOf = async (availability: number) => {
    const problem = problemOf(await generatedEvent({ people: 30, wishes: 100, slots: 24, availability }));
    return movesOf(problem, new Int32Array(2500), new Budget({ effort: 'standard' })).standard;
  };

  it('gives more moves where nearly every meeting can be at any time', async () => {
    expect([await standardOf(100), await standardOf(80)]).toEqual([8e6, 4.8e6]);
  });
});

describe('smoothAgendas', () => {
  it('loses no must, promise or point, and says truly what came out', async () => {
    await fc.assert(
      fc.asyncProperty(arbSmall({ wishes: 15, maxBreaks: undefined, musts: 3 }), fc.nat(), async (event, seed) => {
        const problem = problemOf(event);
        const start = randomSlots(problem, new Dice(seed));
        const before = await checkSlots(problem, start);
        const { slotOf, breaks, idle, keepsRules } = await smooth(problem, start);
        const { violations, figures } = await checkSlots(problem, slotOf).catch(() => ({
          violations: [undefined],
          figures: undefined,
        }));
        expect(keepsRules, withEvent([JSON.stringify(violations)], event)).toBe(violations.length === 0);
        if (figures) expect({ breaks, idle }).toEqual({ breaks: figures.breaks, idle: figures.idle });
        expect(slotOf.every((t, e) => t >= 0 || problem.must[e] === 0)).toBe(true);
        if (before.violations.length === 0 && figures) {
          expect(keepsRules).toBe(true);
          expect(compareFigures({ ...figures, moves: 0 }, { ...before.figures, moves: 0 })).toBeLessThanOrEqual(0);
        }
      }),
      runs(25),
    );
  });

  it('keeps caps, at the price of meetings where it must', async () => {
    let over = 0;
    await fc.assert(
      fc.asyncProperty(arbSmall({ wishes: 15, maxBreaks: 0, musts: 0, locks: 0 }), fc.nat(), async (event, seed) => {
        const problem = problemOf(event);
        const start = randomSlots(problem, new Dice(seed));
        if (new AgendaState(problem, start).overCap > 0) over++;
        const { slotOf, keepsRules } = await smooth(problem, start);
        expect(keepsRules).toBe(true);
        expect((await checkSlots(problem, slotOf)).violations).toEqual([]);
      }),
      runs(20),
    );
    expect(over).toBeGreaterThan(5);
  });

  it('pays far fewer points for caps than giving meetings up would cost', async () => {
    // Nobody may have a break, and everyone is away in some slots.
    const dice = new Dice(3);
    const ids = Array.from({ length: 40 }, (_, p) => `P${p}`);
    const slots = Array.from({ length: 16 }, (_, t) => `${t + 1}`);
    const participants = ids.map(id => ({ id, maxBreaks: 0, available: dice.shuffled(slots).slice(5) }));
    const wishes = ids.flatMap((id, p) =>
      Array.from({ length: 8 }, (_, k) => [id, ids[(p + 1 + 3 * k + dice.below(3)) % 40], 1 + k] as const),
    );
    const problem = problemOf(makeEvent({ participants, wishes, slots: 16, rooms: 14, rules: { minMeetings: 2 } }));
    const quick = new Budget({ effort: 'quick' });
    const start = await new MeetingChooser(problem, quick, new Random(1), new Reporter(problem, undefined)).choose();
    const before = new AgendaState(problem, start);
    expect(before.overCap).toBeGreaterThan(50);
    const { slotOf, keepsRules } = await smooth(problem, start);
    expect(keepsRules).toBe(true);
    expect((await checkSlots(problem, slotOf)).violations).toEqual([]);
    const { promises, points } = new AgendaState(problem, slotOf);
    expect(promises).toBe(before.promises);
    expect(points).toBeLessThan(before.points);
    // Of moves at no cost and of meetings given up then, less than 7 in 10 are left.
    expect(points).toBeGreaterThan(0.75 * before.points);
  });

  it('puts musts in that were left out, and says so if they do not fit', async () => {
    const fits = problemOf(makeEvent({ wishes: [['A', 'B', 'must']] }));
    expect(await smooth(fits, Int32Array.of(-1))).toMatchObject({ slotOf: Int32Array.of(0), keepsRules: true });
    const wishes = [
      ['A', 'B', 'must'],
      ['A', 'C', 'must'],
    ] as const;
    const tight = problemOf(makeEvent({ wishes, slots: 1 }));
    expect((await smooth(tight, Int32Array.of(0, -1))).keepsRules).toBe(false);
    const most = problemOf(makeEvent({ wishes, participants: [{ id: 'A', maxMeetings: 1 }] }));
    expect((await smooth(most, Int32Array.of(0, -1))).keepsRules).toBe(false);
  });

  it('keeps every rule when it is stopped at once', async () => {
    let over = 0;
    await fc.assert(
      fc.asyncProperty(arbSmall({ maxBreaks: 0, slots: 8, musts: 0, locks: 0 }), fc.nat(), async (event, seed) => {
        const problem = problemOf(event);
        const start = randomSlots(problem, new Dice(seed));
        if (new AgendaState(problem, start).overCap > 0) over++;
        const { slotOf, keepsRules } = await smooth(problem, start, AbortSignal.abort());
        expect(keepsRules).toBe(true);
        expect((await checkSlots(problem, slotOf)).violations).toEqual([]);
      }),
      runs(20),
    );
    expect(over).toBeGreaterThan(5);
  });
});

/** What a solve gives to the agendas: best prices for schedules like the one given. */
function pricedTarget(problem: Problem, slotOf: Int32Array): AgendaTarget {
  const { promises, points } = new AgendaState(problem, slotOf);
  const terms = termsWith(problem, promises);
  const search = new PriceSearch(problem, terms);
  search.run(240);
  const facts = sharedFacts(problem, terms, search.best, points);
  return { worth: { problem, terms, duals: search.best, points, facts }, least: leastOfEach(problem, facts) };
}

/** At standard effort, with what was said on the way. */
async function smoothAtLength(problem: Problem, start: Int32Array, signal?: AbortSignal) {
  const said: string[] = [];
  const agendas = await smoothAgendas(
    problem,
    start,
    async slotOf => pricedTarget(problem, slotOf),
    new Budget({ effort: 'standard', signal }),
    new Random(1),
    new Reporter(problem, progress => void said.push(JSON.stringify(progress))),
  );
  return { ...agendas, said };
}

/** An event, its schedules, and one of the most promises and points to start from, as the dice fall. */
function startIn(event: Event, seed: number) {
  const { problem, legal } = legalSchedules(event);
  const promises = Math.max(...legal.map(one => one.promises));
  const kept = legal.filter(one => one.promises === promises);
  const points = Math.max(...kept.map(one => one.points));
  const equals = kept.filter(one => one.points === points);
  const least = fewest(equals);
  return { problem, legal, equals, least, start: new Dice(seed).pick(equals).slotOf };
}

const possible = arbGappy.filter(event => legalSchedules(event).legal.length > 1);
/** Events in which people cannot be looked at one by one to see how many breaks or idle slots there must be. */
const knotted = possible.filter(event => {
  const { least, start, problem } = startIn(event, 1);
  if (least.breaks === 0) return false;
  const alone = sumOf(pricedTarget(problem, start).least);
  return alone.breaks < least.breaks || alone.idle < least.idle;
});

describe('smoothAgendas and its proof', () => {
  it('find the fewest breaks and idle slots, and prove it', async () => {
    const tally = { all: 0, found: 0, proved: 0 };
    await fc.assert(
      fc.asyncProperty(fc.oneof(knotted, possible), fc.nat(), async (event, seed) => {
        const { problem, legal, least, start } = startIn(event, seed);
        const { slotOf, bounds, breaks, idle, keepsRules } = await smoothAtLength(problem, start);
        const found = legal.find(one => one.slotOf.join() === slotOf.join());
        const faults = [
          ...(keepsRules && found ? [] : ['a rule is broken']),
          ...(breaks === found?.breaks && idle === found?.idle ? [] : ['other figures']),
          ...(bounds.breaks > least.breaks || bounds.idle > least.idle ? [`bounds are ${JSON.stringify(bounds)}`] : []),
          ...(bounds.idle < bounds.breaks ? ['a break without an idle slot'] : []),
        ];
        if (faults.length > 0) throw new Error(withEvent(faults, event));
        tally.all++;
        if (breaks === least.breaks && idle === least.idle) tally.found++;
        if (breaks === bounds.breaks && idle === bounds.idle) tally.proved++;
      }),
      runs(25),
    );
    expect(tally.found).toBe(tally.all);
    // Prices of so few iterations now and then leave a gap.
    expect(tally.proved).toBeGreaterThanOrEqual(tally.all * 0.9);
  });

  it('asks for no proof of a large event whose bounds nobody is told', async () => {
    const problem = problemOf(await generatedEvent({ size: 'L', people: 400, wishes: 2000, slots: 14 }));
    const start = randomSlots(problem, new Dice(1));
    expect(start.filter(t => t >= 0).length).toBeGreaterThan(1000);
    const budget = new Budget({ effort: 'standard' });
    vi.spyOn(budget, 'amount').mockReturnValue(1000);
    const asked: boolean[] = [];
    for (const areBoundsTold of [true, false]) {
      const wanted = vi.spyOn(AgendaPrices, 'of').mockReturnValue(undefined);
      const args = [budget, new Random(1), new Reporter(problem, undefined), areBoundsTold] as const;
      const { keepsRules } = await smoothAgendas(problem, start, async slotOf => targetOf(problem, slotOf), ...args);
      expect(keepsRules).toBe(true);
      asked.push(wanted.mock.calls.length > 0);
      wanted.mockRestore();
    }
    expect(asked).toEqual([true, false]);
  });

  it('come to the same however slow solvers or annealing are', async () => {
    const events = fc.sample(knotted, { numRuns: 3, seed: 3 });
    const solveAll = () =>
      Promise.all(
        events.map(async (event, i) => {
          const { problem, start } = startIn(event, i);
          return smoothAtLength(problem, start);
        }),
      );
    const plain = await solveAll();
    const dice = new Dice(1);
    const pause = () => new Promise(resolve => setTimeout(resolve, dice.below(10)));
    const { ask } = SatSession.prototype;
    const asked = vi.spyOn(SatSession.prototype, 'ask').mockImplementation(async function (this: SatSession, question) {
      await pause();
      const answer = await ask.call(this, question);
      await pause();
      return answer;
    });
    expect(await solveAll()).toEqual(plain);
    expect(asked).toHaveBeenCalled();
    vi.restoreAllMocks();
    const { breathe } = Budget.prototype;
    const breathed = vi.spyOn(Budget.prototype, 'breathe').mockImplementation(async function (this: Budget) {
      await pause();
      return breathe.call(this);
    });
    expect(await solveAll()).toEqual(plain);
    expect(breathed).toHaveBeenCalled();
  });

  it('keep every rule and leave no worker when they are interrupted, whenever that is', async () => {
    const workers = await watchWorkers();
    const events = fc.sample(knotted, { numRuns: 8, seed: 8 });
    const { ask } = SatSession.prototype;
    for (const [i, event] of events.entries()) {
      const { problem, legal, least, start } = startIn(event, i);
      const interruption = new AbortController();
      let questions = i >> 1;
      vi.spyOn(SatSession.prototype, 'ask').mockImplementation(async function (this: SatSession, question) {
        // Before the answer by turns, and after it.
        if (questions === 0 && i % 2 === 0) interruption.abort();
        const answer = await ask.call(this, question);
        if (questions-- === 0) interruption.abort();
        return answer;
      });
      const { slotOf, bounds, breaks, keepsRules } = await smoothAtLength(problem, start, interruption.signal);
      expect(await workers.running()).toBe(0);
      expect(keepsRules).toBe(true);
      expect(legal.find(one => one.slotOf.join() === slotOf.join())).toMatchObject({ breaks });
      expect(bounds.breaks).toBeLessThanOrEqual(least.breaks);
    }
    expect(workers.end()).toBeGreaterThan(0);
  });

  it('ask for no more proof at the end of a cooling, where nothing goes on beside it', async () => {
    const rounds = new Set<number>();
    const joined = vi.spyOn(ProofBeside.prototype, 'join').mockResolvedValue();
    vi.spyOn(ProofBeside.prototype, 'countTogether').mockResolvedValue();
    vi.spyOn(KempeAnnealer.prototype, 'run').mockImplementation(async (_cooling, _budget, onRound) => {
      for (let round = 0; round < ROUNDS; round++) {
        joined.mockClear();
        await onRound?.(round);
        if (joined.mock.calls.length > 0) rounds.add(round);
      }
    });
    const { problem, start } = startIn(fc.sample(knotted, { numRuns: 1, seed: 4 })[0], 1);
    await smoothAtLength(problem, start);
    expect([...rounds]).toEqual([39, 79, 119, 159]);
  });

  it('look near the best schedule for no longer than it pays, and turn to it where a look from anew was in vain', async () => {
    const { problem, start } = startIn(fc.sample(knotted, { numRuns: 1, seed: 4 })[0], 1);
    vi.spyOn(KempeAnnealer.prototype, 'run').mockResolvedValue();
    for (const step of ['hear', 'countTogether', 'countIdle'] as const)
      vi.spyOn(ProofBeside.prototype, step).mockResolvedValue();
    vi.spyOn(ProofBeside.prototype, 'done', 'get').mockReturnValue(false);
    const said = { gap: 1000, isPromising: false };
    for (const what of ['gap', 'isPromising'] as const)
      vi.spyOn(ProofBeside.prototype, what, 'get').mockImplementation(() => said[what]);
    const advancing = vi.spyOn(ProofBeside.prototype, 'advance').mockResolvedValue();
    const lookedFor = async (gap: number, isPromising: boolean): Promise<string[]> => {
      Object.assign(said, { gap, isPromising });
      advancing.mockClear();
      await smoothAtLength(problem, start);
      return advancing.mock.calls.map(([, seeking]) => seeking);
    };
    expect(await lookedFor(1000, false)).toEqual([]);
    const far = await lookedFor(1000, true);
    expect(far.length).toBeGreaterThan(10);
    expect(new Set(far)).toEqual(new Set(['nearby']));
    expect(new Set(await lookedFor(2, false))).toEqual(new Set(['anywhere']));
    const near = await lookedFor(2, true);
    expect(near.slice(0, 2)).toEqual(['anywhere', 'nearby']);
    expect(near.filter(seeking => seeking === 'nearby')).toHaveLength(far.length);
  });

  it('start no worker where they are stopped at once, or in a hurry', async () => {
    const workers = await watchWorkers();
    const { problem, start } = startIn(fc.sample(knotted, { numRuns: 1, seed: 4 })[0], 1);
    const stopped = await smoothAtLength(problem, start, AbortSignal.abort());
    expect(stopped.keepsRules).toBe(true);
    const { keepsRules, bounds } = await smooth(problem, start);
    expect([keepsRules, bounds]).toEqual([true, sumOf(targetOf(problem, start).least)]);
    expect(workers.end()).toBe(0);
  });

  it('throw what went wrong in a worker, and leave none', async () => {
    const workers = await watchWorkers();
    const { problem, start } = startIn(fc.sample(knotted, { numRuns: 1, seed: 4 })[0], 1);
    const { ask } = SatSession.prototype;
    vi.spyOn(SatSession.prototype, 'ask').mockImplementation(async function (this: SatSession, question) {
      await ask.call(this, question);
      throw new Error('out of memory');
    });
    await expect(smoothAtLength(problem, start)).rejects.toThrow('out of memory');
    expect(await workers.running()).toBe(0);
    workers.end();
  });
});
