import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Slot } from '../../../src/model/event.js';
import { hasBit } from '../../../src/model/problem.js';
import { leastOfEach, sharedFacts, sumOf } from '../../../src/solve/breaks/bound.js';
import { PriceSearch } from '../../../src/solve/prices.js';
import { withEvent } from '../../helpers/checked.js';
import { makeEvent } from '../../helpers/event.js';
import { Dice } from '../../helpers/random.js';
import { runs } from '../../helpers/runs.js';
import { randomDuals, spoilt } from '../prices-by-dice.js';
import { arbTiny, everySchedule, type Found, problemOf, termsWith } from '../tiny.js';

const events = arbTiny({ slots: 4, rooms: 1, parallel: 30, slotLimits: 40, availability: 60 });

describe('sharedFacts and leastOfEach', () => {
  it('hold for every schedule of so many promises and points', () => {
    const tally = { facts: 0, breaks: 0, met: 0, optima: 0 };
    fc.assert(
      fc.property(events, fc.nat(), (event, seed) => {
        const problem = problemOf(event);
        const { words: W, slots: T, participants: P, a, b } = problem;
        const all = everySchedule(event);
        const dice = new Dice(seed);
        for (let draw = 0; draw < 4; draw++) {
          const { promises, points } = draw === 0 ? best(all) : dice.pick(all);
          const terms = termsWith(problem, promises);
          const prices = new PriceSearch(problem, terms);
          prices.run(480);
          const duals = [prices.best, spoilt(problem, prices.best, dice), randomDuals(problem, dice), undefined][draw];
          const facts = sharedFacts(problem, terms, duals, points);
          const bounds = sumOf(leastOfEach(problem, facts));
          const equals = all.filter(one => one.promises >= promises && one.points >= points);
          const busy = (slotOf: Int32Array, p: number, t: number): boolean =>
            slotOf.some((at, e) => at === t && (a[e] === p || b[e] === p));
          const faults = equals.flatMap(({ slotOf, breaks, idle }) => [
            ...[...slotOf.keys()].filter(e => slotOf[e] >= 0 && !hasBit(facts.usable, e * W, slotOf[e])),
            ...[...slotOf.keys()].filter(e => slotOf[e] < 0 && facts.held[e] === 1),
            ...[...Array(P * T).keys()].filter(
              cell =>
                hasBit(facts.busy, Math.floor(cell / T) * W, cell % T) && !busy(slotOf, Math.floor(cell / T), cell % T),
            ),
            ...(breaks < bounds.breaks || idle < bounds.idle ? [breaks, idle] : []),
          ]);
          if (faults.length > 0) throw new Error(withEvent([`draw ${draw}`, JSON.stringify(bounds)], event));
          if (draw > 0) continue;
          tally.optima++;
          if (facts.held.includes(1)) tally.facts++;
          if (bounds.breaks > 0) tally.breaks++;
          if (bounds.breaks === Math.min(...equals.map(({ breaks }) => breaks))) tally.met++;
        }
      }),
      runs(200),
    );
    // They must say something, or nothing could be wrong with them.
    expect(tally.facts).toBeGreaterThan(tally.optima * 0.5);
    expect(tally.breaks).toBeGreaterThan(0);
    expect(tally.met).toBeGreaterThan(tally.optima * 0.8);
  });

  it('takes no more memory for more slots than meetings need', () => {
    const slots = 70_000;
    const problem = problemOf(
      makeEvent({
        participants: [{ id: 'A', available: ['1', '3'] }],
        wishes: [
          ['A', 'B'],
          ['A', 'C'],
        ],
        slots,
      }),
    );
    const terms = termsWith(problem, 0);
    const facts = sharedFacts(problem, terms, undefined, 0);
    facts.held.fill(1);
    // Both of its meetings, with a slot between them.
    expect(sumOf(leastOfEach(problem, facts))).toEqual({ breaks: 1, idle: 1 });
  });

  const boundsOf = (spec: Parameters<typeof makeEvent>[0]) => {
    const problem = problemOf(makeEvent(spec));
    return sumOf(leastOfEach(problem, sharedFacts(problem, termsWith(problem), undefined, 0)));
  };
  const away = (id: string, ...available: string[]) => ({ id, available });
  const musts = ['B', 'C'].map(to => ['A', to, 'must'] as const);

  it('count the breaks and idle slots that musts make', () => {
    expect(boundsOf({ participants: [away('B', '1'), away('C', '4')], wishes: musts })).toEqual({ breaks: 1, idle: 2 });
    expect(boundsOf({ participants: [away('B', '1'), away('C', '2')], wishes: musts })).toEqual({ breaks: 0, idle: 0 });
  });

  it('know that others may fill a break, and that a night is none', () => {
    const participants = [away('B', '1'), away('C', '3')];
    expect(boundsOf({ participants, wishes: [...musts, ['A', 'D']] })).toEqual({ breaks: 0, idle: 0 });
    const slots = ['2021-05-18', '2021-05-19', '2021-05-19'].map(date => ({ date }));
    expect(boundsOf({ participants, wishes: musts, slots })).toEqual({ breaks: 0, idle: 0 });
  });

  it('count the rests that are due within a session', () => {
    const wishes = ['B', 'C', 'D'].map(to => ['A', to, 'must'] as const);
    const resting = (maxConsecutive: number, slots: number | readonly Partial<Slot>[]) =>
      boundsOf({ participants: [{ id: 'A', maxConsecutive }], wishes, slots });
    expect(resting(3, 6)).toEqual({ breaks: 0, idle: 0 });
    expect(resting(2, 6)).toEqual({ breaks: 1, idle: 1 });
    expect(resting(1, 6)).toEqual({ breaks: 2, idle: 2 });
    const halves = ['early', 'early', 'early', 'late', 'late', 'late'].map(session => ({ session }));
    expect(resting(2, halves)).toEqual({ breaks: 0, idle: 0 });
    expect(resting(1, halves)).toEqual({ breaks: 1, idle: 1 });
    const dates = ['2021-05-18', '2021-05-18', '2021-05-18', '2021-05-19', '2021-05-19', '2021-05-19'];
    expect(
      resting(
        1,
        dates.map(date => ({ date, session: date })),
      ),
    ).toEqual({ breaks: 1, idle: 1 });
  });

  it('know that a delegation meets several at once', () => {
    const participants = [{ id: 'A', parallel: 2 }, away('B', '1', '4'), away('C', '1', '4')];
    expect(boundsOf({ participants, wishes: musts })).toEqual({ breaks: 0, idle: 0 });
    expect(boundsOf({ participants: participants.slice(1), wishes: musts })).toEqual({ breaks: 1, idle: 2 });
  });
});

function best(all: readonly Found[]): Found {
  return all.toSorted((x, y) => y.promises - x.promises || y.points - x.points)[0];
}
