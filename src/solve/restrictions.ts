/** Columns of participants, rooms and interpreters that could keep a meeting from being held. */
import { type Interpreter, LIMITS, type LimitName, type Participant, type Room, type Rules } from '../model/event.js';

export type Limits = Pick<Rules, LimitName>;

/** As tables and rules call them. */
export const COLUMN_OF: Readonly<Record<LimitName, string>> = {
  maxMeetings: 'max_meetings',
  maxConsecutive: 'max_consecutive',
  maxBreaks: 'max_breaks',
};

/** What there is beside an entry. */
export interface Surroundings {
  /** Limits of the rules as they were read, and those that are left. */
  readonly rules: Limits;
  readonly left: Limits;
  /** Participants. */
  readonly all: number;
}

export interface Column<Entry> {
  readonly name: string;
  readonly restricts: (one: Entry, beside: Surroundings) => boolean;
  /** The entry as it would be if the column said nothing: no more restricted than a rule that is left has it. */
  readonly free: (one: Entry, beside: Surroundings) => Entry;
}

/** Left empty it restricts nothing. */
function ofCell<Entry>(name: string, key: keyof Entry): Column<Entry> {
  return { name, restricts: one => one[key] !== undefined, free: one => ({ ...one, [key]: undefined }) };
}

/** A list that restricts nothing without any entry. */
function ofList<Key extends string, Entry extends Readonly<Record<Key, readonly string[]>>>(
  name: string,
  key: Key,
): Column<Entry> {
  return { name, restricts: one => one[key].length > 0, free: one => ({ ...one, [key]: [] }) };
}

type Group = NonNullable<Participant['group']>;

/** Of a host. */
function ofGroup(
  name: string,
  restricts: (group: Group, all: number) => boolean,
  free: (group: Group, all: number) => Group,
): Column<Participant> {
  return {
    name,
    restricts: ({ group }, { all }) => group !== undefined && restricts(group, all),
    free: (one, { all }) => ({ ...one, group: one.group && free(one.group, all) }),
  };
}

/** Whether a limit is not the rule's. */
function isOwn(person: Participant, name: LimitName, rules: Limits): boolean {
  const limit = person[name];
  return limit !== undefined && (limit !== rules[name] || person.ownLimits?.includes(name) === true);
}

function ofLimit(key: LimitName): Column<Participant> {
  return {
    name: COLUMN_OF[key],
    restricts: (one, { rules }) => isOwn(one, key, rules),
    free: (one, { rules, left }) => {
      if (!isOwn(one, key, rules)) return one;
      const [own, rule] = [one[key], left[key]];
      const limit = own === undefined || rule === undefined ? undefined : Math.max(own, rule);
      return { ...one, [key]: limit, ownLimits: one.ownLimits?.filter(name => name !== key) };
    },
  };
}

/** What polls take away stays. */
export const OF_PARTICIPANTS: readonly Column<Participant>[] = [
  ofCell('available', 'available'),
  {
    name: 'unavailable',
    restricts: ({ attendance, unavailable }) => (attendance?.others ?? unavailable).length > 0,
    free: one => ({
      ...one,
      unavailable: one.attendance?.unavailable ?? [],
      attendance: one.attendance && { ...one.attendance, others: [] },
    }),
  },
  ofCell('working_hours', 'workingHours'),
  ofList('languages', 'languages'),
  ofCell('room', 'room'),
  ...LIMITS.map(ofLimit),
  ofGroup(
    'group_min',
    ({ min }) => min > 1,
    group => ({ ...group, min: 1 }),
  ),
  ofGroup(
    'group_max',
    ({ max }, all) => max < all,
    (group, all) => ({ ...group, max: Math.max(all, group.max) }),
  ),
  ofGroup(
    'sessions',
    ({ sessions }) => sessions !== undefined,
    group => ({ ...group, sessions: undefined }),
  ),
];

export const OF_ROOMS: readonly Column<Room>[] = [
  ofCell('available', 'available'),
  ofList('unavailable', 'unavailable'),
  ofCell('seats', 'seats'),
  ofList('only', 'only'),
];

export const OF_INTERPRETERS: readonly Column<Interpreter>[] = [
  ofCell('available', 'available'),
  ofList('unavailable', 'unavailable'),
  ofCell('max_consecutive', 'maxConsecutive'),
];

/** The entry as it would be if none of these columns said anything. O(columns). */
export function freed<Entry>(one: Entry, columns: readonly Column<Entry>[], beside: Surroundings): Entry {
  return columns.reduce((changed, column) => column.free(changed, beside), one);
}
