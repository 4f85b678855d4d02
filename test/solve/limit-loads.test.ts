import { describe, expect, it } from 'vitest';
import { hasBit } from '../../src/model/problem.js';
import { LimitLoads } from '../../src/solve/limit-loads.js';
import { makeEvent } from '../helpers/event.js';
import { Dice } from '../helpers/random.js';
import { problemOf } from './tiny.js';

const SLOTS = 5;

/** Kinds of meetings by dice, several in the same limits; one slot has no room at all. */
function loads(dice: Dice) {
  const limits = 4;
  const lists = Array.from({ length: 5 }, () =>
    Int32Array.from(Array.from({ length: limits }, (_, j) => j).filter(() => dice.chance(50))),
  );
  const kindLimits = Array.from({ length: 9 }, () => dice.pick(lists));
  const capacity = Int32Array.from({ length: limits * SLOTS }, (_, cell) => (cell % SLOTS === 0 ? 0 : dice.below(3)));
  const plain = problemOf(makeEvent({ wishes: [['A', 'B']], slots: SLOTS }));
  const problem = { ...plain, kindLimits, limits, capacity };
  return { kindLimits, capacity, limits, loads: new LimitLoads(problem) };
}

describe('LimitLoads', () => {
  it('opens slots to kinds as a recount does', () => {
    let changes = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const dice = new Dice(seed);
      const { kindLimits, capacity, limits, loads: counted } = loads(dice);
      const held: { kind: number; t: number }[] = [];
      const loadOf = (limit: number, t: number) =>
        held.filter(one => one.t === t && kindLimits[one.kind].includes(limit)).length;
      const isOpen = (kind: number, t: number) =>
        [...kindLimits[kind]].every(limit => loadOf(limit, t) < capacity[limit * SLOTS + t]);
      for (let step = 0; step < 30; step++) {
        const [kind, t] = [dice.below(9), dice.below(SLOTS)];
        if (isOpen(kind, t) && dice.chance(60)) {
          held.push({ kind, t });
          counted.change(-1, kind, t);
          changes++;
        } else if (held.length > 0) {
          const [gone] = held.splice(dice.below(held.length), 1);
          counted.change(gone.kind, -1, gone.t);
        }
        for (let k = 0; k < 9; k++) {
          for (let slot = 0; slot < SLOTS; slot++) {
            expect(hasBit(Int32Array.of(counted.openTo(k, 0)), 0, slot)).toBe(isOpen(k, slot));
            expect(counted.allows(-1, k, slot)).toBe(isOpen(k, slot));
          }
        }
        for (let limit = 0; limit < limits; limit++) {
          const slots = Array.from({ length: SLOTS }, (_, slot) => slot);
          expect([...counted.load.subarray(limit * SLOTS, (limit + 1) * SLOTS)]).toEqual(
            slots.map(s => loadOf(limit, s)),
          );
          const withRoom = slots.filter(s => loadOf(limit, s) < capacity[limit * SLOTS + s]).length;
          expect(counted.slotsWithRoom[limit]).toBe(withRoom);
        }
      }
    }
    expect(changes).toBeGreaterThan(100);
  });
});
