/** Rows that may take part in a contradiction beside those that demand something: what restricts people, slots and rooms. */
import { type CitedRow, plainRow, ruleRow } from '../model/cited-rows.js';
import type { Event, Participant, Rules, Wish } from '../model/event.js';
import type { ConflictRow } from '../model/outcome.js';

/** A row, and an event as it would be if the row said nothing. */
export interface Suspect {
  readonly row: ConflictRow;
  without(event: Event): Event;
}

/** Who or what is there in some slots only. */
interface Attending {
  readonly available: readonly string[] | undefined;
  readonly unavailable: readonly string[];
}

type Limits = Pick<Rules, 'maxMeetings' | 'maxConsecutive' | 'maxBreaks'>;

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
 * @param others rows that keep meetings in a session or elsewhere
 */
export function suspectsOf(
  event: Event,
  { rest, wishes }: Judged,
  people: ReadonlySet<string>,
  others: readonly CitedRow[],
): Suspect[] {
  const persons = rest.participants.filter(({ id }) => people.has(id));
  return [
    ...ofRules(event, persons),
    ...persons.flatMap(person => ofPerson(person, event.rules, rest.participants.length)),
    ...ofWishes(people, wishes, others),
    ...ofLocks(event, others),
    ...ofSlots(rest),
    ...ofInterpreters(rest),
    ...ofRooms(rest),
  ];
}

/** The rules of all participants, where one of these people has no value of its own. */
function ofRules({ rules }: Event, persons: readonly Participant[]): Suspect[] {
  const limits = [
    ['maxMeetings', 'max_meetings'],
    ['maxConsecutive', 'max_consecutive'],
    ['maxBreaks', 'max_breaks'],
  ] as const;
  const apart = [
    ['acrossSides', 'across_sides'],
    ['acrossOrganisations', 'across_organisations'],
  ] as const;
  return [
    ...limits.flatMap(([key, name]) => {
      const limit = rules[key];
      if (limit === undefined || persons.every(person => person[key] !== limit)) return [];
      const row = plainRow(ruleRow(`${name}: ${limit}`));
      const free = (one: Participant): Participant => (one[key] === limit ? { ...one, [key]: undefined } : one);
      return [{ row, without: (changed: Event) => ({ ...changed, participants: changed.participants.map(free) }) }];
    }),
    ...apart.flatMap(([key, name]) => {
      if (!rules[key]) return [];
      const without = (changed: Event): Event => ({ ...changed, rules: { ...changed.rules, [key]: false } });
      return [{ row: plainRow(ruleRow(name)), without }];
    }),
  ];
}

/** Rows of participants.csv and availability.csv. */
function ofPerson(person: Participant, rules: Rules, all: number): Suspect[] {
  const { id, line, attendance } = person;
  const changing = (row: ConflictRow, change: (one: Participant) => Participant): Suspect => ({
    row,
    without: changed => ({
      ...changed,
      participants: changed.participants.map(one => (one.id === id ? change(one) : one)),
    }),
  });
  const suspects: Suspect[] = [];
  if (line > 0 && restricts(person, rules)) {
    const row = { table: 'participants' as const, line, text: `what ${id} allows` };
    suspects.push(changing(row, one => allowingAll(one, rules, all)));
  }
  if (attendance) {
    const row = { table: 'availability' as const, line: attendance.line, text: `when ${id} can meet` };
    suspects.push(changing(row, one => ({ ...one, unavailable: one.attendance?.others ?? [], attendance: undefined })));
  }
  return suspects;
}

/** Whether a row of participants.csv says anything that could keep a meeting from being held. */
function restricts(person: Participant, rules: Rules): boolean {
  const { attendance, workingHours, languages, room, group, maxMeetings, maxConsecutive, maxBreaks } = person;
  const own = attendance ? { available: person.available, unavailable: attendance.others } : person;
  const limits = [
    [maxMeetings, rules.maxMeetings],
    [maxConsecutive, rules.maxConsecutive],
    [maxBreaks, rules.maxBreaks],
  ];
  return (
    isAwayAtTimes(own) ||
    workingHours !== undefined ||
    languages.length > 0 ||
    room !== undefined ||
    group !== undefined ||
    limits.some(([limit, rule]) => limit !== undefined && limit !== rule)
  );
}

/**
 * Who could meet in any slot and room, in any language, any number of times, and if need be in a session of any size: all that its
 * own row says, but neither a poll nor a rule.
 */
function allowingAll(person: Participant, rules: Limits, all: number): Participant {
  const { attendance, group, maxMeetings, maxConsecutive, maxBreaks } = person;
  const ofRule = (limit: number | undefined, rule: number | undefined) => (limit === rule ? limit : undefined);
  return {
    ...person,
    available: undefined,
    unavailable: attendance?.unavailable ?? [],
    attendance: attendance && { ...attendance, others: [] },
    workingHours: undefined,
    languages: [],
    room: undefined,
    maxMeetings: ofRule(maxMeetings, rules.maxMeetings),
    maxConsecutive: ofRule(maxConsecutive, rules.maxConsecutive),
    maxBreaks: ofRule(maxBreaks, rules.maxBreaks),
    group: group && { min: 1, max: Math.max(all, group.max), sessions: undefined },
  };
}

/** Whom no poll and no rule restricts either. @param all participants */
export function unrestricted(person: Participant, all: number): Participant {
  const ownOnly = { ...person, attendance: undefined };
  return allowingAll(ownOnly, NO_LIMITS, all);
}

function isAwayAtTimes({ available, unavailable }: Attending): boolean {
  return available !== undefined || unavailable.length > 0;
}

/** Wishes of these people that ask for a session, or never to meet. */
function ofWishes(
  people: ReadonlySet<string>,
  wishes: ReadonlyMap<number, Wish>,
  others: readonly CitedRow[],
): Suspect[] {
  const cited = new Map(others.flatMap(row => (row.table === 'prefs' ? [[row.index, row]] : [])));
  return [...wishes].flatMap(([index, wish]) => {
    const { from, to, anyOf = [to], kind, session, line } = wish;
    const isTheirs = people.has(from) || anyOf.some(id => people.has(id));
    if (!isTheirs || kind === 'must' || (kind === 'wish' && session === undefined)) return [];
    const what = kind === 'never' ? 'must never meet' : `are wished to meet in session ${session}`;
    const row = plainRow(cited.get(index) ?? { table: 'prefs', line, index, text: `${from} and ${to} ${what}` });
    const free = (one: Wish): Wish[] => {
      if (one !== wish) return [one];
      return kind === 'never' ? [] : [{ ...one, session: undefined }];
    };
    return [{ row, without: changed => ({ ...changed, wishes: [...changed.wishes].flatMap(free) }) }];
  });
}

/** Locks that keep a meeting elsewhere than a wish for it asks for. */
function ofLocks({ locks }: Event, others: readonly CitedRow[]): Suspect[] {
  return others
    .filter(({ table }) => table === 'locks')
    .map(row => ({
      row: plainRow(row),
      without: changed => ({ ...changed, locks: changed.locks.filter(lock => lock !== locks[row.index]) }),
    }));
}

function ofSlots({ slots }: Event): Suspect[] {
  return slots
    .filter(({ meetings, line }) => meetings !== undefined && line > 0)
    .map(({ id, meetings, line }) => ({
      row: {
        table: 'slots',
        line,
        text: meetings === 0 ? `slot ${id} takes no meetings` : `slot ${id} takes ${meetings} meetings at most`,
      },
      without: changed => ({
        ...changed,
        slots: changed.slots.map(one => (one.id === id ? { ...one, meetings: undefined } : one)),
      }),
    }));
}

function ofInterpreters({ interpreters }: Event): Suspect[] {
  return interpreters
    .filter(one => isAwayAtTimes(one) && one.line > 0)
    .map(({ id, line }) => ({
      row: { table: 'interpreters', line, text: `when ${id} is there` },
      without: changed => ({
        ...changed,
        interpreters: changed.interpreters.map(one => (one.id === id ? { ...one, ...ALWAYS } : one)),
      }),
    }));
}

function ofRooms({ rooms = [] }: Event): Suspect[] {
  return rooms
    .filter(one => (isAwayAtTimes(one) || one.seats !== undefined || one.only.length > 0) && one.line > 0)
    .map(({ id, line }) => ({
      row: { table: 'rooms', line, text: `when ${id} is open, how many it seats, and who may use it` },
      without: changed => ({
        ...changed,
        rooms: changed.rooms?.map(one => (one.id === id ? { ...one, ...ALWAYS, seats: undefined, only: [] } : one)),
      }),
    }));
}
