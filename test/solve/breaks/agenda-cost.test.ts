import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Problem, setBit } from '../../../src/model/problem.js';
import { AgendaCost } from '../../../src/solve/breaks/agenda-cost.js';
import { makeEvent } from '../../helpers/event.js';
import { runs } from '../../helpers/runs.js';
import { naiveAgenda, problemOf } from '../tiny.js';

function problemOfDays(days: readonly number[]): Problem {
  const slots = days.flatMap((length, day) => Array(length).fill({ date: `2021-05-${10 + day}` }));
  return problemOf(makeEvent({ slots }));
}

const costOfDays = (days: readonly number[]): AgendaCost => new AgendaCost(problemOfDays(days));

/** What `measure` says of busy slots on days of these lengths. */
function measured(days: readonly number[], busy: readonly boolean[]): { breaks: number; idle: number } {
  const problem = problemOfDays(days);
  const mask = new Int32Array(problem.words + 2).fill(-1);
  mask.fill(0, 1, problem.words + 1);
  for (let t = 0; t < problem.slots; t++) if (busy[t]) setBit(mask, 1, t);
  const cost = new AgendaCost(problem);
  cost.measure(mask, 1);
  return { breaks: cost.breaks, idle: cost.idle };
}

/** The fewest busy slots that have to be free for so many breaks fewer, by trying all of them. */
function fewestFreed(ofDay: readonly number[], busy: readonly boolean[], breaks: number): number {
  const most = naiveAgenda(ofDay, busy).breaks - breaks;
  const slots = [...busy.keys()].filter(t => busy[t]);
  let fewest = slots.length;
  for (let subset = 0; subset < 1 << slots.length; subset++) {
    const isFreed = (t: number): boolean => busy[t] && ((subset >> slots.indexOf(t)) & 1) === 1;
    const left = busy.map((isBusy, t) => isBusy && !isFreed(t));
    const freed = busy.filter(Boolean).length - left.filter(Boolean).length;
    if (freed < fewest && naiveAgenda(ofDay, left).breaks <= most) fewest = freed;
  }
  return fewest;
}

const lengths = (most: number) => fc.array(fc.integer({ min: 1, max: most }), { minLength: 1, maxLength: 5 });

describe('AgendaCost', () => {
  it.each([
    ['short days', 8],
    ['days across words', 32],
    ['days longer than a word', 70],
  ])('counts breaks and idle slots as a reader would: %s', (_, most) => {
    fc.assert(
      fc.property(lengths(most), fc.infiniteStream(fc.boolean()), (days, coins) => {
        const ofDay = days.flatMap((length, day) => Array<number>(length).fill(day));
        const busy = ofDay.map(() => coins.next().value);
        expect(measured(days, busy)).toEqual(naiveAgenda(ofDay, busy));
      }),
      runs(150),
    );
  });

  it('counts the busy slots that would have to be free for fewer breaks', () => {
    const tally = { strays: 0 };
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 3 }),
        fc.infiniteStream(fc.integer({ min: 0, max: 3 })),
        (days, dice) => {
          const ofDay = days.flatMap((length, day) => Array<number>(length).fill(day));
          const busy = ofDay.map(() => dice.next().value > 1);
          const { breaks } = naiveAgenda(ofDay, busy);
          const mask = new Int32Array(2);
          for (let t = 0; t < ofDay.length; t++) if (busy[t]) setBit(mask, 1, t);
          const cost = costOfDays(days);
          for (let fewer = 1; fewer <= breaks; fewer++) {
            const least = fewestFreed(ofDay, busy, fewer);
            tally.strays += least;
            expect(cost.strays(mask, 1, fewer)).toBe(least);
            if (days.length === 1) expect(cost.straysOfWord(mask[1], fewer)).toBe(least);
          }
        },
      ),
      runs(100),
    );
    expect(tally.strays).toBeGreaterThan(50);
    const mask = Int32Array.of(-1 << 16, 0b1011);
    expect(costOfDays([40]).strays(mask, 0, 1)).toBe(1);
    expect(costOfDays([32]).strays(Int32Array.of(1 | (3 << 30)), 0, 1)).toBe(1);
  });

  it('sees full words, the sign bit and days of one slot', () => {
    const only = (total: number, ...slots: number[]) => [...Array(total).keys()].map(t => slots.includes(t));
    expect(measured([32], Array(32).fill(true))).toEqual({ breaks: 0, idle: 0 });
    expect(measured([32], only(32, 0, 31))).toEqual({ breaks: 1, idle: 30 });
    expect(measured([40], only(40, 0, 31, 39))).toEqual({ breaks: 2, idle: 37 });
    expect(measured([31, 2], only(33, 30, 32))).toEqual({ breaks: 0, idle: 0 });
    expect(measured([20, 20], only(40, 0, 19, 21, 39))).toEqual({ breaks: 2, idle: 35 });
    expect(measured([1, 1, 1], [true, false, true])).toEqual({ breaks: 0, idle: 0 });
    expect(measured([5], Array(5).fill(false))).toEqual({ breaks: 0, idle: 0 });
  });
});
