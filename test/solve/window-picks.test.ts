import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasBit, type Problem } from '../../src/model/problem.js';
import { type Duals, zeroDuals } from '../../src/solve/duals.js';
import { PriceSearch } from '../../src/solve/prices.js';
import { Random } from '../../src/solve/random.js';
import type { Window } from '../../src/solve/window.js';
import { WindowPicker } from '../../src/solve/window-picks.js';
import { makeEvent } from '../helpers/event.js';
import { Dice } from '../helpers/random.js';
import { runs } from '../helpers/runs.js';
import { randomSlots } from './schedules.js';
import { arbSmall, problemOf, termsWith } from './tiny.js';

/** As sets of `meeting@slot`: what a window may do. */
function pairsOf({ meeting, slot }: Window): Set<string> {
  return new Set(meeting.map((e, column) => `${e}@${slot[column]}`));
}

/** Every pair is in its meeting's domain, none comes twice, and what is held may stay where it is. */
function expectSound(problem: Problem, window: Window, slotOf: Int32Array): void {
  const pairs = pairsOf(window);
  expect(pairs.size).toBe(window.meeting.length);
  window.meeting.forEach((e, column) => {
    expect(window.takesPart[e]).toBe(1);
    expect(hasBit(problem.domain, e * problem.words, window.slot[column])).toBe(true);
  });
  slotOf.forEach((t, e) => {
    if (t >= 0 && window.takesPart[e] === 1) expect(pairs).toContain(`${e}@${t}`);
  });
}

function pricesOf(problem: Problem): Duals {
  const prices = new PriceSearch(problem, termsWith(problem));
  prices.run(240);
  return prices.best;
}

function meanOf({ points }: Problem): number {
  return points.reduce((sum, w) => sum + w, 0) / Math.max(1, points.length);
}

/** Of windows of slots and of people. */
const TIGHTNESS = 0.0025;
const arbEvent = arbSmall({ musts: 2, locks: 1, orders: 2, maxConsecutive: undefined, minMeetings: 1 });

describe('WindowPicker', () => {
  it('picks windows in which everything held may stay, two of slots that share no held meeting', () => {
    const tally = { slots: 0, people: 0, slot: 0 };
    fc.assert(
      fc.property(arbEvent, fc.nat(), fc.constantFrom(1, 8, 2000), (event, seed, pairs) => {
        const problem = problemOf(event);
        const picker = new WindowPicker(problem, pricesOf(problem), meanOf(problem), new Random(seed), true, TIGHTNESS);
        const slotOf = randomSlots(problem, new Dice(seed)).map((t, e) => (e % 3 === 0 ? t : -1));
        const ofSlots = picker.ofSlots(slotOf, pairs);
        const amongPeople = picker.amongPeople(slotOf, pairs);
        const about = picker.wastefulSlots(slotOf).flatMap(({ slot }) => picker.about(slot, slotOf, 20_000) ?? []);
        for (const window of [...ofSlots, ...amongPeople, ...about]) expectSound(problem, window, slotOf);
        const held = slotOf.filter(t => t >= 0).length;
        for (let t = 0; t < problem.slots; t++)
          expect(picker.about(t, slotOf, pairs)?.meeting.length ?? 0).toBeLessThanOrEqual(pairs + held);
        if (ofSlots.length === 2) {
          const [first, second] = ofSlots;
          slotOf.forEach((t, e) => {
            if (t >= 0) expect(first.takesPart[e] + second.takesPart[e]).toBeLessThanOrEqual(1);
          });
        }
        tally.slots += ofSlots.length;
        tally.people += amongPeople.length;
        tally.slot += about.length;
      }),
      runs(60),
    );
    for (const many of Object.values(tally)) expect(many).toBeGreaterThan(20);
  });

  it('opens about a slot whatever is there, with all its other slots', () => {
    fc.assert(
      fc.property(arbEvent, fc.nat(), (event, seed) => {
        const problem = problemOf(event);
        const { slots: T, order } = problem;
        // Without prices every meeting gains as much in each of its slots.
        const picker = new WindowPicker(
          problem,
          zeroDuals(problem, 1),
          meanOf(problem),
          new Random(seed),
          true,
          TIGHTNESS,
        );
        const slotOf = randomSlots(problem, new Dice(seed));
        for (let center = 0; center < T; center++) {
          const window = picker.about(center, slotOf, 20_000)!;
          const pairs = pairsOf(window);
          slotOf.forEach((t, e) => {
            const isFree = order.start[e] === order.start[e + 1];
            const mayCome = t < 0 || hasBit(problem.domain, e * problem.words, center);
            expect(window.takesPart[e]).toBe(isFree && mayCome ? 1 : 0);
            if (!isFree || !mayCome) return;
            for (let u = 0; u < T; u++)
              expect(pairs.has(`${e}@${u}`)).toBe(hasBit(problem.domain, e * problem.words, u));
          });
        }
      }),
      runs(30),
    );
  });

  it('begins among people with someone whose promise is not kept, while there is such a one', () => {
    let lackingOnes = 0;
    fc.assert(
      fc.property(arbEvent, fc.nat(), (event, seed) => {
        const problem = problemOf(event);
        const { a, b, minMeetings, incidentStart } = problem;
        const picker = new WindowPicker(problem, pricesOf(problem), meanOf(problem), new Random(seed), true, TIGHTNESS);
        const slotOf = randomSlots(problem, new Dice(seed)).map((t, e) => (e % 3 === 0 ? -1 : t));
        const lacking = minMeetings.map(
          (n, p) => n - slotOf.filter((t, e) => t >= 0 && (a[e] === p || b[e] === p)).length,
        );
        const mayGain = (p: number): boolean => lacking[p] > 0 && incidentStart[p] < incidentStart[p + 1];
        const windows = picker.amongPeople(slotOf, 1);
        if (!Array.from(lacking.keys()).some(mayGain)) return;
        lackingOnes++;
        expect(windows).toHaveLength(2);
        for (const { takesPart } of windows) {
          // All meetings of the first one reached take part, so that nobody else has to be looked at.
          const isAbout = (p: number): boolean => takesPart.every((yes, e) => yes === 0 || a[e] === p || b[e] === p);
          expect(Array.from(lacking.keys()).some(p => mayGain(p) && isAbout(p))).toBe(true);
        }
      }),
      runs(60),
    );
    expect(lackingOnes).toBeGreaterThan(5);
  });

  it('begins with someone who loses points instead, where no more promises are sought', () => {
    // There is one room: whoever has no meeting lacks a promised one, and the room's price says that nothing is lost by it.
    const wishes = [
      { from: 'A', to: 'B', score: 9 },
      { from: 'C', to: 'D', score: 1 },
    ];
    const problem = problemOf(makeEvent({ wishes, slots: 1, rooms: [{}], rules: { minMeetings: 1 } }));
    const dear = problem.points.indexOf(9);
    const windowsOf = (price: number, seeksPromises: boolean): Window[] => {
      const duals = { ...zeroDuals(problem, 1), rho: new Float64Array(problem.limits).fill(price) };
      const picker = new WindowPicker(problem, duals, meanOf(problem), new Random(1), seeksPromises, TIGHTNESS);
      return picker.amongPeople(
        Int32Array.from(problem.points, points => (points === 9 ? 0 : -1)),
        1,
      );
    };
    expect(windowsOf(1, false)).toEqual([]);
    expect(windowsOf(1, true)).toHaveLength(2);
    for (const windows of [windowsOf(0, false), windowsOf(1, true)])
      for (const { takesPart } of windows) expect(takesPart.map((yes, e) => (e === dear ? yes : 0))).not.toContain(1);
    expect(windowsOf(0, false)).toHaveLength(2);
  });
});
