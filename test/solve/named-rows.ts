/** An event in which the rows of a contradiction alone have anything to say. */
import type { Event, Participant, Wish } from '../../src/model/event.js';
import type { ConflictRow } from '../../src/model/outcome.js';

const ANYTIME = { available: undefined, unavailable: [] };

/** What is wished may still be held, but nobody else demands or restricts anything. Straight from what each table is for. */
export function namedAlone(event: Event, rows: readonly ConflictRow[]): Event {
  const isNamed = (table: ConflictRow['table'], line: number) =>
    rows.some(row => row.table === table && row.line === line);
  const isRule = (name: string) => rows.some(({ table, text }) => table === 'event' && text.startsWith(`rule ${name}`));
  const { rules } = event;
  // A value like the rule's is taken for the rule's; whose own is not named falls under the rule, or may do more all the same.
  const limitOf = (own: number | undefined, rule: number | undefined, name: string, person: Participant) =>
    own !== rule && isNamed('participants', person.line)
      ? own
      : isRule(name) && own !== undefined && rule !== undefined
        ? Math.max(own, rule)
        : undefined;
  const personOf = (person: Participant): Participant => {
    const own = person.attendance?.others ?? person.unavailable;
    const polled = person.attendance && isNamed('availability', person.attendance.line);
    const isSaid = isNamed('participants', person.line);
    const free = {
      ...(isSaid ? {} : { ...ANYTIME, workingHours: undefined, languages: [], room: undefined }),
      unavailable: [...(isSaid ? own : []), ...(polled ? person.attendance.unavailable : [])],
      maxMeetings: limitOf(person.maxMeetings, rules.maxMeetings, 'max_meetings', person),
      maxConsecutive: limitOf(person.maxConsecutive, rules.maxConsecutive, 'max_consecutive', person),
      maxBreaks: limitOf(person.maxBreaks, rules.maxBreaks, 'max_breaks', person),
      group: isSaid ? person.group : person.group && { min: 1, max: 99, sessions: undefined },
    };
    return { ...person, ...free };
  };
  const wishOf = (wish: Wish): Wish[] => {
    const isDemanded = wish.kind === 'must' || (wish.kind === 'wish' && rules.allWishes);
    if (isNamed('prefs', wish.line)) return [{ ...wish, kind: isDemanded ? 'must' : wish.kind }];
    return wish.kind === 'never' ? [] : [{ ...wish, kind: 'wish', session: undefined }];
  };
  return {
    ...event,
    rules: {
      ...rules,
      allWishes: false,
      acrossSides: rules.acrossSides && isRule('across_sides'),
      acrossOrganisations: rules.acrossOrganisations && isRule('across_organisations'),
    },
    participants: event.participants.map(personOf),
    wishes: [...event.wishes].flatMap(wishOf),
    locks: event.locks.filter(({ line }) => isNamed('locks', line)),
    order: event.order.filter(({ line }) => isNamed('order', line)),
    slots: event.slots.map(one => (isNamed('slots', one.line) ? one : { ...one, meetings: undefined })),
    interpreters: event.interpreters.map(one =>
      isNamed('interpreters', one.line) ? one : { ...one, ...ANYTIME, maxConsecutive: undefined },
    ),
    rooms: event.rooms?.map(one =>
      isNamed('rooms', one.line) ? one : { ...one, ...ANYTIME, seats: undefined, only: [] },
    ),
  };
}

/** The event whose every other participant says in availability.csv, instead of its own row, when it can meet. */
export function withPoll(event: Event): Event {
  const ids = event.slots.map(({ id }) => id);
  const polled = (person: Participant, p: number): Participant => {
    const away = ids.filter(id => !(person.available ?? ids).includes(id) || person.unavailable.includes(id));
    if (p % 2 === 0 || away.length === 0) return person;
    const attendance = { line: p + 2, unavailable: away, others: [] };
    return { ...person, available: undefined, unavailable: away, attendance };
  };
  return { ...event, participants: event.participants.map(polled) };
}
