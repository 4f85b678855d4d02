/** Rows that may take part in a contradiction beside those that demand something: what restricts people, slots and rooms. */
import { type CitedRow, lockRow, plainRow, ruleRow } from '../model/cited-rows.js';
import {
  type Event,
  type Interpreter,
  LIMITS,
  type Lock,
  type Participant,
  type Room,
  type Wish,
} from '../model/event.js';
import { demandsMeeting } from '../model/impossible.js';
import type { ConflictRow } from '../model/outcome.js';
import {
  COLUMN_OF,
  type Column,
  freed,
  type Limits,
  OF_INTERPRETERS,
  OF_PARTICIPANTS,
  OF_ROOMS,
  type Surroundings,
} from './restrictions.js';

/** What becomes of an entry under the rules that are left. */
type Change<Entry> = (one: Entry, rules: Limits) => Entry;
type ChangeOf<Entry> = readonly [id: string, change: Change<Entry>];

/** Entries of an event as they would be if a row said nothing; `undefined`: it would not be there. */
interface Changes {
  readonly participants?: ChangeOf<Participant>;
  readonly wishes?: readonly [wish: Wish, change: (one: Wish) => Wish | undefined];
  readonly locks?: Lock;
  readonly slots?: string;
  readonly interpreters?: ChangeOf<Interpreter>;
  readonly rooms?: ChangeOf<Room>;
  /** Of all participants. */
  readonly everyone?: (event: Event) => Event;
}

/** A row, and what would be else if it said nothing. */
export interface Suspect {
  readonly row: ConflictRow;
  readonly changes: Changes;
  /** Of its columns that restrict, what would be else if one said nothing: which of them are to blame belongs to the row's text. */
  readonly columns?: readonly { readonly name: string; readonly changes: Changes }[];
}

/** The event as it would be if none of these rows said anything. O(entries of the event + suspects). */
export function takenBack(suspects: readonly Pick<Suspect, 'changes'>[], event: Event): Event {
  const all = <Key extends keyof Changes>(key: Key) =>
    suspects.flatMap(({ changes }) => (changes[key] === undefined ? [] : [changes[key] as NonNullable<Changes[Key]>]));
  const ruled = all('everyone').reduce((changed, change) => change(changed), event);
  // A row of participants.csv and one of a poll may be about the same person.
  const ofPerson = byId(all('participants'));
  const [ofInterpreter, ofRoom] = [byId(all('interpreters')), byId(all('rooms'))];
  const ofWish = new Map(all('wishes'));
  const locks = new Set(all('locks'));
  const slots = new Set(all('slots'));
  return {
    ...ruled,
    participants: ruled.participants.map(one => changedBy(ofPerson.get(one.id), one, ruled.rules)),
    wishes:
      ofWish.size === 0
        ? ruled.wishes
        : Array.from(ruled.wishes, one => (ofWish.get(one) ?? same)(one)).filter(one => one !== undefined),
    locks: ruled.locks.filter(lock => !locks.has(lock)),
    slots: ruled.slots.map(one => (slots.has(one.id) ? { ...one, meetings: undefined } : one)),
    interpreters: ruled.interpreters.map(one => changedBy(ofInterpreter.get(one.id), one, ruled.rules)),
    rooms: ruled.rooms?.map(one => changedBy(ofRoom.get(one.id), one, ruled.rules)),
  };
}

function byId<Entry>(changes: readonly ChangeOf<Entry>[]): Map<string, Change<Entry>[]> {
  const found = new Map<string, Change<Entry>[]>();
  for (const [id, change] of changes) found.set(id, [...(found.get(id) ?? []), change]);
  return found;
}

function changedBy<Entry>(changes: readonly Change<Entry>[] = [], one: Entry, rules: Limits): Entry {
  return changes.reduce((changed, change) => change(changed, rules), one);
}

function same<T>(one: T): T {
  return one;
}

const NO_LIMITS: Limits = { maxMeetings: undefined, maxConsecutive: undefined, maxBreaks: undefined };

/** An event with the demands of a contradiction alone. */
export interface Judged {
  readonly rest: Event;
  /** Its wishes, by their places in the event as it was read. */
  readonly wishes: ReadonlyMap<number, Wish>;
}

/**
 * By table, in the order of its rows. Those that restrict nothing are left out.
 * @param event as it was read
 * @param people ids of those whom the contradiction is about
 * @param demands what contradicts itself
 * @param others rows that keep its meetings in a session or elsewhere
 */
export function suspectsOf(
  event: Event,
  { rest, wishes }: Judged,
  people: ReadonlySet<string>,
  demands: readonly CitedRow[],
  others: readonly CitedRow[],
): Suspect[] {
  const persons = rest.participants.filter(({ id }) => people.has(id));
  const beside = { rules: event.rules, left: event.rules, all: rest.participants.length };
  return [
    ...ofRules(event),
    ...persons.flatMap(person => ofPerson(person, beside)),
    ...ofWishes(event, people, wishes, others),
    ...ofLocks(event, rest, demands),
    ...ofSlots(rest),
    ...ofInterpreters(rest, beside),
    ...ofRooms(rest, beside),
  ];
}

/** The rules of all participants: limits hold for whom no row has one of its own, or would if that row were not there. */
function ofRules({ rules }: Event): Suspect[] {
  const apart = [
    ['acrossSides', 'across_sides'],
    ['acrossOrganisations', 'across_organisations'],
  ] as const;
  return [
    ...LIMITS.flatMap(key => {
      const limit = rules[key];
      if (limit === undefined) return [];
      const isTheRule = (one: Participant): boolean => one[key] === limit && !one.ownLimits?.includes(key);
      const row = plainRow(ruleRow(`${COLUMN_OF[key]}: ${limit}`));
      const free = (one: Participant): Participant => (isTheRule(one) ? { ...one, [key]: undefined } : one);
      const everyone = (changed: Event): Event => ({
        ...changed,
        rules: { ...changed.rules, [key]: undefined },
        participants: changed.participants.map(free),
      });
      return [{ row, changes: { everyone } }];
    }),
    ...apart.flatMap(([key, name]) => {
      if (!rules[key]) return [];
      const everyone = (changed: Event): Event => ({ ...changed, rules: { ...changed.rules, [key]: false } });
      return [{ row: plainRow(ruleRow(name)), changes: { everyone } }];
    }),
  ];
}

/**
 * A row as its columns have it; nothing where none of them restricts.
 * @param inEvent the change of its entry as one of the event
 */
function ofColumns<Entry extends { readonly id: string; readonly line: number }>(
  table: ConflictRow['table'],
  text: string,
  one: Entry,
  columns: readonly Column<Entry>[],
  beside: Surroundings,
  inEvent: (change: ChangeOf<Entry>) => Changes,
): Suspect[] {
  const restricting = columns.filter(({ restricts }) => restricts(one, beside));
  if (one.line === 0 || restricting.length === 0) return [];
  const without = (some: readonly Column<Entry>[]): Changes =>
    inEvent([one.id, (entry, left) => freed(entry, some, { ...beside, left })]);
  const row = { table, line: one.line, text };
  return [
    {
      row,
      changes: without(columns),
      columns: restricting.map(column => ({ name: column.name, changes: without([column]) })),
    },
  ];
}

/** Rows of participants.csv and availability.csv. */
function ofPerson(person: Participant, beside: Surroundings): Suspect[] {
  const { id, attendance } = person;
  const text = `what ${id} allows`;
  const suspects = ofColumns('participants', text, person, OF_PARTICIPANTS, beside, participants => ({ participants }));
  if (attendance) {
    const row = { table: 'availability' as const, line: attendance.line, text: `when ${id} can meet` };
    const change = (one: Participant) => ({
      ...one,
      unavailable: one.attendance?.others ?? [],
      attendance: undefined,
    });
    suspects.push({ row, changes: { participants: [id, change] } });
  }
  return suspects;
}

/** Whom no poll and no rule restricts either. @param all participants */
export function unrestricted(person: Participant, all: number): Participant {
  const beside = { rules: NO_LIMITS, left: NO_LIMITS, all };
  return { ...freed({ ...person, attendance: undefined }, OF_PARTICIPANTS, beside), ...NO_LIMITS };
}

/** Wishes of these people that ask for a session, or never to meet. */
function ofWishes(
  event: Event,
  people: ReadonlySet<string>,
  wishes: ReadonlyMap<number, Wish>,
  others: readonly CitedRow[],
): Suspect[] {
  const cited = new Map(others.flatMap(row => (row.table === 'prefs' ? [[row.index, row]] : [])));
  return [...wishes].flatMap(([index, wish]) => {
    const { from, to, anyOf = [to], kind, session, line } = wish;
    const isTheirs = people.has(from) || anyOf.some(id => people.has(id));
    if (!isTheirs || kind === 'must' || (kind === 'wish' && session === undefined)) return [];
    const what = demandsMeeting(event.wishes.at(index)!, event.rules) ? 'must' : 'are wished to';
    const does = kind === 'never' ? 'must never meet' : `${what} meet in session ${session}`;
    const row = plainRow(cited.get(index) ?? { table: 'prefs', line, index, text: `${from} and ${to} ${does}` });
    const change = (one: Wish) => (kind === 'never' ? undefined : { ...one, session: undefined });
    return [{ row, changes: { wishes: [wish, change] } }];
  });
}

/** Locks that are not what contradicts itself: they keep meetings elsewhere, which could be a help. */
function ofLocks(event: Event, rest: Event, demands: readonly CitedRow[]): Suspect[] {
  const isDemand = (index: number) => demands.some(row => row.table === 'locks' && row.index === index);
  return event.locks.flatMap((lock, index) => {
    if (isDemand(index) || !rest.locks.includes(lock)) return [];
    return [{ row: plainRow(lockRow(event, index)), changes: { locks: lock } }];
  });
}

function ofSlots({ slots }: Event): Suspect[] {
  return slots
    .filter(({ meetings, line }) => meetings !== undefined && line > 0)
    .map(({ id, meetings, line }) => {
      const text = meetings === 0 ? `slot ${id} takes no meetings` : `slot ${id} takes ${meetings} meetings at most`;
      return { row: { table: 'slots', line, text }, changes: { slots: id } };
    });
}

function ofInterpreters({ interpreters }: Event, beside: Surroundings): Suspect[] {
  return interpreters.flatMap(one => {
    const text = `what interpreter ${one.id} allows`;
    return ofColumns('interpreters', text, one, OF_INTERPRETERS, beside, interpreters => ({ interpreters }));
  });
}

function ofRooms({ rooms = [] }: Event, beside: Surroundings): Suspect[] {
  return rooms.flatMap(one =>
    ofColumns('rooms', `what room ${one.id} allows`, one, OF_ROOMS, beside, rooms => ({ rooms })),
  );
}
