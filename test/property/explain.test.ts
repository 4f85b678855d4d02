import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.js';
import { explainWishes } from '../../src/explain/reasons.js';
import type { Event, Wish } from '../../src/model/event.js';
import type { UnmetReason } from '../../src/model/outcome.js';
import type { Schedule } from '../../src/model/schedule.js';
import { arbOptions } from '../helpers/arbitrary.js';
import { withEvent } from '../helpers/checked.js';
import { generateWithSchedule } from '../helpers/generate.js';
import { runs } from '../helpers/runs.js';

/** Rules that no other meeting can change. */
const FIXED = ['availability', 'session', 'room-availability', 'room-only', 'own-room', 'room-seats'];
const ROOM = ['slot-capacity', 'room-tables'];

/** What the checker says of one more meeting, in each slot and room: `rule` or `rule:person`. */
function trials(event: Event, schedule: Schedule, { from, to }: Wish): string[][] {
  const rooms = event.rooms?.map(({ id }) => id) ?? ['One more'];
  return event.slots.flatMap(slot =>
    rooms.map(room => {
      const meeting = { id: 'new', participants: [from, to], slot: slot.id, room, kind: 'pair' as const };
      const added = { ...meeting, locked: false, interpreter: '', line: 99 };
      return check(event, { meetings: [...schedule.meetings, added] }).violations.map(({ rule, message }) =>
        ['single-booking', 'max-meetings', 'max-breaks', 'max-consecutive'].includes(rule)
          ? `${rule}:${message.split(' ')[0]}`
          : rule,
      );
    }),
  );
}

/** Two of one organisation, where people of one organisation do not meet. */
function areColleagues({ participants, rules }: Event, { from, to }: Wish): boolean {
  const [one, other] = [from, to].map(id => participants.find(person => person.id === id)!.organisation);
  return rules.acrossOrganisations && one !== '' && one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** The reason as the checker's answers imply it. */
function expectedReason(event: Event, wish: Wish, tried: readonly (readonly string[])[]): UnmetReason {
  const is = (found: readonly string[], ...rules: string[]) => found.some(rule => rules.includes(rule));
  if (tried.some(found => is(found, 'never')) || areColleagues(event, wish)) return 'never';
  if (tried.some(found => is(found, 'across-sides'))) return 'same-side';
  const possible = tried.filter(found => !is(found, ...FIXED));
  if (possible.length === 0) return 'no-common-slot';
  const isFull = (id: string) => (found: readonly string[]) =>
    is(found, `single-booking:${id}`, `max-meetings:${id}`, `max-consecutive:${id}`);
  if (possible.every(isFull(wish.from))) return 'from-full';
  if (possible.every(isFull(wish.to))) return 'to-full';
  const free = possible.filter(found => !isFull(wish.from)(found) && !isFull(wish.to)(found));
  const roomy = free.filter(found => !is(found, ...ROOM));
  if (free.length > 0 && roomy.length === 0) return 'rooms-full';
  return roomy.length > 0 && roomy.every(found => is(found, 'order')) ? 'order' : 'outbid';
}

describe('the reason of an unmet wish', () => {
  it('is what the checker says of one more meeting', async () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(
        arbOptions({ people: 7, wishes: 16, slots: 5, rooms: 2 }, { musts: 5, locks: 1, nevers: 2, orders: 6 }),
        options => {
          const { event, planted } = generateWithSchedule(options);
          for (const { wish, met, reason } of explainWishes(event, planted)) {
            const row = event.wishes.at(wish)!;
            if (met || row.kind === 'never') continue;
            const expected = expectedReason(event, row, trials(event, planted, row));
            if (reason !== expected)
              throw new Error(withEvent([`${row.from} → ${row.to}: ${reason}, not ${expected}`], event, planted));
            seen.add(expected);
          }
        },
      ),
      runs(100),
    );
    expect([...seen].sort()).toEqual(
      ['from-full', 'never', 'no-common-slot', 'order', 'outbid', 'rooms-full', 'same-side', 'to-full'].sort(),
    );
  });

  it('is there for every wish that the checker does not count as met, and only there', () => {
    fc.assert(
      fc.property(arbOptions({ people: 9, wishes: 30, slots: 6, rooms: 3 }, { musts: 8 }), options => {
        const { event, planted } = generateWithSchedule(options);
        const outcomes = [...explainWishes(event, planted)];
        const { counts, figures } = check(event, planted);
        expect(outcomes.filter(({ met }) => met)).toHaveLength(counts.met);
        for (const { wish, met, meeting, reason, detail } of outcomes) {
          const unmet = !met && event.wishes.at(wish)!.kind !== 'never';
          expect({ meeting: meeting !== '', reason: reason !== undefined, detail: detail !== '' }).toEqual({
            meeting: met,
            reason: unmet,
            detail: unmet,
          });
        }
        const points = outcomes.reduce((sum, { met, points: own }) => sum + (met ? own : 0), 0);
        expect(points + counts.mutual * event.mutualBonus).toBeCloseTo(figures.points, 6);
      }),
      runs(100),
    );
  });
});
