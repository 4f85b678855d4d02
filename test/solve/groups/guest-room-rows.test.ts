import { describe, expect, it } from 'vitest';
import { buildGroupProblem } from '../../../src/model/build-groups.js';
import type { Event } from '../../../src/model/event.js';
import { activitiesOfItems } from '../../../src/solve/groups/activities.js';
import { BranchAndBound } from '../../../src/solve/groups/branch.js';
import { addBrokenRoomRows } from '../../../src/solve/groups/guest-room-rows.js';
import { itemsOf } from '../../../src/solve/groups/items.js';
import { groupPromiseTerms } from '../../../src/solve/groups/promise-terms.js';
import { roomed } from '../../../src/solve/groups/session-rooms.js';
import { GroupState } from '../../../src/solve/groups/state.js';
import { TimeProgram } from '../../../src/solve/groups/time-program.js';
import { RowBuilder } from '../../../src/solve/mip.js';
import { Dice } from '../../helpers/random.js';
import { bestOf } from './every-kept.js';
import { reservedForGuests } from './reserved.js';

/** A schedule in which little is left that could be held beside; none where its meetings do not all find their rooms. */
function fullSchedule(state: GroupState, dice: Dice): Int32Array[] {
  const { problem } = state;
  for (let k = 0; k < 3 * state.items.count; k++) {
    const [i, t] = [dice.below(state.items.count), dice.below(problem.pairs.slots)];
    if (state.slotOf[i] < 0 && state.fits(i, t)) state.place(i, t);
  }
  state.dropShort();
  const { roomless } = roomed(problem, activitiesOfItems(problem, state.slotOf));
  return roomless.length === 0 ? [state.slotOf] : [];
}

/** One session is locked in a room. */
function withLock(event: Event, dice: Dice): Event {
  const seats = [...event.wishes].filter(({ as }) => as === 'seat');
  const { from, to } = dice.pick(seats);
  const room = dice.pick(event.rooms!).id;
  return { ...event, locks: [{ participants: [to, from], kind: 'group', slot: '1', room, line: 2 }] };
}

describe('rows of rooms that guests open', () => {
  it('are broken by the fractions they were sought for, and by no schedule', () => {
    const tally = { rows: 0, tight: 0, lifted: 0, without: 0 };
    for (let seed = 1; seed <= 300; seed++) {
      const dice = new Dice(seed);
      const event = reservedForGuests(dice, 0, seed % 2 === 0);
      const built = event && buildGroupProblem(seed % 3 === 0 ? withLock(event, dice) : event);
      if (built?.kind !== 'built') continue;
      const { problem } = built;
      const items = itemsOf(problem);
      const program = new TimeProgram(problem, items, groupPromiseTerms(problem, items), 'points');
      const fractions = program.made.cost.map(() => dice.below(5) / 4);
      const builder = new RowBuilder();
      addBrokenRoomRows(problem, items, program, fractions, builder);
      const rows = builder.build();
      const sumOf = (row: number, values: Float64Array): number => {
        let sum = 0;
        for (let k = rows.starts[row]; k < rows.starts[row + 1]; k++) sum += rows.values[k] * values[rows.indices[k]];
        return sum;
      };
      const schedules = Array.from({ length: 20 }, () => fullSchedule(new GroupState(problem), dice)).flat();
      for (let row = 0; row < builder.count; row++) {
        const most = rows.rowUpper[row];
        tally.rows++;
        if (most === 0) tally.without++;
        if (rows.values.subarray(rows.starts[row], rows.starts[row + 1]).includes(-1)) tally.lifted++;
        expect(sumOf(row, fractions)).toBeGreaterThan(most);
        for (const slots of schedules) {
          const sum = sumOf(row, program.valuesOf(slots));
          expect(sum, `seed ${seed}`).toBeLessThanOrEqual(most);
          if (sum === most) tally.tight++;
        }
      }
    }
    for (const count of Object.values(tally)) expect(count).toBeGreaterThan(50);
  });

  it('bring the bound of a program down to the best of all schedules', async () => {
    const event = reservedForGuests(new Dice(5), 0, false)!;
    const built = buildGroupProblem(event);
    if (built.kind !== 'built') throw new Error(built.kind);
    const { problem } = built;
    const items = itemsOf(problem);
    const branches = new BranchAndBound(problem, items, groupPromiseTerms(problem, items), 'points');
    await branches.run(1, 0, { stopped: false }, () => undefined);
    await branches.end();
    expect(branches.root!.bound).toBe(bestOf(event)!.points);
  });
});
