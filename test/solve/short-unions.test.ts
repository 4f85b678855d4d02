import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinUnions, seatIn, shortInFractions } from '../../src/solve/short-unions.js';
import { runs } from '../helpers/runs.js';

const ROOMS = 5;
const arbSets = fc.array(fc.subarray([...Array(ROOMS).keys()]), { maxLength: 7 });
const arbPlaces = fc.array(fc.nat(2), { minLength: ROOMS, maxLength: ROOMS });

/** Most meetings that find a place, by trying. */
function mostSeated(sets: readonly (readonly number[])[], places: readonly number[]): number {
  if (sets.length === 0) return 0;
  const [first, ...rest] = sets;
  const seated = first
    .filter(room => places[room] > 0)
    .map(
      room =>
        1 +
        mostSeated(
          rest,
          places.map((free, r) => (r === room ? free - 1 : free)),
        ),
    );
  return Math.max(mostSeated(rest, places), ...seated);
}

describe('seatIn', () => {
  it('seats as many as can be, each in a room of its own set', () => {
    fc.assert(
      fc.property(arbSets, arbPlaces, (sets, places) => {
        const { roomOf, short } = seatIn(sets, room => places[room]);
        const used = new Int32Array(ROOMS);
        roomOf.forEach((room, i) => {
          if (room < 0) return;
          expect(sets[i]).toContain(room);
          used[room]++;
        });
        expect(used.every((count, room) => count <= places[room])).toBe(true);
        const seated = roomOf.filter(room => room >= 0).length;
        expect(seated).toBe(mostSeated(sets, places));
        expect(short).toHaveLength(sets.filter(set => set.length > 0).length - seated);
      }),
      runs(500),
    );
  });

  it('names rooms that have fewer places than meetings confined to them', () => {
    let found = 0;
    fc.assert(
      fc.property(arbSets, arbPlaces, (sets, places) => {
        for (const union of seatIn(sets, room => places[room]).short) {
          const confined = sets.filter(set => set.length > 0 && set.every(room => union.includes(room)));
          expect(confined.length).toBeGreaterThan(union.reduce((sum, room) => sum + places[room], 0));
          found++;
        }
      }),
      runs(500),
    );
    expect(found).toBeGreaterThan(100);
  });

  it('seats those first that come first', () => {
    expect([...seatIn([[0], [0]], () => 1).roomOf]).toEqual([0, -1]);
  });
});

describe('shortInFractions', () => {
  const arbAmounts = fc.array(fc.nat(10), { minLength: 7, maxLength: 7 });

  it('finds unions that are short where there are any, and no others', () => {
    const tally = { short: 0, enough: 0 };
    fc.assert(
      fc.property(arbSets, arbAmounts, arbPlaces, (sets, tenths, places) => {
        const amounts = Float64Array.from(sets, (_, i) => tenths[i] / 10);
        const excessOf = (union: readonly number[]): number =>
          sets.reduce(
            (sum, set, i) => sum + (set.length > 0 && set.every(room => union.includes(room)) ? amounts[i] : 0),
            -union.reduce((sum, room) => sum + places[room], 0),
          );
        const found = shortInFractions(sets, amounts, room => places[room]);
        for (const union of found) expect(excessOf(union)).toBeGreaterThan(0);
        const all = Array.from({ length: 2 ** ROOMS }, (_, mask) =>
          [...Array(ROOMS).keys()].filter(room => ((mask >> room) & 1) === 1),
        );
        const isShort = all.some(union => excessOf(union) > 1e-9);
        expect(found.length > 0).toBe(isShort);
        tally[isShort ? 'short' : 'enough']++;
      }),
      runs(500),
    );
    expect(tally.short).toBeGreaterThan(100);
    expect(tally.enough).toBeGreaterThan(50);
  });
});

describe('joinUnions', () => {
  it('has each once', () => {
    const some = { rooms: [[1, 2]], interpreters: [[0]] };
    const more = { rooms: [[1, 2], [3]], interpreters: [[0]] };
    expect(joinUnions(some, more)).toEqual({ rooms: [[1, 2], [3]], interpreters: [[0]] });
  });
});
