/** What may be asked of a synthetic event, and whether such an event can exist. */
import { UsageError } from '../errors.js';

/** People, wishes, slots and rooms of the usual sizes. */
export const SIZES = {
  S: { people: 40, wishes: 150, slots: 10, rooms: 12 },
  M: { people: 130, wishes: 700, slots: 16, rooms: 25 },
  L: { people: 1_000, wishes: 10_000, slots: 24, rooms: 150 },
  XL: { people: 10_000, wishes: 100_000, slots: 40, rooms: 1_200 },
  XXL: { people: 50_000, wishes: 1_000_000, slots: 60, rooms: 6_000 },
} as const;

/** A key of `SIZES`. */
export type Size = keyof typeof SIZES;

/** All numbers are whole. */
export interface GenerateOptions {
  /** One line, shown in the event file. */
  readonly name: string;
  /** 2 to 1,000,000. */
  readonly people: number;
  /** 1 to 5,000,000, and not more than there are pairs who may meet. */
  readonly wishes: number;
  /** 1 to 959 a day. */
  readonly slots: number;
  /** 1 to 100,000; each takes one meeting at a time. */
  readonly rooms: number;
  /** With 2, half of the people are of each side and every wish goes across; `across_sides` holds. */
  readonly sides: 1 | 2;
  /** 0: all are equally wanted; each step makes few more wanted: the best of `skew` + 1 places drawn in the order of popularity. 0 to 9. */
  readonly skew: number;
  /** Percent of the slots in which a person can meet, drawn slot by slot; everyone keeps one slot. 1 to 100. */
  readonly availability: number;
  /** Everyone lives in one of three time zones and can meet in three fifths of a day alone. */
  readonly hard: boolean;
  /** Days over which the slots are spread evenly. */
  readonly days: number;
  /** `ranks`: everyone ranks its wishes 1, 2, 3 …; `distinct`: a score for each wish that no other wish has. */
  readonly scores: 'ranks' | 'distinct';
  /** So many hold group sessions, and together get about three in ten wishes, for seats in these; fewer where they are few. */
  readonly hosts: number;
  /** Sessions that a host holds at most. 1 to 10,000. */
  readonly sessions: number;
  /** Percent of wishes that answer a wish of the other, where there is one left to answer. 0 to 100. */
  readonly mutual: number;
}

/** What a command line gives: a size, and whatever is to differ from it. */
export type GenerateRequest = { readonly size: Size; readonly name: string } & {
  readonly [Key in Exclude<keyof GenerateOptions, 'name'>]?: GenerateOptions[Key] | undefined;
};

/** Fills in the size and the defaults; hard events of a size have seven tenths of its rooms, and no gaps in people's days. */
export function settle({ size, ...given }: GenerateRequest): GenerateOptions {
  const { rooms, ...usual } = SIZES[size];
  const hard = given.hard ?? false;
  return {
    ...usual,
    rooms: hard ? Math.floor((rooms * 7) / 10) : rooms,
    ...DEFAULTS,
    availability: hard ? 100 : DEFAULTS.availability,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    name: given.name,
  };
}

/** What holds where nothing else is asked for. */
export const DEFAULTS = {
  sides: 1,
  skew: 1,
  availability: 80,
  hard: false,
  days: 1,
  scores: 'ranks',
  hosts: 0,
  sessions: 3,
  mutual: 10,
} as const satisfies Partial<GenerateOptions>;

/** Smallest and largest value of each number. */
export const RANGES = {
  people: [2, 1_000_000],
  wishes: [1, 5_000_000],
  slots: [1, 10_000],
  rooms: [1, 100_000],
  sides: [1, 2],
  skew: [0, 9],
  availability: [1, 100],
  days: [1, 366],
  hosts: [0, 1_000_000],
  sessions: [1, 10_000],
  mutual: [0, 100],
} as const satisfies Partial<Record<keyof GenerateOptions, readonly [number, number]>>;

/** Most slots of a day: one a minute from 08:00 to 23:59. */
const MOST_SLOTS_A_DAY = 959;

/** Throws UsageError if there is no such event. */
export function refuseImpossible(options: GenerateOptions): void {
  for (const [name, [least, most]] of Object.entries(RANGES)) {
    const value = options[name as keyof typeof RANGES];
    if (!Number.isInteger(value) || value < least || value > most) throw outOfRange(name, least, most, value);
  }
  const { people, wishes, slots, days, hosts, sides } = options;
  const pairs = sides === 2 ? 2 * Math.floor(people / 2) * Math.ceil(people / 2) : people * (people - 1);
  if (wishes > pairs)
    throw outOfRange(`wishes of ${people} people on ${sides === 2 ? 'two sides' : 'one side'}`, 1, pairs, wishes);
  if (hosts > people) throw outOfRange('hosts', 0, people, hosts);
  if (days > slots) throw outOfRange('days', 1, slots, days);
  const mostSlots = days * MOST_SLOTS_A_DAY;
  if (slots > mostSlots) throw outOfRange(`slots in ${days === 1 ? '1 day' : `${days} days`}`, 1, mostSlots, slots);
}

function outOfRange(name: string, least: number, most: number, value: number): UsageError {
  return new UsageError(`${name}: expected a whole number from ${least} to ${most}, got ${value}`);
}
