import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check } from '../../../src/check/check.js';
import { buildGroupProblem } from '../../../src/model/build-groups.js';
import type { Event } from '../../../src/model/event.js';
import type { GroupProblem } from '../../../src/model/group-problem.js';
import type { CheckReport, PriceList, SolveOutcome } from '../../../src/model/outcome.js';
import { UNBOUNDED } from '../../../src/model/problem.js';
import { Budget } from '../../../src/solve/budget.js';
import { activitiesOfItems, interpretersOfItems } from '../../../src/solve/groups/activities.js';
import { type GroupAgendas, smoothGroupAgendas } from '../../../src/solve/groups/agendas.js';
import { GroupChooser } from '../../../src/solve/groups/chooser.js';
import { type GroupPriceLine, searchGroupPrices } from '../../../src/solve/groups/price-list.js';
import type { GroupState } from '../../../src/solve/groups/state.js';
import { Random } from '../../../src/solve/random.js';
import { Reporter } from '../../../src/solve/reporter.js';
import { toMeetings } from '../../../src/solve/result.js';
import { RoomPlanner } from '../../../src/solve/rooms.js';
import { solveEvent } from '../../../src/solve/solve.js';
import { expectClean, expectSolved, withEvent } from '../../helpers/checked.js';
import { plantMixed } from '../../helpers/plant-mixed.js';
import { Dice } from '../../helpers/random.js';
import { runs } from '../../helpers/runs.js';
import { arbTinyEvent } from '../../inspect/events.js';
import { arbDemanding } from './demanding.js';
import { bestOf } from './every-kept.js';
import { faultsOf, worthOf } from './rules.js';
import { SHAPES, shapedGroups } from './shapes.js';
import { agendasOf, demandsIn, everyGroupSchedule, someSchedule, tinyAgendas } from './tiny-agendas.js';

const KEEP = 0.8;
const PERCENT = [100, 95, 90, 85, 80];

const quick = () => new Budget({ effort: 'quick' });

/** Nothing is promised, so that more may be paid, and nobody is there in the second slot, so that there is something to pay for. */
function withBreaks(event: Event): Event {
  const unavailable = [event.slots[1]?.id ?? ''].filter(id => id !== '');
  return { ...event, participants: event.participants.map(one => ({ ...one, minMeetings: 0, unavailable })) };
}

/** The price list from a schedule on, or from the best found. */
async function priced(problem: GroupProblem, from?: GroupState, budget = quick()): Promise<GroupPriceLine[]> {
  const reporter = new Reporter(problem.pairs, undefined);
  const random = new Random(1);
  const chooser = new GroupChooser(problem, quick(), random, reporter);
  let best: GroupAgendas;
  if (from) {
    const { promises, points } = from;
    const { breaks, idle } = agendasOf(problem, from.slotOf);
    const serves = (from.interpreters?.serves ?? new Int32Array(0)).slice();
    const bounds = { breaks: 0, idle: 0 };
    best = { slots: from.slotOf.slice(), serves, promises, points, breaks, idle, keepsRules: true, bounds };
  } else {
    const slots = await chooser.choose();
    const known = { serves: chooser.bestServes, proved: chooser.boundsFor(chooser.promises) };
    best = await smoothGroupAgendas(problem, slots, quick(), random, reporter, known);
  }
  return searchGroupPrices(problem, best, KEEP, budget, random, reporter);
}

/** What the checker says of a line's schedule, its rooms and interpreters as a run assigns them. */
async function checked(event: Event, problem: GroupProblem, { agendas }: GroupPriceLine): Promise<CheckReport> {
  const activities = activitiesOfItems(problem, agendas.slots);
  const interpreterOf = interpretersOfItems(problem, activities, agendas.serves);
  const rooms = await new RoomPlanner(problem.pairs, activities, new Random(1)).plan(quick());
  return check(event, { meetings: toMeetings(problem.pairs, { activities, interpreterOf, rooms }) });
}

function built(event: Event): GroupProblem {
  const outcome = buildGroupProblem(event);
  if (outcome.kind !== 'built') throw new Error(outcome.kind);
  return outcome.problem;
}

describe('searchGroupPrices', () => {
  it('has a schedule a line that the checker passes: promises kept, points above the share, breaks falling', async () => {
    const tally = { fewer: 0, paid: 0 };
    for (let seed = 1; seed <= 10; seed++) {
      const planted = plantMixed(new Dice(seed)).event;
      const event = seed % 4 === 0 ? planted : withBreaks(planted);
      const problem = built(event);
      const lines = await priced(problem);
      expect(lines.map(({ keep }) => Math.round(keep * 100))).toEqual(PERCENT);
      const reports = await Promise.all(lines.map(line => checked(event, problem, line)));
      const first = reports[0].figures;
      reports.forEach(({ violations, figures }, at) => {
        expect(violations, withEvent([], event)).toEqual([]);
        const { breaks, idle, promises, points } = figures;
        const { standing, keep } = lines[at];
        const said = { breaks: standing.breaks, idle: standing.idle, promises: standing.promises };
        expect({ breaks, idle, promises }).toEqual(said);
        expect(promises).toBeGreaterThanOrEqual(first.promises);
        expect(points).toBeGreaterThanOrEqual(keep * first.points - 1e-9);
        expect(breaks).toBeLessThanOrEqual(reports[Math.max(0, at - 1)].figures.breaks);
      });
      const last = reports[4].figures;
      if (last.breaks < first.breaks) tally.fewer++;
      if (last.points < first.points) tally.paid++;
    }
    expect(tally.fewer).toBeGreaterThan(0);
    expect(tally.paid).toBeGreaterThan(0);
  });

  it('is nearly always best on tiny events and keeps every demand', async () => {
    const tally = { all: 0, reached: 0, paid: 0 };
    for (let seed = 1; seed <= 40; seed++) {
      const dice = new Dice(seed);
      const { pairs, ...groups } = tinyAgendas(dice, { people: 6, items: 6, slots: 5, musts: seed % 3 === 0 });
      // One of five points may be paid: of small ones, a whole item. Nobody can be there in the second slot.
      const without = (mask: Int32Array) => mask.map(word => word & ~2);
      const problem = {
        ...groups,
        pairs: {
          ...pairs,
          available: without(pairs.available),
          domain: without(pairs.domain),
          points: new Float64Array(pairs.meetings).fill(1),
          minMeetings: new Int32Array(pairs.participants),
        },
        hostDomain: without(groups.hostDomain),
        seatDomain: without(groups.seatDomain),
        seatPoints: new Float64Array(groups.seats).fill(1),
      };
      const start = someSchedule(problem, dice);
      const demands = demandsIn(problem, start.slotOf);
      const reached = worthOf(problem, start.slotOf);
      const lines = await priced(problem, start);
      const floor = reached.points - Math.floor((1 - KEEP) * reached.points + 1e-9);
      const allowed = everyGroupSchedule(problem).filter(one => one.demands >= demands && one.points >= floor);
      for (const { agendas } of lines) {
        expect(faultsOf(problem, agendas.slots)).toEqual([]);
        expect(worthOf(problem, agendas.slots).short).toBe(0);
        expect(demandsIn(problem, agendas.slots)).toBeGreaterThanOrEqual(demands);
      }
      const { standing } = lines[4];
      const least = Math.min(...allowed.map(({ breaks }) => breaks));
      expect(standing.breaks).toBeGreaterThanOrEqual(least);
      tally.all++;
      if (standing.breaks === least) tally.reached++;
      if (standing.points < reached.points) tally.paid++;
    }
    expect(tally.reached).toBeGreaterThan(0.9 * tally.all);
    expect(tally.paid).toBeGreaterThan(0);
  });

  it('buys breaks in an event of the usual size, the same ones each time', async () => {
    const problem = shapedGroups({ ...SHAPES['S crunch'], people: 24, pairs: 30, wishes: 6 }, 1);
    const start = someSchedule(problem, new Dice(1));
    const lines = await priced(problem, start);
    expect(lines[4].standing.breaks).toBeLessThan(0.9 * lines[1].standing.breaks);
    for (const { agendas } of lines) expect(faultsOf(problem, agendas.slots)).toEqual([]);
    const again = await priced(problem, start);
    expect([...again[4].agendas.slots]).toEqual([...lines[4].agendas.slots]);
  });

  it('keeps caps, though fewer breaks of others could be bought with them', async () => {
    const dice = new Dice(3);
    const { pairs, ...groups } = shapedGroups({ ...SHAPES['S crunch'], people: 24, pairs: 30, wishes: 6 }, 1);
    const maxBreaks = Int32Array.from({ length: pairs.participants }, () => (dice.chance(50) ? 1 : UNBOUNDED));
    const problem = { ...groups, pairs: { ...pairs, maxBreaks } };
    const lines = await priced(problem);
    expect(lines).toHaveLength(PERCENT.length);
    for (const { agendas } of lines) expect(agendasOf(problem, agendas.slots).overCap).toBe(0);
    expect(lines[4].standing.breaks).toBeLessThan(0.7 * lines[0].standing.breaks);
  });

  it('has the first line alone when it is stopped at once', async () => {
    const dice = new Dice(5);
    const problem = tinyAgendas(dice, { people: 8, items: 14, slots: 5 });
    const stopped = new Budget({ effort: 'quick', signal: AbortSignal.abort() });
    expect(await priced(problem, someSchedule(problem, dice), stopped)).toHaveLength(1);
  });
});

/** The price list of an outcome whose schedule is that of its last line. */
function expectPriced(event: Event, outcome: SolveOutcome, keep: number): PriceList {
  const { figures } = expectClean(event, outcome);
  const priceList = expectSolved(event, outcome).priceList!;
  expect(priceList.keepPoints).toBe(keep);
  const { points, breaks, idle } = priceList.prices.at(-1)!;
  expect({ points, breaks, idle }).toEqual({ points: figures.points, breaks: figures.breaks, idle: figures.idle });
  expect(points).toBeGreaterThanOrEqual(keep * priceList.prices[0].points - 1e-9);
  return priceList;
}

describe('solveEvent with keepPoints, where there are groups', () => {
  it('decides on the last line, and its bounds are those of tiny events without it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(arbTinyEvent, arbDemanding), async event => {
        const outcome = await solveEvent(event, { seed: 1, effort: 'quick', keepPoints: 0.5 });
        if (outcome.kind !== 'solved') return;
        expectPriced(event, outcome, 0.5);
        const { promises, points } = outcome.objective;
        const best = bestOf(event);
        expect(promises.bound ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(best!.promises);
        if (points.bound !== null && promises.value === best!.promises)
          expect(points.bound).toBeGreaterThanOrEqual(best!.points - 1e-9);
      }),
      runs(20),
    );
  });

  it('calls nothing optimal that gave points up', async () => {
    let paid = 0;
    for (let seed = 1; seed <= 6; seed++) {
      const event = withBreaks(plantMixed(new Dice(seed)).event);
      const outcome = await solveEvent(event, { seed: 1, effort: 'quick', keepPoints: KEEP });
      const { prices } = expectPriced(event, outcome, KEEP);
      if (prices[0].points === prices.at(-1)!.points) continue;
      paid++;
      expect(expectSolved(event, outcome).status).toBe('feasible');
    }
    expect(paid).toBeGreaterThan(0);
  });

  it('starts from the schedule of a run without it', async () => {
    for (let seed = 1; seed <= 4; seed++) {
      const { event } = plantMixed(new Dice(seed));
      const plain = expectSolved(event, await solveEvent(event, { seed: 1, effort: 'quick' }));
      const outcome = expectSolved(event, await solveEvent(event, { seed: 1, effort: 'quick', keepPoints: KEEP }));
      const { points, breaks, idle, promises } = plain.objective;
      const [first] = outcome.priceList!.prices;
      expect(first).toEqual({ keep: 1, points: points.value, breaks: breaks.value, idle: idle.value });
      expect(outcome.objective.promises.value).toBeGreaterThanOrEqual(promises.value);
    }
  });
});
