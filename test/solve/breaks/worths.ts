/** What schedules of a tiny event have in common, and those schedules, straight from a list of all. */
import fc from 'fast-check';
import { buildProblem } from '../../../src/model/build.js';
import type { Event } from '../../../src/model/event.js';
import { hasBit, type Problem } from '../../../src/model/problem.js';
import { AgendaState } from '../../../src/solve/breaks/agenda-state.js';
import { bothFacts, leastOfEach, sharedFacts } from '../../../src/solve/breaks/bound.js';
import type { AgendaTarget } from '../../../src/solve/breaks/proof.js';
import type { Duals } from '../../../src/solve/duals.js';
import { PriceSearch } from '../../../src/solve/prices.js';
import { makeEvent } from '../../helpers/event.js';
import { Dice } from '../../helpers/random.js';
import { randomDuals, spoilt } from '../prices-by-dice.js';
import { everySchedule, type Found, problemOf, termsWith } from '../tiny.js';

export interface Worth {
  readonly target: AgendaTarget;
  /** Every schedule that keeps all rules with so many promises and points, or more. */
  readonly equals: readonly Found[];
  /** Fewest breaks of these, and fewest idle slots at so few breaks. */
  readonly breaks: number;
  readonly idle: number;
}

/** A tiny event's schedules that keep all rules, caps on breaks as well. */
export function legalSchedules(event: Event): { problem: Problem; legal: Found[] } {
  return { problem: problemOf(event), legal: everySchedule(event).filter(({ overCap }) => overCap === 0) };
}

/** Few hosts whose guests come for a slot or two or three: breaks and long ones are many, schedules are few. */
export const arbGappy: fc.Arbitrary<Event> = fc
  .record({
    seed: fc.nat(),
    hosts: fc.integer({ min: 1, max: 3 }),
    guests: fc.integer({ min: 2, max: 5 }),
    slots: fc.integer({ min: 3, max: 7 }),
    rooms: fc.constantFrom(undefined, undefined, 1, 2),
    days: fc.constantFrom(1, 1, 1, 2),
    parallel: fc.constantFrom(1, 1, 1, 2),
    minMeetings: fc.constantFrom(0, 1, 2),
    maxBreaks: fc.constantFrom(undefined, undefined, undefined, 1),
    maxConsecutive: fc.constantFrom(undefined, undefined, 2),
    musts: fc.constantFrom(0, 0, 30),
    orders: fc.constantFrom(0, 0, 2),
  })
  .map(options => {
    const { seed, days, parallel } = options;
    const dice = new Dice(seed);
    const names = (count: number, letter: string) => Array.from({ length: count }, (_, i) => `${letter}${i + 1}`);
    const [hosts, guests, slots] = [names(options.hosts, 'H'), names(options.guests, 'G'), names(options.slots, '')];
    const available = new Map(guests.map(guest => [guest, dice.shuffled(slots).slice(0, 1 + dice.below(2))]));
    const pairs = dice.shuffled(hosts.flatMap(host => guests.map(guest => [host, guest] as const))).slice(0, 6);
    const rank = (): number => 1 + dice.below(6);
    const isMust = new Set<string>();
    return makeEvent({
      participants: [
        ...hosts.map((id, i) => ({ id, parallel: i === 0 ? parallel : 1 })),
        ...guests.map(id => ({ id, available: available.get(id)! })),
      ],
      wishes: pairs.map(([from, to]) => {
        // One must a guest and host at most, so that there is a schedule.
        if (!dice.chance(options.musts) || isMust.has(from) || isMust.has(to)) return { from, to, rank: rank() };
        isMust.add(from).add(to);
        return { from, to, rank: rank(), kind: 'must' as const };
      }),
      order: Array.from({ length: options.orders }, () => [[...dice.pick(pairs)], [...dice.pick(pairs)]] as const)
        .filter(([before, after]) => before.join() !== after.join())
        .map(([before, after]) => [before, after] as [[string, string], [string, string]]),
      slots: slots.map((id, t) => ({ id, date: `2021-05-${18 + Math.floor((t * days) / slots.length)}` })),
      rooms: options.rooms,
      rules: {
        minMeetings: options.minMeetings,
        maxBreaks: options.maxBreaks,
        maxConsecutive: options.maxConsecutive,
      },
    });
  })
  .filter(event => buildProblem(event).kind === 'built');

export const MOST_DRAWS = 5;

/**
 * Draw 0: the best schedule under the prices found for it; then others, under prices found, spoilt, as the dice fall, or none.
 * Prices of draw 3 are seldom any good, so that losses have to be right whatever the prices.
 */
export function drawWorth(problem: Problem, legal: readonly Found[], draw: number, dice: Dice): Worth {
  const chosen = draw === 0 ? bestOf(legal) : dice.chance(50) ? bestOf(legal) : dice.pick(legal);
  // Sometimes fewer promises are asked for than kept.
  const promises = draw > 1 && dice.chance(30) ? dice.below(chosen.promises + 1) : chosen.promises;
  const terms = termsWith(problem, promises);
  const search = new PriceSearch(problem, terms);
  search.run(480);
  if (dice.chance(50) && search.addOddSets(5) > 0) search.run(240);
  const duals: Duals | undefined = [
    search.best,
    search.fine,
    spoilt(problem, search.best, dice),
    withOddSets(problem, randomDuals(problem, dice), dice),
    undefined,
  ][draw];
  // Without prices points are not looked at.
  const points = duals ? chosen.points : Number.NEGATIVE_INFINITY;
  const facts = [duals, ...(duals && dice.chance(50) ? [search.fine] : [])]
    .map(prices => sharedFacts(problem, terms, prices, points))
    .reduce(bothFacts);
  const target = { worth: { problem, terms, duals, points, facts }, least: leastOfEach(problem, facts) };
  const equals = legal.filter(one => one.promises >= terms.target && one.points >= points);
  return { target, equals, ...fewest(equals) };
}

/** The same with prices of odd sets as the dice fall. */
function withOddSets(problem: Problem, duals: Duals, dice: Dice): Duals {
  const { participants: P, slots: T, words: W, a, b, domain, parallel } = problem;
  const ofPair = new Float64Array(problem.meetings * T);
  const sets = Array.from({ length: dice.below(4) }, () => {
    const people = [...Array(P).keys()].filter(() => dice.chance(60));
    const slot = dice.below(T);
    const meetings = [...a.keys()].filter(
      e => people.includes(a[e]) && people.includes(b[e]) && hasBit(domain, e * W, slot),
    );
    return { people, slot, meetings, capacity: Math.floor(people.reduce((sum, p) => sum + parallel[p], 0) / 2) };
  });
  const prices = Float64Array.from(sets, () => dice.below(3 * duals.unit));
  sets.forEach(({ meetings, slot }, i) => {
    for (const e of meetings) ofPair[e * T + slot] += prices[i];
  });
  return sets.length > 0 ? { ...duals, odd: { sets, prices, ofPair } } : duals;
}

export function fewest(schedules: readonly Found[]): { breaks: number; idle: number } {
  const breaks = Math.min(...schedules.map(one => one.breaks));
  return { breaks, idle: Math.min(...schedules.filter(one => one.breaks === breaks).map(one => one.idle)) };
}

export function bestOf(all: readonly Found[]): Found {
  return all.reduce((best, one) => (compare(one, best) < 0 ? one : best));
}

function compare(x: Found, y: Found): number {
  return y.promises - x.promises || y.points - x.points || x.breaks - y.breaks || x.idle - y.idle;
}

/** Without prices: only musts and domains are known. */
export function targetOf(problem: Problem, slotOf: Int32Array): AgendaTarget {
  const { promises, points } = new AgendaState(problem, slotOf);
  const terms = termsWith(problem, promises);
  const facts = sharedFacts(problem, terms, undefined, points);
  return { worth: { problem, terms, duals: undefined, points, facts }, least: leastOfEach(problem, facts) };
}
