import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interpreterDemand } from '../../src/explain/demand.js';
import { lacksOf } from '../../src/explain/lacks.js';
import { type Addition, oneMore } from '../../src/explain/one-more.js';
import { explainWishes } from '../../src/explain/reasons.js';
import { Situation } from '../../src/explain/situation.js';
import type { Event, Interpreter } from '../../src/model/event.js';
import type { Schedule } from '../../src/model/schedule.js';
import { withEvent } from '../helpers/checked.js';
import { arbGroupEvent, held, seated } from '../helpers/group-events.js';
import { faultsOf } from '../helpers/group-judge.js';
import { runs } from '../helpers/runs.js';

const LANGUAGES = [
  ['fr', 'ja'],
  ['de', 'ja'],
  ['de', 'fr', 'ja'],
];

function more(languages: readonly string[]): Interpreter {
  return { id: 'more', name: '', languages, available: undefined, unavailable: [], maxConsecutive: undefined, line: 0 };
}

/** The schedule with an addition, in the first room that breaks no rule. */
function withAddition(
  event: Event,
  schedule: Schedule,
  { slot, kind, people, session }: Addition,
): Schedule | undefined {
  const joined = session === undefined ? undefined : schedule.meetings[session];
  const rooms = [...(joined ? [joined.room] : []), ...(event.rooms?.map(({ id }) => id) ?? ['R1', 'R2', 'R3', 'New'])];
  const host = joined?.participants[0] ?? people[0];
  const guests = joined ? people : people.slice(1);
  const forms = rooms.map(room => {
    const place = { slot: event.slots[slot].id, room, interpreter: 'more' };
    if (kind === 'pair') return held(schedule, people, place);
    return guests.reduce((all, guest) => seated(all, host, guest, place), schedule);
  });
  return forms.find(next => faultsOf(event, next).size === 0 && tooSmall(event, next).length === 0);
}

const tooSmall = (event: Event, { meetings }: Schedule) =>
  meetings.filter(
    ({ kind, participants: [host, ...guests], interpreter }) =>
      kind === 'group' &&
      interpreter === 'more' &&
      guests.length < event.participants.find(({ id }) => id === host)!.group!.min,
  );

const metIn = (event: Event, schedule: Schedule) => [...explainWishes(event, schedule)].filter(({ met }) => met).length;

describe('what one more interpreter would add', () => {
  it('really fits, meeting by meeting, and meets so many more wishes', () => {
    let seats = 0;
    let pairs = 0;
    fc.assert(
      fc.property(arbGroupEvent, fc.constantFrom(...LANGUAGES), ({ event, schedule }, languages) => {
        if (event.interpreters.length === 0) return;
        const situation = new Situation(event, schedule);
        const lacks = [...event.wishes].flatMap((wish, index) =>
          wish.kind === 'never' || situation.meetingOf(index) ? [] : lacksOf(situation, wish, index),
        );
        const larger = { ...event, interpreters: [...event.interpreters, more(languages)] };
        let grown = schedule;
        let count = 0;
        for (const addition of oneMore(situation, languages, lacks, () => 1)) {
          const next = withAddition(larger, grown, addition);
          if (!next) throw new Error(withEvent(['does not fit', JSON.stringify(addition)], larger, grown));
          grown = next;
          count += addition.count;
          if (addition.kind === 'pair') pairs++;
          else seats++;
        }
        expect(metIn(larger, grown) - metIn(event, schedule)).toBeGreaterThanOrEqual(count);
      }),
      runs(1500),
    );
    expect(seats).toBeGreaterThan(5);
    expect(pairs).toBeGreaterThan(20);
  });
});

describe('the demand for interpreters', () => {
  it('agrees with the reasons, and counts every meeting that needs one', () => {
    fc.assert(
      fc.property(arbGroupEvent, ({ event, schedule }) => {
        const demand = interpreterDemand(event, schedule);
        const meetings = demand.flatMap(({ slots }) => slots.map(slot => slot.meetings));
        const mute = schedule.meetings.filter(meeting => {
          const alone = { meetings: [{ ...meeting, interpreter: '' }] };
          return faultsOf(event, alone).has('interpreter-missing');
        });
        expect(meetings.reduce((sum, number) => sum + number, 0)).toBe(mute.length);
        const lacking = [...explainWishes(event, schedule)].some(({ reason }) => reason === 'interpreters-full');
        expect(demand.some(({ unmet }) => unmet > 0)).toBe(lacking);
        for (const { slots, unmet } of demand) {
          for (const slot of slots) {
            expect(slot.free).toBeLessThanOrEqual(slot.able);
            expect(slot.unmet).toBeLessThanOrEqual(unmet);
          }
        }
      }),
      runs(300),
    );
  });
});
