/** Tiny random events in which everything an inspection looks at occurs. */
import fc from 'fast-check';
import type { Event, Wish, WishAs, WishKind } from '../../src/model/event.js';
import { makeEvent } from '../helpers/event.js';
import { itemsOf } from './every-schedule.js';

const IDS = ['A', 'B', 'C', 'D', 'H', 'K'];
const SLOTS = ['1', '2', '3'];

const some = (items: readonly string[]) => fc.subarray([...items], { minLength: 1 });
/** `undefined` so many times as often as a value. */
const rarely = <T>(value: fc.Arbitrary<T>, times = 3) =>
  fc.oneof({ weight: times, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });

const arbPerson = (id: string) =>
  fc
    .record({
      organisation: fc.constantFrom('', '', 'Acme', 'ACME', 'Bolt'),
      side: fc.constantFrom('EU', 'Japan'),
      available: rarely(some(SLOTS), 2),
      languages: fc.constantFrom<string[]>([], ['ja'], ['fr'], ['ja', 'en']),
      minMeetings: fc.constantFrom(0, 1, 2, 3),
      maxMeetings: rarely(fc.constantFrom(0, 1, 2), 5),
      maxConsecutive: rarely(fc.constant(1)),
      parallel: fc.constantFrom(1, 1, 1, 2),
      room: rarely(fc.constantFrom('R1', 'R2'), 9),
      role: fc.constantFrom('host' as const, 'topic' as const),
      min: fc.constantFrom(1, 1, 2),
      extra: fc.constantFrom(0, 1, 2),
      sessions: rarely(fc.constantFrom(1, 2), 1),
    })
    .map(({ role, min, extra, sessions, ...fields }) => {
      const holds = id === 'H' || id === 'K';
      const group = holds ? { min, max: min + extra, sessions } : undefined;
      return { id, ...fields, role: holds ? role : ('participant' as const), group };
    });

const arbWish = fc
  .record({
    people: fc.uniqueArray(fc.constantFrom(...IDS), { minLength: 3, maxLength: 3 }),
    kind: fc.constantFrom<WishKind>('wish', 'wish', 'wish', 'wish', 'wish', 'wish', 'wish', 'wish', 'must', 'never'),
    as: fc.constantFrom<WishAs>('seat', 'seat', 'pair', 'either'),
    session: rarely(fc.constantFrom('am', 'pm'), 5),
    any: fc.integer({ min: 0, max: 7 }),
  })
  .map(({ people: [from, to, another], kind, as, session, any }): Partial<Wish> & Pick<Wish, 'from' | 'to'> => {
    const holds = [from, to].some(id => id === 'H' || id === 'K');
    if (any === 0 && kind !== 'never') return { from, to: 'Org', anyOf: [to, another], kind, as, session };
    return { from, to, kind, as: holds ? as : 'pair', session };
  });

const arbRoom = fc.record({
  seats: fc.constantFrom(undefined, undefined, 1, 2, 3),
  tables: fc.constantFrom(1, 1, 2),
  available: rarely(some(SLOTS)),
  only: fc.constantFrom<string[]>([], [], [], ['group'], ['pair'], ['EU'], ['A']),
});

/** At most eight things that could take place, in at most three slots. */
export const arbTinyEvent: fc.Arbitrary<Event> = fc
  .record({
    people: fc.tuple(...IDS.map(arbPerson)),
    wishes: fc.array(arbWish, { minLength: 3, maxLength: 12 }),
    rooms: rarely(fc.array(arbRoom, { minLength: 1, maxLength: 2 }), 1),
    limits: fc.array(fc.constantFrom(undefined, undefined, undefined, 0, 1, 2), { minLength: 2, maxLength: 3 }),
    interpreters: fc.constantFrom<{ id: string; languages: string[]; available?: string[] }[]>(
      [],
      [{ id: 'I1', languages: ['ja', 'fr'] }],
      [
        { id: 'I1', languages: ['ja', 'fr'], available: ['1'] },
        { id: 'I2', languages: ['en', 'de'] },
      ],
    ),
    acrossSides: fc.constantFrom(false, false, true),
    acrossOrganisations: fc.boolean(),
  })
  .map(({ people, wishes, rooms, limits, interpreters, acrossSides, acrossOrganisations }) => {
    const seen = new Set<string>();
    const once = wishes.filter(({ from, to }) => !seen.has(`${from} ${to}`) && seen.add(`${from} ${to}`));
    const made = makeEvent({
      participants: people,
      wishes: once.map((wish, index) => ({ ...wish, line: index + 2 })),
      slots: limits.map((meetings, index) => ({ meetings, session: index === 0 ? 'am' : 'pm' })),
      rooms,
      rules: { acrossSides, acrossOrganisations },
    });
    const open = { name: '', available: undefined, unavailable: [], maxConsecutive: undefined, line: 2 };
    const known = (slots: readonly string[] | undefined) =>
      slots?.filter(id => made.slots.some(slot => slot.id === id));
    const participants = made.participants
      .filter(({ id }) => id !== 'Org')
      .map(person => ({ ...person, available: known(person.available) }));
    const openRooms = made.rooms?.map(room => ({ ...room, available: known(room.available) }));
    return { ...made, participants, rooms: openRooms, interpreters: interpreters.map(one => ({ ...open, ...one })) };
  })
  .filter(event => itemsOf(event).length <= 8);
