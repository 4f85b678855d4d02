import { describe, expect, it } from 'vitest';
import { sumOf } from '../../../src/solve/breaks/bound.js';
import { leastOfGroups, plainFacts } from '../../../src/solve/groups/agenda-bounds.js';
import { GroupState } from '../../../src/solve/groups/state.js';
import { Dice } from '../../helpers/random.js';
import { assemble, type Raw } from './problems.js';
import { demandsIn, everyGroupSchedule, tinyAgendas } from './tiny-agendas.js';

describe('leastOfGroups', () => {
  it('is never above what a schedule of so many promises and points has', () => {
    const tally = { checked: 0, met: 0 };
    for (let seed = 1; seed <= 150; seed++) {
      const dice = new Dice(seed);
      const problem = tinyAgendas(dice, { people: 6, items: 6, slots: 4, musts: seed % 2 === 0 });
      const facts = plainFacts(problem);
      const everything = new GroupState(problem).slotOf.fill(0);
      const demands = demandsIn(problem, everything);
      // Where not all musts can be held there is no schedule that the bound is about.
      const valid = everyGroupSchedule(problem).filter(one => one.demands === demands);
      if (valid.length === 0) continue;
      const best = valid.reduce((x, y) => ((y.promises - x.promises || y.points - x.points) > 0 ? y : x));
      for (const reached of [best, dice.pick(valid)]) {
        const bounds = sumOf(leastOfGroups(problem, facts, reached));
        const equals = valid.filter(one => one.promises >= reached.promises && one.points >= reached.points);
        const breaks = Math.min(...equals.map(one => one.breaks));
        expect(breaks).toBeGreaterThanOrEqual(bounds.breaks);
        expect(Math.min(...equals.map(({ idle }) => idle))).toBeGreaterThanOrEqual(bounds.idle);
        tally.checked++;
        if (breaks === bounds.breaks) tally.met++;
      }
    }
    expect(tally.met).toBeGreaterThan(0.8 * tally.checked);
  });

  const [yes, no] = [true, false];
  /** A host, and two guests; the second one is not there in the middle. */
  const day: Raw = {
    people: [
      [yes, yes, yes],
      [yes, yes, yes],
      [yes, no, yes],
    ],
    stretch: [0, 0, 0],
    rooms: [{ seats: 9, slots: [yes, yes, yes] }],
    pairs: [{ a: 1, b: 2, points: 2 }],
    hosts: [{ person: 0, min: 1, max: 4, sessions: 3 }],
    seats: [
      { host: 0, guest: 1, points: 1 },
      { host: 0, guest: 2, points: 2 },
    ],
  };
  const bounds = (raw: Raw, reached: { promises: number; points: number }) => {
    const problem = assemble(raw);
    return sumOf(leastOfGroups(problem, plainFacts(problem), reached));
  };

  it('counts the break of a guest who must hold both meetings around an absence, until one may stay out', () => {
    expect(bounds(day, { promises: 3, points: 5 })).toEqual({ breaks: 1, idle: 1 });
    expect(bounds(day, { promises: 3, points: 4 })).toEqual({ breaks: 1, idle: 1 });
    expect(bounds(day, { promises: 3, points: 3 })).toEqual({ breaks: 0, idle: 0 });
  });

  it('knows from promises, and from locks of guests and of hosts', () => {
    const promised = { ...day, minMeetings: [0, 0, 2] };
    expect(bounds(promised, { promises: 2, points: 0 }).breaks).toBe(1);
    expect(bounds(promised, { promises: 1, points: 0 }).breaks).toBe(0);
    const locked: Raw = {
      ...day,
      seats: [0, 2].map((lockedSlot, k) => ({ host: 0, guest: 1 + k, points: 1, must: true, lockedSlot })),
    };
    expect(bounds(locked, { promises: 0, points: 0 })).toEqual({ breaks: 1, idle: 1 });
    const both: Raw = {
      ...locked,
      pairs: [{ a: 1, b: 2, points: 1, must: true, lockedSlot: 0 }],
      seats: [locked.seats[1]],
    };
    expect(bounds(both, { promises: 0, points: 0 })).toEqual({ breaks: 1, idle: 1 });
  });
});
