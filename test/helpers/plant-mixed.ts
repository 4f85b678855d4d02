/** Random schedules with groups, organisations and interpreters, and events in which they break no rule. */
import type { Event, Participant, Wish } from '../../src/model/event.js';
import type { Meeting, Schedule } from '../../src/model/schedule.js';
import { makeEvent, makeSchedule } from './event.js';
import type { Dice } from './random.js';

export interface Planted {
  readonly event: Event;
  readonly schedule: Schedule;
}

type Person = Partial<Participant> & Pick<Participant, 'id'>;
type Wished = Partial<Wish> & Pick<Wish, 'from' | 'to'>;
type Row = Pick<Meeting, 'participants' | 'slot' | 'room' | 'kind' | 'interpreter'>;

const LANGUAGES = ['en', 'fr', 'ja'];
const INTERPRETERS = ['I1', 'I2', 'I3'];

/** First the schedule, slot by slot with whoever is free; then the wishes that speak for it. Every wish is met. */
export function plantMixed(dice: Dice): Planted {
  const people = makePeople(dice);
  const slots = 4 + dice.below(3);
  const rows = new Planting(dice, people).rows(slots);
  const { meetings } = makeSchedule(rows.map(({ participants, slot, room }) => [participants.join(';'), slot, room]));
  const event = makeEvent({
    participants: people.map(person => ({ ...person, ...termsOf(person, rows) })),
    wishes: wishesFor(rows, people, dice),
    slots: Array.from({ length: slots }, (_, index) => ({ session: index < 2 ? 'first' : 'second' })),
    rooms: Array.from({ length: people.length }, () => ({})),
    interpreters: INTERPRETERS.map(id => ({ id, languages: LANGUAGES })),
    rules: { acrossOrganisations: true },
    mutualBonus: 3,
  });
  return { event, schedule: { meetings: meetings.map((meeting, index) => ({ ...meeting, ...rows[index] })) } };
}

function makePeople(dice: Dice): Person[] {
  const languages = () => (dice.chance(20) ? [] : dice.shuffled(LANGUAGES).slice(0, 1 + dice.below(2)));
  return Array.from({ length: 7 + dice.below(6) }, (_, index) => {
    const role = index < 2 ? 'host' : index === 2 ? 'topic' : 'participant';
    const person = { id: `P${index}`, organisation: `Organisation ${index}`, role } as const;
    return role === 'topic' ? person : { ...person, languages: languages() };
  });
}

/** A host may hold just what it holds. */
function termsOf({ id, role }: Person, rows: readonly Row[]): Partial<Participant> {
  if (role === 'participant') return {};
  const sizes = rows
    .filter(({ kind, participants }) => kind === 'group' && participants[0] === id)
    .map(({ participants }) => participants.length - 1);
  return { group: { min: Math.min(6, ...sizes), max: Math.max(1, ...sizes), sessions: sizes.length } };
}

class Planting {
  private readonly met = new Set<string>();

  constructor(
    private readonly dice: Dice,
    private readonly people: readonly Person[],
  ) {}

  rows(slots: number): Row[] {
    return Array.from({ length: slots }, (_, slot) => this.inSlot(String(slot + 1))).flat();
  }

  private inSlot(slot: string): Row[] {
    const free = new Set(this.dice.shuffled(this.people));
    const interpreters = [...INTERPRETERS];
    const rows: Row[] = [];
    const add = (people: readonly Person[], kind: Meeting['kind']): void => {
      const interpreter = shareLanguage(people) ? '' : interpreters.pop();
      if (interpreter === undefined) return;
      for (const person of people) free.delete(person);
      for (const other of people.slice(1)) this.met.add(contact(people[0], other, kind));
      rows.push({ participants: people.map(({ id }) => id), slot, room: `R${rows.length + 1}`, kind, interpreter });
    };
    for (const host of [...free].filter(({ role }) => role !== 'participant')) {
      if (!free.has(host) || this.dice.chance(50)) continue;
      const fits = (guest: Person) =>
        guest !== host && guest.role !== 'topic' && !this.met.has(contact(host, guest, 'group'));
      const guests = [...free].filter(fits).slice(0, 1 + this.dice.below(3));
      if (guests.length > 0) add([host, ...guests], 'group');
    }
    for (const one of [...free]) {
      const other = [...free].find(another => another !== one && !this.met.has(contact(one, another, 'pair')));
      if (!other || !free.has(one) || [one, other].some(({ role }) => role === 'topic')) continue;
      if (this.dice.chance(70)) add([one, other], 'pair');
    }
    return rows;
  }
}

function contact(first: Person, second: Person, kind: Meeting['kind']): string {
  const ids = [first.id, second.id];
  return `${kind} ${(kind === 'pair' ? ids.sort() : ids).join(' ')}`;
}

function shareLanguage(people: readonly Person[]): boolean {
  const lists = people.flatMap(({ languages = [] }) => (languages.length > 0 ? [languages] : []));
  return lists.length === 0 || LANGUAGES.some(language => lists.every(list => list.includes(language)));
}

/** For each one-to-one and seat a wish of one side, sometimes of both; some for one of several people. */
function wishesFor(rows: readonly Row[], people: readonly Person[], dice: Dice): Wished[] {
  const wishes: Wished[] = [];
  const asked = new Set<string>();
  const personOf = new Map(people.map(person => [person.id, person]));
  const add = (from: string, to: string, kind: Meeting['kind']): void => {
    // Whoever is met for another reason would meet a wish for one of several as well.
    const isMet = (id: string) =>
      rows.some(row => row.kind === 'pair' && row.participants.includes(from) && row.participants.includes(id));
    const others = dice
      .shuffled(people)
      .filter(({ id, role }) => id !== from && id !== to && role === 'participant' && !isMet(id));
    const isChoice = kind === 'pair' && dice.chance(25);
    const wish = isChoice
      ? { from, to: `Choice ${wishes.length}`, anyOf: [to, ...others.slice(0, 2).map(({ id }) => id)] }
      : { from, to };
    if (asked.has(`${from} ${to} ${kind}`)) return;
    asked.add(`${from} ${to} ${kind}`);
    wishes.push({ ...wish, as: kind === 'group' ? 'seat' : 'pair' });
  };
  for (const { kind, participants } of rows) {
    for (const guest of participants.slice(1)) {
      const [host] = participants;
      // A wish of a host for another host is met in the other's session.
      const mustAsk = kind === 'group' && personOf.get(host)!.role === 'host' && personOf.get(guest)!.role === 'host';
      const [from, to] = mustAsk || dice.chance(50) ? [guest, host] : [host, guest];
      add(from, to, kind);
      if (!mustAsk && dice.chance(40)) add(to, from, kind);
    }
  }
  return wishes;
}
