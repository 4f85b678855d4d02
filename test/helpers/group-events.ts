/** Small random events with groups, organisations and interpreters, each with a schedule that keeps the rules. */
import fc from 'fast-check';
import type { Event, Interpreter, Participant, Wish, WishAs, WishKind } from '../../src/model/event.js';
import type { Meeting, Schedule } from '../../src/model/schedule.js';
import { makeEvent } from './event.js';
import { faultsOf, hostOf } from './group-judge.js';

const IDS = ['H', 'K', 'A', 'B', 'C', 'D', 'E'];
const SLOTS = ['1', '2', '3', '4'];
const ROOMS = ['R1', 'R2', 'R3'];

const some = (items: readonly string[]) => fc.subarray([...items], { minLength: 1 });
/** `undefined` so many times as often as a value. */
const rarely = <T>(value: fc.Arbitrary<T>, times = 4) =>
  fc.oneof({ weight: times, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });

const arbPerson = (id: string): fc.Arbitrary<Participant> =>
  fc
    .record({
      organisation: fc.constantFrom('', 'Acme', 'Bolt'),
      side: fc.constantFrom('EU', 'EU', 'Japan', 'Japan', ''),
      available: rarely(some(SLOTS), 1),
      languages: fc.constantFrom<string[]>([], ['ja'], ['fr'], ['ja', 'en'], ['de']),
      maxMeetings: rarely(fc.constantFrom(1, 2)),
      maxConsecutive: rarely(fc.constant(1)),
      maxBreaks: rarely(fc.constant(0), 8),
      parallel: fc.constantFrom(1, 1, 1, 2),
      room: rarely(fc.constantFrom(...ROOMS), 9),
      role: fc.constantFrom('host' as const, 'topic' as const),
      min: fc.constantFrom(1, 1, 2),
      extra: fc.constantFrom(0, 1, 2),
      sessions: rarely(fc.constantFrom(1, 2), 1),
    })
    .map(({ role, min, extra, sessions, ...fields }) => {
      const host = id === 'H' || id === 'K';
      const event = makeEvent({ participants: [{ id, ...fields }] });
      const group = host ? { min, max: min + extra, sessions } : undefined;
      return { ...event.participants[0], role: host ? role : 'participant', group };
    });

const arbInterpreter = (id: string): fc.Arbitrary<Interpreter> =>
  fc.record({
    id: fc.constant(id),
    name: fc.constant(id),
    languages: fc.constantFrom(['ja', 'fr'], ['ja', 'fr', 'de'], ['en', 'de']),
    available: rarely(some(SLOTS), 1),
    unavailable: fc.constant([]),
    maxConsecutive: rarely(fc.constant(1), 2),
    line: fc.constant(2),
  });

/** Mostly a host and somebody. */
const arbPair = fc.tuple(fc.constantFrom('H', 'H', 'K', 'A'), fc.constantFrom('B', 'C', 'D', 'E'));

const arbOrder = fc.tuple(arbPair, arbPair).filter(([before, after]) => before.join() !== after.join());

const arbWish: fc.Arbitrary<Wish> = fc
  .record({
    pair: fc.uniqueArray(fc.constantFrom(...IDS), { minLength: 2, maxLength: 4 }),
    kind: fc.constantFrom<WishKind>('wish', 'wish', 'wish', 'wish', 'wish', 'wish', 'wish', 'never'),
    as: fc.constantFrom<WishAs>('seat', 'seat', 'pair', 'either'),
    session: rarely(fc.constantFrom('am', 'pm'), 5),
    open: fc.integer({ min: 0, max: 5 }),
  })
  .map(({ pair: [from, to, ...rest], kind, as, session, open }) => {
    const anyOf = open === 0 ? [to, ...rest] : undefined;
    const isHost = [from, to].some(id => id === 'H' || id === 'K');
    const wish = { from, to: anyOf ? 'Org' : to, kind, as: isHost || anyOf ? as : 'pair', session } as const;
    return { ...wish, rank: undefined, score: undefined, note: '', line: 0, ...(anyOf ? { anyOf } : {}) };
  });

/** A meeting that may or may not fit. */
const arbTry = fc.record({
  wish: fc.nat(),
  target: fc.nat(),
  slot: fc.constantFrom(...SLOTS),
  room: fc.constantFrom(...ROOMS),
  interpreter: fc.constantFrom('', '', 'I1', 'I2'),
});

/** A schedule is grown from tries of wishes; what would break a rule is left out. */
export const arbGroupEvent: fc.Arbitrary<{ event: Event; schedule: Schedule }> = fc
  .record({
    participants: fc.tuple(...IDS.map(arbPerson)),
    wishes: fc.array(arbWish, { minLength: 4, maxLength: 18 }),
    rooms: fc.oneof(
      { weight: 1, arbitrary: fc.constant(undefined) },
      {
        weight: 4,
        arbitrary: fc.array(
          fc.record({
            seats: fc.constantFrom(undefined, 2, 3, 4),
            tables: fc.constantFrom(1, 1, 2),
            available: rarely(some(SLOTS)),
            only: fc.constantFrom<string[]>([], [], [], ['group'], ['pair'], ['EU'], ['A']),
          }),
          { minLength: 1, maxLength: 2 },
        ),
      },
    ),
    caps: fc.array(fc.constantFrom(undefined, undefined, 1, 2), { minLength: 4, maxLength: 4 }),
    interpreters: fc.constantFrom(0, 1, 2),
    i1: arbInterpreter('I1'),
    i2: arbInterpreter('I2'),
    acrossSides: fc.constantFrom(false, false, true),
    acrossOrganisations: fc.constantFrom(false, true),
    orders: fc.array(arbOrder, { maxLength: 6 }),
    tries: fc.array(arbTry, { minLength: 12, maxLength: 40 }),
  })
  .map(
    ({ participants, wishes, rooms, caps, interpreters, i1, i2, acrossSides, acrossOrganisations, orders, tries }) => {
      const made = makeEvent({
        participants,
        wishes: wishes.map((wish, index) => ({ ...wish, line: index + 2 })),
        slots: caps.map((meetings, index) => ({ meetings, session: index < 2 ? 'am' : 'pm' })),
        rooms,
        rules: { acrossSides, acrossOrganisations },
        order: orders,
      });
      const known = made.participants.filter(({ id }) => id !== 'Org');
      const event = { ...made, participants: known, interpreters: [i1, i2].slice(0, interpreters) };
      return { event, schedule: grown(event, tries) };
    },
  );

function grown(
  event: Event,
  tries: readonly { wish: number; target: number; slot: string; room: string; interpreter: string }[],
): Schedule {
  let schedule: Schedule = { meetings: [] };
  for (const { wish, target, room: drawn, ...rest } of tries) {
    const place = { ...rest, room: event.rooms?.[target % event.rooms.length].id ?? drawn };
    const { from, to, as, kind, anyOf = [to] } = event.wishes.at(wish % event.wishes.length)!;
    if (kind === 'never') continue;
    const other = anyOf[target % anyOf.length];
    const host = hostOf(event, from, other);
    const group = host !== undefined && as !== 'pair' && (as === 'seat' || target % 2 === 0);
    const topic = [from, other].some(id => event.participants.find(person => person.id === id)!.role === 'topic');
    if (!group && (as === 'seat' || topic)) continue;
    const next = group
      ? seated(schedule, host, other === host ? from : other, place)
      : held(schedule, [from, other], place);
    if (faultsOf(event, next).size === 0) schedule = next;
  }
  return schedule;
}

interface Place {
  readonly slot: string;
  readonly room: string;
  readonly interpreter: string;
}

/** One more one-to-one. */
export function held({ meetings }: Schedule, participants: readonly string[], place: Place): Schedule {
  return { meetings: [...meetings, newMeeting(meetings.length, participants, 'pair', place)] };
}

/** One more guest in the host's session of the slot, which moves to this room and interpreter; or one more session. */
export function seated({ meetings }: Schedule, host: string, guest: string, place: Place): Schedule {
  const isIt = ({ kind, slot, participants }: Meeting) =>
    kind === 'group' && slot === place.slot && participants[0] === host;
  if (!meetings.some(isIt))
    return { meetings: [...meetings, newMeeting(meetings.length, [host, guest], 'group', place)] };
  return {
    meetings: meetings.map(meeting =>
      isIt(meeting) ? { ...meeting, ...place, participants: [...meeting.participants, guest] } : meeting,
    ),
  };
}

function newMeeting(index: number, participants: readonly string[], kind: Meeting['kind'], place: Place): Meeting {
  return { id: `M${String(index + 1).padStart(3, '0')}`, participants, kind, locked: false, line: 0, ...place };
}
