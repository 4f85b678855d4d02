/** Rows that may take part in a contradiction beside those that demand something: what restricts people, slots and rooms. */
import { type CitedRow, lockRow, plainRow, ruleRow } from '../model/cited-rows.js';
import {
  type Event,
  LIMITS,
  type LimitName,
  type Lock,
  type Participant,
  type Rules,
  type Wish,
} from '../model/event.js';
import { demandsMeeting } from '../model/impossible.js';
import type { ConflictRow } from '../model/outcome.js';

/** Entries of an event as they would be if a row said nothing; `undefined`: it would not be there. */
interface Changes {
  readonly participants?: readonly [id: string, change: (one: Participant, rules: Rules) => Participant];
  readonly wishes?: readonly [wish: Wish, change: (one: Wish) => Wish | undefined];
  readonly locks?: Lock;
  readonly slots?: string;
  readonly interpreters?: string;
  readonly rooms?: string;
  /** Of all participants. */
  readonly everyone?: (event: Event) => Event;
}

/** A row, and what would be else if it said nothing. */
export interface Suspect {
  readonly row: ConflictRow;
  readonly changes: Changes;
}

/** The event as it would be if none of these rows said anything. O(entries of the event + suspects). */
export function takenBack(suspects: readonly Suspect[], event: Event): Event {
  const all = <Key extends keyof Changes>(key: Key) =>
    suspects.flatMap(({ changes }) => (changes[key] === undefined ? [] : [changes[key] as NonNullable<Changes[Key]>]));
  const ruled = all('everyone').reduce((changed, change) => change(changed), event);
  // A row of participants.csv and one of a poll may be about the same person.
  const ofPerson = new Map<string, NonNullable<Changes['participants']>[1][]>();
  for (const [id, change] of all('participants')) ofPerson.set(id, [...(ofPerson.get(id) ?? []), change]);
  const ofWish = new Map(all('wishes'));
  const locks = new Set(all('locks'));
  const [slots, interpreters, rooms] = [new Set(all('slots')), new Set(all('interpreters')), new Set(all('rooms'))];
  return {
    ...ruled,
    participants: ruled.participants.map(one =>
      (ofPerson.get(one.id) ?? []).reduce((changed, change) => change(changed, ruled.rules), one),
    ),
    wishes:
      ofWish.size === 0
        ? ruled.wishes
        : Array.from(ruled.wishes, one => (ofWish.get(one) ?? same)(one)).filter(one => one !== undefined),
    locks: ruled.locks.filter(lock => !locks.has(lock)),
    slots: ruled.slots.map(one => (slots.has(one.id) ? { ...one, meetings: undefined } : one)),
    interpreters: ruled.interpreters.map(one =>
      interpreters.has(one.id) ? { ...one, ...ALWAYS, maxConsecutive: undefined } : one,
    ),
    rooms: ruled.rooms?.map(one => (rooms.has(one.id) ? { ...one, ...ALWAYS, seats: undefined, only: [] } : one)),
  };
}

function same<T>(one: T): T {
  return one;
}

/** Who or what is there in some slots only. */
interface Attending {
  readonly available: readonly string[] | undefined;
  readonly unavailable: readonly string[];
}

type Limits = Pick<Rules, LimitName>;

/** As tables and rules call them. */
const COLUMN_OF: Readonly<Record<LimitName, string>> = {
  maxMeetings: 'max_meetings',
  maxConsecutive: 'max_consecutive',
  maxBreaks: 'max_breaks',
};

const NO_LIMITS: Limits = { maxMeetings: undefined, maxConsecutive: undefined, maxBreaks: undefined };

/** An event with the demands of a contradiction alone. */
export interface Judged {
  readonly rest: Event;
  /** Its wishes, by their places in the event as it was read. */
  readonly wishes: ReadonlyMap<number, Wish>;
}

const ALWAYS: Attending = { available: undefined, unavailable: [] };

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
  return [
    ...ofRules(event),
    ...persons.flatMap(person => ofPerson(person, event.rules, rest.participants.length)),
    ...ofWishes(event, people, wishes, others),
    ...ofLocks(event, rest, demands),
    ...ofSlots(rest),
    ...ofInterpreters(rest),
    ...ofRooms(rest),
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

/** Rows of participants.csv and availability.csv. */
function ofPerson(person: Participant, rules: Rules, all: number): Suspect[] {
  const { id, line, attendance } = person;
  const suspects: Suspect[] = [];
  const columns = restricting(person, rules, all);
  if (line > 0 && columns !== '') {
    const row = { table: 'participants' as const, line, text: `what ${id} allows: ${columns}` };
    suspects.push({ row, changes: { participants: [id, (one, left) => allowingAll(one, rules, left, all)] } });
  }
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

/** Whether a limit is not the rule's. */
function isOwn(person: Participant, name: LimitName, rules: Limits): boolean {
  const limit = person[name];
  return limit !== undefined && (limit !== rules[name] || person.ownLimits?.includes(name) === true);
}

/** Columns of participants.csv that could keep a meeting from being held; for a host by default too. @param all participants */
function restricting(person: Participant, rules: Rules, all: number): string {
  const { attendance, workingHours, languages, room, group } = person;
  const { available, unavailable } = attendance ? { ...person, unavailable: attendance.others } : person;
  const ofGroup = group && {
    group_min: group.min > 1,
    group_max: group.max < all,
    sessions: group.sessions !== undefined,
  };
  return named({
    available: available !== undefined,
    unavailable: unavailable.length > 0,
    working_hours: workingHours !== undefined,
    languages: languages.length > 0,
    room: room !== undefined,
    ...Object.fromEntries(LIMITS.map(name => [COLUMN_OF[name], isOwn(person, name, rules)])),
    ...ofGroup,
  });
}

/**
 * Who could meet in any slot and room, in any language, any number of times, and if need be in a session of any size, but for what
 * polls and rules say.
 * @param rules of the event as it was read
 * @param left those that are still there, and hold for whom no row allows more
 */
function allowingAll(person: Participant, rules: Limits, left: Limits, all: number): Participant {
  const { attendance, group } = person;
  const limitOf = (key: keyof Limits) => {
    const [own, rule] = [person[key], left[key]];
    if (!isOwn(person, key, rules)) return own;
    return own === undefined || rule === undefined ? undefined : Math.max(own, rule);
  };
  return {
    ...person,
    available: undefined,
    unavailable: attendance?.unavailable ?? [],
    attendance: attendance && { ...attendance, others: [] },
    ownLimits: undefined,
    workingHours: undefined,
    languages: [],
    room: undefined,
    maxMeetings: limitOf('maxMeetings'),
    maxConsecutive: limitOf('maxConsecutive'),
    maxBreaks: limitOf('maxBreaks'),
    group: group && { min: 1, max: Math.max(all, group.max), sessions: undefined },
  };
}

/** Whom no poll and no rule restricts either. @param all participants */
export function unrestricted(person: Participant, all: number): Participant {
  return { ...allowingAll({ ...person, attendance: undefined }, NO_LIMITS, NO_LIMITS, all), ...NO_LIMITS };
}

function isAwayAtTimes({ available, unavailable }: Attending): boolean {
  return available !== undefined || unavailable.length > 0;
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

function ofInterpreters({ interpreters }: Event): Suspect[] {
  return interpreters
    .filter(one => (isAwayAtTimes(one) || one.maxConsecutive !== undefined) && one.line > 0)
    .map(({ id, line, maxConsecutive }) => {
      const text = `when ${id} is there${maxConsecutive === undefined ? '' : ', and how long without a rest'}`;
      return { row: { table: 'interpreters', line, text }, changes: { interpreters: id } };
    });
}

function ofRooms({ rooms = [] }: Event): Suspect[] {
  return rooms.flatMap(({ id, line, available, unavailable, seats, only }) => {
    const columns = named({
      available: available !== undefined,
      unavailable: unavailable.length > 0,
      seats: seats !== undefined,
      only: only.length > 0,
    });
    if (line === 0 || columns === '') return [];
    return [{ row: { table: 'rooms', line, text: `what room ${id} allows: ${columns}` }, changes: { rooms: id } }];
  });
}

/** Columns that say something. */
function named(columns: Readonly<Record<string, boolean>>): string {
  return Object.keys(columns)
    .filter(name => columns[name])
    .join(', ');
}
