import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RoomSet, roomLimits } from '../../src/model/room-limits.js';
import { runs } from '../helpers/runs.js';

const ROOMS = 5;
const arbSet = fc.subarray([...Array(ROOMS).keys()], { minLength: 1 });

/** Whether meetings with these room sets find tables, by trying. */
function seats(meetings: readonly RoomSet[], tables: readonly number[]): boolean {
  if (meetings.length === 0) return true;
  const [first, ...rest] = meetings;
  return first.some(
    room =>
      tables[room] > 0 &&
      seats(
        rest,
        tables.map((free, index) => (index === room ? free - 1 : free)),
      ),
  );
}

describe('roomLimits', () => {
  it('holds exactly where the meetings can be matched to tables', () => {
    const tally = { fits: 0, fails: 0 };
    const kinds = fc.array(arbSet, { minLength: 1, maxLength: 4 });
    const tables = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: ROOMS, maxLength: ROOMS });
    const meetings = fc.array(fc.nat(3), { maxLength: 6 });
    fc.assert(
      fc.property(kinds, tables, meetings, (sets, free, drawn) => {
        const kindOf = drawn.map(kind => kind % sets.length);
        const limits = roomLimits(sets);
        const fits = limits.sets.every((set, limit) => {
          const counted = kindOf.filter(kind => limits.ofKind[kind].includes(limit)).length;
          return counted <= set.reduce((sum, room) => sum + free[room], 0);
        });
        const matched = seats(
          kindOf.map(kind => sets[kind]),
          free,
        );
        expect(fits).toBe(matched);
        tally[matched ? 'fits' : 'fails']++;
      }),
      runs(400),
    );
    expect(Math.min(tally.fits, tally.fails)).toBeGreaterThan(50);
  });

  it('counts a kind in every union that holds its rooms', () => {
    const { sets, ofKind, isWhole } = roomLimits([[0, 1], [1, 2], [3]]);
    expect(isWhole).toBe(true);
    expect(sets).toEqual([[0, 1], [1, 2], [3], [0, 1, 2]]);
    expect(ofKind.map(list => [...list])).toEqual([[0, 3], [1, 3], [2]]);
  });

  it('has no limit for meetings that may use any room that is needed', () => {
    expect(roomLimits([[]])).toEqual({ sets: [], ofKind: [new Int32Array()], isWhole: true });
  });

  it('has every union of what hangs together, up to some dozens of them', () => {
    const chain = Array.from({ length: 8 }, (_, room) => [room, room + 1]);
    // Each run of neighbours.
    expect(roomLimits(chain)).toMatchObject({ sets: { length: 36 }, isWhole: true });
  });

  it('counts all of it, and what it is told, where there are more; the rest as ever', () => {
    const chain = Array.from({ length: 9 }, (_, room) => [room, room + 1]);
    const whole = Array.from({ length: 10 }, (_, room) => room);
    const { sets, ofKind, isWhole } = roomLimits([...chain, [20], [20, 21]], [[0, 1, 2]]);
    expect(isWhole).toBe(false);
    expect(sets).toEqual([[20], [20, 21], whole, [0, 1, 2]]);
    expect(ofKind.map(list => list.map(limit => sets[limit].length))).toEqual(
      [[10, 3], [10, 3], ...Array.from({ length: 7 }, () => [10]), [1, 2], [2]].map(list => Int32Array.from(list)),
    );
  });
});
