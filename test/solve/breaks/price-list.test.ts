import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AgendaState } from '../../../src/solve/breaks/agenda-state.js';
import type { Agendas } from '../../../src/solve/breaks/agendas.js';
import { type PriceLine, searchPriceList } from '../../../src/solve/breaks/price-list.js';
import { Budget } from '../../../src/solve/budget.js';
import { Random } from '../../../src/solve/random.js';
import { Reporter } from '../../../src/solve/reporter.js';
import { solveEvent } from '../../../src/solve/solve.js';
import { expectClean, expectSolved, withEvent } from '../../helpers/checked.js';
import { Dice } from '../../helpers/random.js';
import { runs } from '../../helpers/runs.js';
import { conflictsOf, randomSlots } from '../schedules.js';
import { arbSmall, arbTiny, checkSlots, everySchedule, type Found, problemOf } from '../tiny.js';

type Problem = ReturnType<typeof problemOf>;

const KEEP = 0.8;

function priced(problem: Problem, slotOf: Int32Array, signal?: AbortSignal): Promise<PriceLine[]> {
  const { breaks, idle } = new AgendaState(problem, slotOf);
  const best: Agendas = { slotOf, breaks, idle, keepsRules: true, bounds: { breaks: 0, idle: 0 } };
  const budget = new Budget({ effort: 'quick', signal });
  return searchPriceList(problem, best, KEEP, budget, new Random(1), new Reporter(problem, undefined));
}

describe('searchPriceList', () => {
  it.each([
    ['plain', arbSmall({ maxBreaks: undefined, organisations: 0, rooms: 3 })],
    [
      'delegations, odd rooms and musts',
      arbSmall({ maxBreaks: undefined, organisations: 0, parallel: 40, oddRooms: 50, musts: 3 }),
    ],
    [
      'order and rests',
      arbSmall({ maxBreaks: undefined, organisations: 0, orders: 6, maxConsecutive: 3, slots: 8, days: 2 }),
    ],
  ])('has a clean schedule a line: promises kept, points above the share, breaks falling: %s', async (_, events) => {
    const tally = { fewer: 0, paid: 0 };
    await fc.assert(
      fc.asyncProperty(events, fc.nat(), async (event, seed) => {
        const problem = problemOf(event);
        const start = randomSlots(problem, new Dice(seed));
        const lines = await priced(problem, start);
        expect(lines.map(({ keep }) => Math.round(keep * 100))).toEqual([100, 95, 90, 85, 80]);
        const reports = await Promise.all(lines.map(({ slotOf }) => checkSlots(problem, slotOf)));
        const unheld = [...problem.must.keys()].filter(e => problem.must[e] === 1 && start[e] < 0);
        const first = reports[0].figures;
        reports.forEach(({ violations, figures }, at) => {
          const { standing, keep, slotOf } = lines[at];
          if (unheld.length === 0) expect(violations, withEvent([], event)).toEqual([]);
          expect(conflictsOf(problem, slotOf)).toEqual([]);
          const { breaks, idle, promises } = figures;
          expect({ breaks, idle, promises }).toEqual({
            breaks: standing.breaks,
            idle: standing.idle,
            promises: standing.promises,
          });
          expect(figures.promises).toBeGreaterThanOrEqual(first.promises);
          expect(figures.points).toBeGreaterThanOrEqual(keep * first.points - 1e-9);
          expect(breaks).toBeLessThanOrEqual(reports[Math.max(0, at - 1)].figures.breaks);
        });
        const last = reports[4].figures;
        if (last.breaks < first.breaks) tally.fewer++;
        if (last.points < first.points) tally.paid++;
      }),
      runs(12),
    );
    expect(tally.fewer).toBeGreaterThan(2);
    expect(tally.paid).toBeGreaterThan(0);
  });

  it('reaches the fewest breaks of all schedules with such promises and points, on tiny events', async () => {
    const tally = { all: 0, reached: 0 };
    await fc.assert(
      fc.asyncProperty(arbTiny({ slots: 4, maxBreaks: undefined }), async event => {
        const problem = problemOf(event);
        const all = everySchedule(event);
        const best = all.reduce((x, y) => (isBetter(y, x) ? y : x));
        const lines = await priced(problem, best.slotOf);
        const { standing } = lines[lines.length - 1];
        const least = all
          .filter(({ promises, points }) => promises >= best.promises && points >= KEEP * best.points - 1e-9)
          .reduce((fewest, { breaks }) => Math.min(fewest, breaks), Number.POSITIVE_INFINITY);
        expect(standing.breaks).toBeGreaterThanOrEqual(least);
        tally.all++;
        if (standing.breaks === least) tally.reached++;
      }),
      runs(40),
    );
    expect(tally.reached).toBeGreaterThan(tally.all * 0.9);
  });

  it('has the first line alone when it is stopped at once', async () => {
    const problem = problemOf(fc.sample(arbSmall({ slots: 6 }), { seed: 5, numRuns: 1 })[0]);
    expect(await priced(problem, randomSlots(problem, new Dice(1)), AbortSignal.abort())).toHaveLength(1);
  });
});

describe('solveEvent with keepPoints', () => {
  it('decides on the last line; its bounds are true, and nothing is called optimal that is not', async () => {
    let paid = 0;
    await fc.assert(
      fc.asyncProperty(arbTiny({ slots: 5, availability: 60, sides: 1 }), async event => {
        const outcome = await solveEvent(event, { seed: 1, effort: 'quick', keepPoints: KEEP });
        const { figures } = expectClean(event, outcome);
        const { objective, status, priceList } = expectSolved(event, outcome);
        const { points, breaks, idle } = priceList!.prices.at(-1)!;
        expect({ points, breaks, idle }).toEqual({
          points: figures.points,
          breaks: figures.breaks,
          idle: figures.idle,
        });
        const { pointScale, pointStep } = problemOf(event);
        const reached = (figures.points * pointScale) / pointStep - 1e-9;
        const equals = everySchedule(event).filter(
          found => found.overCap === 0 && found.promises >= figures.promises && found.points >= reached,
        );
        expect(objective.breaks.bound).toBeLessThanOrEqual(Math.min(...equals.map(found => found.breaks)));
        if (priceList!.prices[0].points === points) return;
        paid++;
        expect(status).toBe('feasible');
      }),
      runs(100),
    );
    expect(paid).toBeGreaterThan(0);
  });

  it('keeps caps and musts, and starts from the schedule of a run without it', async () => {
    await fc.assert(
      fc.asyncProperty(arbSmall({ maxBreaks: 1, musts: 3 }), async event => {
        const plain = await solveEvent(event, { seed: 1, effort: 'quick' });
        const outcome = await solveEvent(event, { seed: 1, effort: 'quick', keepPoints: KEEP });
        expectClean(event, outcome);
        const { objective } = expectSolved(event, plain);
        const [first] = expectSolved(event, outcome).priceList!.prices;
        const { points, breaks, idle } = objective;
        expect(first).toEqual({ keep: 1, points: points.value, breaks: breaks.value, idle: idle.value });
      }),
      runs(12),
    );
  });

  it.each([0.49, 1.01, Number.NaN])('refuses a share of %d', async keepPoints => {
    const [event] = fc.sample(arbTiny(), { seed: 1, numRuns: 1 });
    await expect(solveEvent(event, { seed: 1, effort: 'quick', keepPoints })).rejects.toThrow(/share from 0.5 to 1/);
  });
});

function isBetter(x: Found, y: Found): boolean {
  return x.promises > y.promises || (x.promises === y.promises && x.points > y.points);
}
