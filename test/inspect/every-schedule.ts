/**
 * Every schedule of a tiny event, group sessions and interpreters included, straight from FORMATS. Where a rule could make
 * a difference only against the claims under test, it is left out: too many schedules are the stricter test.
 */
import type { Event, Participant, Room, Wish } from '../../src/model/event.js';

/** A one-to-one, or a guest's seat with a host (first). */
export interface Item {
  readonly kind: 'pair' | 'seat';
  readonly people: readonly [Participant, Participant];
}

export interface Held {
  readonly item: Item;
  readonly slot: number;
}

/** One meeting: a one-to-one, or all seats of a host in a slot. */
export interface Gathering {
  readonly kind: 'pair' | 'group';
  readonly people: readonly Participant[];
  readonly slot: number;
}

/** What wishes and locks could bring about. */
export function itemsOf(event: Event): Item[] {
  const items = new Map<string, Item>();
  const person = (id: string) => event.participants.find(one => one.id === id)!;
  const add = (kind: Item['kind'], a: string, b: string) => {
    if (person(b).role === 'topic' || (kind === 'pair' && person(a).role === 'topic')) return;
    const ids = kind === 'pair' ? [a, b].sort() : [a, b];
    items.set(`${kind} ${ids.join(' ')}`, { kind, people: [person(ids[0]), person(ids[1])] });
  };
  const addSeats = (a: string, b: string) => {
    for (const [host, guest] of [
      [a, b],
      [b, a],
    ])
      if (person(host).group) add('seat', host, guest);
  };
  for (const { from, to, anyOf = [to], kind, as } of event.wishes) {
    for (const other of kind === 'never' ? [] : anyOf) {
      if (as !== 'seat') add('pair', from, other);
      if (as !== 'pair') addSeats(from, other);
    }
  }
  for (const { participants } of event.locks) add('pair', participants[0], participants[1]);
  return [...items.values()];
}

/** Calls `use` with each schedule that keeps the rules. O((slots + 1) to the power of the items). */
export function everySchedule(
  event: Event,
  use: (held: readonly Held[], meetings: readonly Gathering[]) => void,
): void {
  const items = itemsOf(event);
  const held: Held[] = [];
  const decide = (next: number): void => {
    if (next === items.length) {
      const meetings = gatherings(held);
      if (meetings.every(meeting => isWhole(meeting)) && keepsPlaces(event, meetings)) use(held, meetings);
      return;
    }
    decide(next + 1);
    const item = items[next];
    event.slots.forEach((_, slot) => {
      if (!mayBe(event, item, slot)) return;
      held.push({ item, slot });
      if (item.people.every(one => isFree(one, held))) decide(next + 1);
      held.pop();
    });
  };
  decide(0);
}

/** Whether a schedule meets the wish; one meeting may meet several. */
export function isMet({ from, to, anyOf = [to], as, session }: Wish, event: Event, held: readonly Held[]): boolean {
  return held.some(({ item: { kind, people }, slot }) => {
    const ids = people.map(({ id }) => id);
    const other = ids.find(id => id !== from);
    const formed = as === 'either' || (as === 'pair') === (kind === 'pair');
    const inSession = session === undefined || event.slots[slot].session === session;
    return formed && inSession && ids.includes(from) && anyOf.includes(other!);
  });
}

function gatherings(held: readonly Held[]): Gathering[] {
  const groups = new Map<string, Gathering>();
  const pairs: Gathering[] = [];
  for (const { item, slot } of held) {
    const [first, second] = item.people;
    if (item.kind === 'pair') pairs.push({ kind: 'pair', people: item.people, slot });
    else {
      const key = `${first.id} ${slot}`;
      const people = [...(groups.get(key)?.people ?? [first]), second];
      groups.set(key, { kind: 'group', people, slot });
    }
  }
  return [...pairs, ...groups.values()];
}

/** Rules of the two alone. */
function mayBe(event: Event, { kind, people: [a, b] }: Item, slot: number): boolean {
  const { id, session } = event.slots[slot];
  const isOpen = (one: Participant) =>
    (one.available === undefined || one.available.includes(id)) && !one.unavailable.includes(id);
  if (!isOpen(a) || !isOpen(b)) return false;
  const persons = a.role !== 'topic' && b.role !== 'topic';
  if (persons && event.rules.acrossSides && (a.side === b.side || !a.side || !b.side)) return false;
  const one = a.organisation.toLowerCase();
  if (persons && event.rules.acrossOrganisations && one !== '' && one === b.organisation.toLowerCase()) return false;
  return [...event.wishes].every(wish => {
    const named = wish.anyOf ?? [wish.to];
    const about = (wish.from === a.id && named.includes(b.id)) || (wish.from === b.id && named.includes(a.id));
    if (!about) return true;
    if (wish.kind === 'never') return false;
    const hasChoice =
      wish.anyOf !== undefined || (wish.as === 'either' && persons && (a.group !== undefined || b.group !== undefined));
    const formed = wish.as === 'either' || (wish.as === 'pair') === (kind === 'pair');
    return hasChoice || !formed || wish.session === undefined || wish.session === session;
  });
}

/** Whether a person can hold its meetings so far, as far as more meetings could not mend it. */
function isFree(person: Participant, held: readonly Held[]): boolean {
  const own = gatherings(held).filter(({ people }) => people.includes(person));
  if (own.length > (person.maxMeetings ?? Number.POSITIVE_INFINITY)) return false;
  const sessions = own.filter(({ kind, people }) => kind === 'group' && people[0] === person);
  if (sessions.length > (person.group?.sessions ?? Number.POSITIVE_INFINITY)) return false;
  return own.every(({ slot }) => own.filter(meeting => meeting.slot === slot).length <= person.parallel);
}

/** A session has neither too few guests nor too many. */
function isWhole({ kind, people }: Gathering): boolean {
  if (kind === 'pair') return true;
  const { min, max } = people[0].group!;
  return people.length - 1 >= min && people.length - 1 <= max;
}

/** Rooms, limits of slots, interpreters and rests. */
function keepsPlaces(event: Event, meetings: readonly Gathering[]): boolean {
  return (
    event.participants.every(person => rests(event, person, meetings)) &&
    event.slots.every(({ meetings: most = Number.POSITIVE_INFINITY }, slot) => {
      const here = meetings.filter(meeting => meeting.slot === slot);
      return here.length <= most && findRooms(event, here, slot, []) && findInterpreters(event, here, slot);
    })
  );
}

function rests(event: Event, person: Participant, meetings: readonly Gathering[]): boolean {
  let run = 0;
  return event.slots.every(({ session }, slot) => {
    if (slot > 0 && session !== event.slots[slot - 1].session) run = 0;
    run = meetings.some(meeting => meeting.slot === slot && meeting.people.includes(person)) ? run + 1 : 0;
    return run <= (person.maxConsecutive ?? Number.POSITIVE_INFINITY);
  });
}

function findRooms(event: Event, here: readonly Gathering[], slot: number, taken: readonly Room[]): boolean {
  if (event.rooms === undefined) {
    // A room that is known as somebody's own alone holds one meeting at a time.
    const own = here.map(({ people }) => [...ownRooms(people)]);
    return own.every(({ length }) => length <= 1) && new Set(own.flat()).size === own.flat().length;
  }
  if (taken.length === here.length) return true;
  return event.rooms
    .filter(room => admits(room, here[taken.length], event.slots[slot].id))
    .filter(room => taken.filter(other => other === room).length < room.tables)
    .some(room => findRooms(event, here, slot, [...taken, room]));
}

function ownRooms(people: readonly Participant[]): Set<string> {
  return new Set(people.flatMap(({ room }) => room ?? []));
}

function admits(room: Room, { kind, people }: Gathering, slot: string): boolean {
  const seated = people.filter(({ role }) => role !== 'topic').length;
  const labels = [kind, ...people.flatMap(({ id, side }) => (side ? [id, side] : [id]))];
  return (
    (room.seats ?? Number.POSITIVE_INFINITY) >= seated &&
    (room.available === undefined || room.available.includes(slot)) &&
    !room.unavailable.includes(slot) &&
    people.every(person => person.room === undefined || person.room === room.id) &&
    (room.only.length === 0 || labels.some(label => room.only.includes(label)))
  );
}

function findInterpreters(event: Event, here: readonly Gathering[], slot: number): boolean {
  if (event.interpreters.length === 0) return true;
  const needing = here
    .map(({ people }) => people.filter(({ role, languages }) => role !== 'topic' && languages.length > 0))
    .filter(bound => bound.length > 1 && !bound[0].languages.some(one => bound.every(p => p.languages.includes(one))));
  const find = (used: readonly string[]): boolean => {
    if (used.length === needing.length) return true;
    return event.interpreters
      .filter(({ available }) => available === undefined || available.includes(event.slots[slot].id))
      .filter(({ id, languages }) => {
        return !used.includes(id) && needing[used.length].every(p => p.languages.some(one => languages.includes(one)));
      })
      .some(({ id }) => find([...used, id]));
  };
  return find([]);
}
