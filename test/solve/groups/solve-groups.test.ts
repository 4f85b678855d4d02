import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../../src/model/event.js';
import { integerPoints } from '../../../src/model/points.js';
import { solveEvent } from '../../../src/solve/solve.js';
import { expectClean, expectSolved, withEvent } from '../../helpers/checked.js';
import { makeEvent, type WishSpec } from '../../helpers/event.js';
import { plantMixed } from '../../helpers/plant-mixed.js';
import { Dice } from '../../helpers/random.js';
import { runs } from '../../helpers/runs.js';
import { arbTinyEvent } from '../../inspect/events.js';
import { everySchedule, isMet } from '../../inspect/every-schedule.js';
import { isReasonable, keepsApart } from './every-kept.js';

const solve = (event: Event) => solveEvent(event, { seed: 1, effort: 'quick' });

interface Best {
  readonly promises: number;
  readonly points: number;
}

/** The most promises, then points, of all schedules; `undefined` if no schedule keeps the rules. */
function bestOf(event: Event): Best | undefined {
  const units = integerPoints(event);
  const wishes = [...event.wishes];
  let best: Best | undefined;
  everySchedule(event, (held, meetings) => {
    const met = wishes.map(wish => wish.kind !== 'never' && isMet(wish, event, held));
    if (!wishes.every(({ kind }, w) => kind !== 'must' || met[w])) return;
    if (!isReasonable(event, held) || !keepsApart(event, meetings)) return;
    const degree = (id: string) => meetings.filter(({ people }) => people.some(one => one.id === id)).length;
    const promises = event.participants.reduce((sum, one) => sum + Math.min(one.minMeetings, degree(one.id)), 0);
    const points = met.reduce((sum, one, w) => sum + (one ? units.ofWish[w] : 0), 0) / units.scale;
    if (!best || promises > best.promises || (promises === best.promises && points > best.points))
      best = { promises, points };
  });
  return best;
}

describe('events with groups, organisations and interpreters', () => {
  it('are scheduled without a broken rule: larger ones', async () => {
    const tally = { groups: 0, pairs: 0, interpreted: 0 };
    await fc.assert(
      fc.asyncProperty(fc.nat(), async seed => {
        const { event } = plantMixed(new Dice(seed));
        const outcome = await solve(event);
        expectClean(event, outcome);
        for (const { kind, interpreter } of expectSolved(event, outcome).schedule.meetings) {
          if (kind === 'group') tally.groups++;
          else tally.pairs++;
          if (interpreter !== '') tally.interpreted++;
        }
      }),
      runs(15),
    );
    for (const count of Object.values(tally)) expect(count).toBeGreaterThan(0);
  });

  it('are solved as well as any schedule of tiny ones, and never above what is possible', async () => {
    let [all, proved] = [0, 0];
    await fc.assert(
      fc.asyncProperty(arbTinyEvent, async event => {
        const best = bestOf(event);
        const outcome = await solve(event);
        if (!best) {
          expect(outcome.kind).not.toBe('solved');
          return;
        }
        expectClean(event, outcome);
        const { promises, points } = expectSolved(event, outcome).objective;
        const faults = [
          ...(promises.value > best.promises ? [`promises ${promises.value} above ${best.promises}`] : []),
          ...(promises.bound !== null && promises.bound < best.promises ? [`promises bound ${promises.bound}`] : []),
        ];
        if (promises.value === best.promises) {
          if (points.value > best.points) faults.push(`points ${points.value} above ${best.points}`);
          if (points.bound !== null && points.bound < best.points) faults.push(`points bound ${points.bound}`);
        }
        if (faults.length > 0) throw new Error(withEvent([...faults, JSON.stringify(best)], event, outcome));
        all++;
        if (points.proved) proved++;
      }),
      runs(50),
    );
    expect(proved).toBeGreaterThan(all * 0.6);
  });

  it('claim nothing where a wish with a choice and a session is for a meeting that is asked for otherwise', async () => {
    const slots = [{ session: 'am' }, { session: 'pm' }];
    const participants = [{ id: 'X', available: ['2'] }];
    const morning = { from: 'A', to: 'O', anyOf: ['X', 'Y'], session: 'am' };
    const must = makeEvent({ participants, slots, wishes: [morning, ['X', 'A', 'must']] });
    expect((await solve(must)).kind).toBe('not-found');
    const never = makeEvent({ participants, slots, wishes: [morning, ['X', 'A', 'must'], ['A', 'X', 'never']] });
    expect((await solve(never)).kind).toBe('impossible');

    const other = { from: 'X', to: 'OA', anyOf: ['A', 'B'] };
    const away = { id: 'B', available: [] };
    const bounds = async (wishes: readonly WishSpec[]) => {
      const event = makeEvent({ participants: [...participants, away], slots, wishes });
      const { promises, points } = expectSolved(event, await solve(event)).objective;
      return [promises.bound, points.bound];
    };
    expect(await bounds([morning, other])).toEqual([null, null]);
    expect(await bounds([morning, { ...other, session: 'am' }])).toEqual([2, 1]);
    expect(await bounds([{ ...morning, session: undefined }, other])).toEqual([2, 2]);
  });
});
