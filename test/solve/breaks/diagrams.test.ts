import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AgendaQuestion } from '../../../src/solve/breaks/agenda-question.js';
import { MEETING } from '../../../src/solve/breaks/diagrams.js';
import { PricedDiagrams } from '../../../src/solve/breaks/priced-diagrams.js';
import { UNIT } from '../../../src/solve/breaks/units.js';
import { Dice } from '../../helpers/random.js';
import { runs } from '../../helpers/runs.js';

const SLOTS = 6;
const BREAK = 10;
const IDLE = 3;

/** What one agenda may be, as the dice fall. */
function drawQuestion(dice: Dice, meetings: number): AgendaQuestion {
  const days = 1 + dice.below(2);
  let pairs = 0;
  const byTime = (parts: number) => Int32Array.from({ length: SLOTS }, (_, t) => Math.floor((t * parts) / SLOTS));
  const isHeld = Uint8Array.from({ length: meetings }, () => dice.below(2));
  const held = isHeld.reduce((sum, one) => sum + one, 0);
  const pairOf = Int32Array.from({ length: meetings * SLOTS }, () => (dice.chance(60) ? pairs++ : -1));
  const mayHost = Uint8Array.from({ length: SLOTS }, () => (dice.chance(40) ? 1 : 0));
  const guests = Array.from(mayHost, may => (may === 1 ? Int32Array.of(pairs++) : new Int32Array()));
  const host = { agenda: 0, mayHost, mostSessions: 1 + dice.below(2), fewest: 1, most: 1, guests };
  return {
    slots: SLOTS,
    day: byTime(days),
    stretch: byTime(days * (1 + dice.below(2))),
    ownStart: Int32Array.of(0, meetings),
    isHeld,
    pairOf,
    busy: Uint8Array.from({ length: SLOTS }, () => (dice.chance(10) ? 1 : 0)),
    least: Int32Array.of(dice.below(3)),
    most: Int32Array.of(Math.max(held, meetings - (dice.chance(30) ? 1 : 0))),
    longest: Int32Array.of(dice.chance(40) ? 1 + dice.below(2) : 99),
    hosts: dice.chance(40) && mayHost.includes(1) ? [host] : [],
    rows: [],
    pairs,
  };
}

/** Cost of an agenda, straight from what a break is; infinite where a rule is broken. A session is what follows the meetings. */
function costOf(question: AgendaQuestion, cost: Int32Array, meetingAt: readonly number[]): number {
  const { day, stretch, pairOf, busy, isHeld, least, most, longest, hosts } = question;
  const held = new Set<number>();
  let sessions = 0;
  let total = 0;
  let run = 0;
  for (const [t, i] of meetingAt.entries()) {
    if (t > 0 && stretch[t] !== stretch[t - 1]) run = 0;
    run = i < 0 ? 0 : run + 1;
    if (run > longest[0] || (i < 0 && busy[t] === 1)) return Number.POSITIVE_INFINITY;
    if (i < 0) continue;
    if (i === isHeld.length) {
      if (hosts[0]?.mayHost[t] !== 1 || ++sessions > hosts[0].mostSessions) return Number.POSITIVE_INFINITY;
    } else if (pairOf[i * SLOTS + t] < 0 || held.has(i)) return Number.POSITIVE_INFINITY;
    else held.add(i);
    total += cost[i * SLOTS + t];
    const before = meetingAt.slice(0, t).findLastIndex((j, s) => j >= 0 && day[s] === day[t]);
    if (before >= 0 && before < t - 1) total += BREAK + IDLE * (t - 1 - before);
  }
  const isComplete = isHeld.every((must, i) => must === 0 || held.has(i));
  const count = held.size + sessions;
  return isComplete && count >= least[0] && count <= most[0] ? total : Number.POSITIVE_INFINITY;
}

function* everyAgenda(meetings: number, start: readonly number[] = []): Generator<readonly number[]> {
  if (start.length === SLOTS) {
    yield start;
    return;
  }
  for (let i = -1; i <= meetings; i++) yield* everyAgenda(meetings, [...start, i]);
}

/** The cheapest way and what it has by slot; `undefined` if there is none. */
function cheapest(
  question: AgendaQuestion,
  cost: Int32Array,
  most?: { ofAll: number; ofOne: number; atLeast: number },
) {
  const priced = new PricedDiagrams(question, most);
  if (priced.diagrams.length === 0) return undefined;
  priced.charge(BREAK, IDLE);
  const meetings = question.ownStart[1];
  for (let i = 0; i < meetings; i++)
    for (let t = 0; t < SLOTS; t++) priced.cost[priced.placeOf(0, t) + MEETING + i] = UNIT * cost[i * SLOTS + t];
  const { sessions } = priced;
  for (let t = 0; t < SLOTS; t++)
    if (sessions.at(0, t) >= 0) priced.cost[sessions.placeOf(sessions.at(0, t))] = UNIT * cost[meetings * SLOTS + t];
  const value = priced.cheapest(0) / UNIT;
  priced.trace(0);
  const at = (t: number) =>
    [...Array(meetings).keys()].filter(i => priced.used[priced.placeOf(0, t) + MEETING + i] === 1);
  const holds = (t: number) => sessions.at(0, t) >= 0 && priced.used[sessions.roomOf(sessions.at(0, t))] === 1;
  const used = Array.from({ length: SLOTS }, (_, t) => (holds(t) ? meetings : (at(t)[0] ?? -1)));
  return { value, used, counted: priced.diagrams[0].counted.length };
}

it('ways are the agendas, and more where meetings are only counted', () => {
  const tally = { some: 0, none: 0, breaks: 0, counted: 0, looser: 0, sessions: 0 };
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 3 }), (seed, meetings) => {
      const dice = new Dice(seed);
      const question = drawQuestion(dice, meetings);
      const cost = Int32Array.from({ length: (meetings + 1) * SLOTS }, () => dice.below(21) - 10);
      let least = Number.POSITIVE_INFINITY;
      for (const agenda of everyAgenda(meetings)) least = Math.min(least, costOf(question, cost, agenda));
      const found = cheapest(question, cost);
      if (!found) {
        tally.none++;
        expect(least).toBe(Number.POSITIVE_INFINITY);
        return;
      }
      tally.some++;
      expect([found.value, found.counted]).toEqual([least, 0]);
      expect(costOf(question, cost, found.used)).toBe(least);
      if (found.used.includes(meetings)) tally.sessions++;
      if (/10+1/.test(found.used.map(i => (i < 0 ? 0 : 1)).join(''))) tally.breaks++;
      for (const ofOne of [1, 20, 40]) {
        const loose = cheapest(question, cost, { ofAll: ofOne, ofOne, atLeast: 1 })!;
        expect(loose.value).toBeLessThanOrEqual(least);
        if (loose.counted > 0) tally.counted++;
        if (loose.value < least) tally.looser++;
      }
    }),
    runs(400),
  );
  expect(Math.min(...Object.values(tally))).toBeGreaterThan(5);
});

it('larger diagrams are drawn where others leave room for them', () => {
  const dice = new Dice(3);
  const one = { ...drawQuestion(dice, 3), longest: Int32Array.of(99), busy: new Uint8Array(SLOTS) };
  const question = {
    ...one,
    hosts: [],
    pairOf: one.pairOf.map((_, k) => k),
    pairs: 3 * SLOTS,
    isHeld: new Uint8Array(3),
  };
  const size = (ofAll: number) => new PricedDiagrams(question, { ofAll, ofOne: 1000, atLeast: 30 }).arcs;
  // A quarter of all at most, but for larger ones: then four times as much.
  expect(size(1000)).toBeGreaterThan(30);
  expect(new PricedDiagrams(question, { ofAll: 1, ofOne: 1000, atLeast: 30 }).arcs).toBeLessThan(size(1000));
});
