/**
 * A small judge of schedules with groups and interpreters, for the tests of what is told of them: every rule as plainly as
 * it can be said, slow, and sharing nothing with `explain`. Returns `rule` or `rule:who`.
 */
import type { Event, Participant, Slot, Wish } from '../../src/model/event.js';
import type { Meeting, Schedule } from '../../src/model/schedule.js';

type Timed = Meeting & { readonly at: number };

export function faultsOf(event: Event, { meetings }: Schedule): Set<string> {
  const found = new Set<string>();
  const timed = meetings.map(meeting => ({ ...meeting, at: event.slots.findIndex(({ id }) => id === meeting.slot) }));
  for (const meeting of timed) judgeMeeting(event, meeting, found);
  for (const wish of event.wishes) judgeSession(event, wish, timed, found);
  for (const person of event.participants) judgePerson(event, person, timed, found);
  event.slots.forEach((slot, at) => {
    judgeSlot(
      event,
      slot,
      timed.filter(meeting => meeting.at === at),
      found,
    );
  });
  for (const interpreter of event.interpreters) {
    const own = timed.filter(meeting => meeting.interpreter === interpreter.id).map(({ at }) => at);
    if (new Set(own).size < own.length) found.add('interpreter-twice');
    if (longestRun(event, own) > (interpreter.maxConsecutive ?? 99)) found.add('interpreter-rest');
  }
  for (const { before, after } of event.order) {
    const [first, second] = [before, after].map(pair => timed.filter(meeting => joins(meeting, pair)));
    if (first.some(one => second.some(two => one.at >= two.at))) found.add('order');
  }
  return found;
}

const personOf = (event: Event, id: string) => event.participants.find(person => person.id === id)!;

/** Host and guest, or the two of a one-to-one. */
function joins({ participants: [first, ...others] }: Meeting, pair: readonly string[]): boolean {
  return pair.includes(first) && others.some(id => id !== first && pair.includes(id));
}

function judgeMeeting(event: Event, meeting: Timed, found: Set<string>): void {
  const people = meeting.participants.map(id => personOf(event, id));
  const slot = event.slots[meeting.at];
  const isOpen = (of: { available: readonly string[] | undefined; unavailable: readonly string[] }) =>
    (of.available ?? [slot.id]).includes(slot.id) && !of.unavailable.includes(slot.id);
  if (!people.every(isOpen)) found.add('availability');
  for (const [place, a] of people.entries())
    for (const b of people.slice(place + 1)) judgeTwo(event, a, b, place, found);
  judgeRoom(event, meeting, people, found);
  judgeSpeech(event, meeting, people, found);
  if (new Set(people).size < people.length) found.add('once');
  const host = people[0];
  if (meeting.kind === 'group' && people.length - 1 > host.group!.max) found.add(`group-max:${host.id}`);
}

/** Host of the seat that a wish asks for: who is wished, else who wishes. */
export function hostOf(event: Event, from: string, to: string): string | undefined {
  const [asker, asked] = [personOf(event, from), personOf(event, to)];
  if (asked.group && asker.role !== 'topic') return to;
  return asker.group && asked.role !== 'topic' ? from : undefined;
}

/** Meetings that would meet a wish, whatever its session. */
export function meetingsFor(
  event: Event,
  { from, to, anyOf = [to], as }: Wish,
  meetings: readonly Meeting[],
): Meeting[] {
  return meetings.filter(({ kind, participants: [first, ...others] }) =>
    anyOf.some(id => {
      if (kind === 'pair') return as !== 'seat' && [from, id].includes(first) && [from, id].includes(others[0]);
      const host = hostOf(event, from, id);
      return as !== 'pair' && first === host && others.includes(host === from ? id : from);
    }),
  );
}

/** A wish for one person that only one meeting could meet is met in the session asked for. */
function judgeSession(event: Event, wish: Wish, meetings: readonly Timed[], found: Set<string>): void {
  if (wish.session === undefined || wish.kind === 'never' || wish.anyOf) return;
  const both = [wish.from, wish.to].map(id => personOf(event, id));
  const hasSeat = both.some(({ group }) => group) && both.every(({ role }) => role !== 'topic');
  if (wish.as === 'either' && hasSeat) return;
  const held = meetingsFor(event, wish, meetings) as Timed[];
  const wrong = held.filter(({ at }) => event.slots[at].session !== wish.session);
  if (held.length === 1 && wrong.length === 1) found.add('session');
}

/** `place` 0: with the host, or the two of a one-to-one. */
function judgeTwo(event: Event, a: Participant, b: Participant, place: number, found: Set<string>): void {
  for (const { kind, from, to, anyOf = [to] } of event.wishes) {
    if (kind !== 'never') continue;
    if ((from === a.id && anyOf.includes(b.id)) || (from === b.id && anyOf.includes(a.id)))
      found.add(place === 0 ? 'never' : 'apart');
  }
  if (place > 0 || a.role === 'topic' || b.role === 'topic') return;
  if (event.rules.acrossOrganisations && a.organisation && a.organisation === b.organisation) found.add('never');
  if (event.rules.acrossSides && (!a.side || !b.side || a.side === b.side)) found.add('same-side');
}

function judgeRoom(event: Event, meeting: Timed, people: readonly Participant[], found: Set<string>): void {
  const room = event.rooms?.find(({ id }) => id === meeting.room);
  if (people.some(person => person.room !== undefined && person.room !== meeting.room)) found.add('room');
  if (!room) {
    if (event.rooms) found.add('room');
    return;
  }
  const least = meeting.kind === 'group' ? people[0].group!.min : 1;
  const hostSeats = people[0].role === 'topic' ? 0 : 1;
  const guests = people.slice(1).filter(({ role }) => role !== 'topic').length;
  const topics = people.length - 1 - guests;
  if ((room.seats ?? 99) < hostSeats + Math.max(guests, least - topics)) found.add('room');
  if (room.available && !room.available.includes(meeting.slot)) found.add('room');
  const labels = [meeting.kind, ...people.flatMap(({ id, side }) => [id, side])].filter(label => label !== '');
  if (room.only.length > 0 && !labels.some(label => room.only.includes(label))) found.add('room');
}

function judgeSpeech(event: Event, meeting: Timed, people: readonly Participant[], found: Set<string>): void {
  const interpreter = event.interpreters.find(({ id }) => id === meeting.interpreter);
  const away = interpreter?.available && !interpreter.available.includes(meeting.slot);
  if (away || (!interpreter && meeting.interpreter !== '')) found.add('interpreter-missing');
  if (event.interpreters.length === 0) return;
  const bound = people.filter(({ languages, role }) => role !== 'topic' && languages.length > 0);
  const all = [...new Set(bound.flatMap(({ languages }) => languages))];
  if (bound.length < 2 || all.some(one => bound.every(({ languages }) => languages.includes(one)))) return;
  const covers =
    interpreter && bound.every(person => person.languages.some(one => interpreter.languages.includes(one)));
  if (!covers) found.add('interpreter-missing');
}

function judgePerson(event: Event, person: Participant, meetings: readonly Timed[], found: Set<string>): void {
  const own = meetings.filter(({ participants }) => participants.includes(person.id));
  if (event.slots.some((_, at) => own.filter(meeting => meeting.at === at).length > person.parallel))
    found.add(`busy:${person.id}`);
  if (own.length > (person.maxMeetings ?? 99)) found.add(`busy:${person.id}`);
  if (
    longestRun(
      event,
      own.map(({ at }) => at),
    ) > (person.maxConsecutive ?? 99)
  )
    found.add(`busy:${person.id}`);
  if (breaksIn(own.map(({ at }) => at)) > (person.maxBreaks ?? 99)) found.add('breaks');
  const sessions = own.filter(({ kind, participants }) => kind === 'group' && participants[0] === person.id);
  if (sessions.length > (person.group?.sessions ?? 99)) found.add(`busy:${person.id}`);
  if (new Set(sessions.map(({ at }) => at)).size < sessions.length) found.add(`busy:${person.id}`);
  const pairs = own.filter(({ kind }) => kind === 'pair').map(({ participants }) => [...participants].sort().join());
  const seats = own
    .filter(({ kind, participants }) => kind === 'group' && participants[0] !== person.id)
    .map(({ participants }) => participants[0]);
  if (new Set(pairs).size < pairs.length || new Set(seats).size < seats.length) found.add('once');
}

/** Runs of free slots between two busy ones of one day. */
function breaksIn(at: readonly number[]): number {
  const busy = [...new Set(at)].sort((a, b) => a - b);
  return busy.filter((slot, place) => place > 0 && slot - busy[place - 1] > 1).length;
}

/** Most neighbouring slots of one session. */
function longestRun(event: Event, at: readonly number[]): number {
  let [longest, run] = [0, 0];
  event.slots.forEach(({ session }, slot) => {
    if (session !== event.slots[slot - 1]?.session) run = 0;
    run = at.includes(slot) ? run + 1 : 0;
    longest = Math.max(longest, run);
  });
  return longest;
}

function judgeSlot(event: Event, slot: Slot, meetings: readonly Timed[], found: Set<string>): void {
  if (meetings.length > (slot.meetings ?? 99)) found.add('crowded');
  for (const { room } of meetings) {
    const tables = event.rooms?.find(({ id }) => id === room)?.tables ?? (event.rooms || room === '' ? 99 : 1);
    if (meetings.filter(other => other.room === room).length > tables) found.add('table');
  }
}
