/** Builds an event from the few things a test cares about; everything else has FORMATS' defaults. */
import type {
  Event,
  Interpreter,
  Lock,
  Order,
  Participant,
  Room,
  Rules,
  Slot,
  Wish,
  WishKind,
} from '../../src/model/event.js';
import type { Meeting, Schedule } from '../../src/model/schedule.js';

/** `['A', 'B']`, `['A', 'B', 2]` (rank), `['A', 'B', 'never']`, or the fields of a wish. */
export type WishSpec =
  | readonly [from: string, to: string]
  | readonly [from: string, to: string, rankOrKind: number | WishKind]
  | (Partial<Wish> & Pick<Wish, 'from' | 'to'>);

export interface EventSpec {
  /** Ids or fields; those only named in wishes and locks are added. */
  readonly participants?: readonly (string | (Partial<Participant> & Pick<Participant, 'id'>))[];
  readonly wishes?: readonly WishSpec[];
  /** How many (named `1`, `2` …), or fields; 4 unless told. */
  readonly slots?: number | readonly Partial<Slot>[];
  /** How many (named `R1`, `R2` …), or fields; `undefined`: as many as needed. */
  readonly rooms?: number | readonly Partial<Room>[] | undefined;
  readonly locks?: readonly (readonly [a: string, b: string, slot: string, room?: string])[];
  readonly order?: readonly (readonly [before: readonly [string, string], after: readonly [string, string]])[];
  /** Fields of interpreters; none unless told. */
  readonly interpreters?: readonly (Partial<Interpreter> & Pick<Interpreter, 'id' | 'languages'>)[];
  readonly rules?: Partial<Rules>;
  readonly mutualBonus?: number;
  readonly timezone?: string;
}

/** A whole event. `rules.minMeetings`, `maxMeetings`, `maxConsecutive` and `maxBreaks` reach participants without their own. */
export function makeEvent(spec: EventSpec = {}): Event {
  const rules = makeRules(spec.rules);
  const wishes = (spec.wishes ?? []).map(makeWish);
  const locks = (spec.locks ?? []).map(makeLock);
  const named = [
    ...wishes.flatMap(({ from, to, anyOf }) => [from, ...(anyOf ?? [to])]),
    ...locks.flatMap(({ participants }) => participants),
  ];
  return {
    name: 'Test event',
    timezone: spec.timezone,
    participants: makeParticipants(spec.participants ?? [], named, rules),
    wishes,
    slots: listOf(spec.slots ?? 4).map(makeSlot),
    rooms: spec.rooms === undefined ? undefined : listOf(spec.rooms).map(makeRoom),
    interpreters: (spec.interpreters ?? []).map(makeInterpreter),
    locks,
    order: (spec.order ?? []).map(makeOrder),
    rules,
    mutualBonus: spec.mutualBonus ?? 0,
    inputs: [],
  };
}

/** A schedule from `[participants joined by ;, slot, room?]`; ids `M001` …, lines from 2. */
export function makeSchedule(
  rows: readonly (readonly [people: string, slot: string | number, room?: string])[],
  changes: Partial<Meeting> = {},
): Schedule {
  const meetings = rows.map(([people, slot, room = ''], index) => ({
    id: `M${String(index + 1).padStart(3, '0')}`,
    participants: people.split(';'),
    slot: String(slot),
    room,
    kind: 'pair' as const,
    locked: false,
    interpreter: '',
    line: index + 2,
    ...changes,
  }));
  return { meetings };
}

function listOf<T>(spec: number | readonly Partial<T>[]): readonly Partial<T>[] {
  return typeof spec === 'number' ? Array.from({ length: spec }, () => ({})) : spec;
}

function makeRules(rules: Partial<Rules> = {}): Rules {
  const none = { maxMeetings: undefined, maxConsecutive: undefined, maxBreaks: undefined };
  return { acrossSides: false, acrossOrganisations: false, minMeetings: 1, allWishes: false, ...none, ...rules };
}

function makeParticipants(
  specs: NonNullable<EventSpec['participants']>,
  named: readonly string[],
  rules: Rules,
): Participant[] {
  const listed = specs.map(spec => (typeof spec === 'string' ? { id: spec } : spec));
  const known = new Set(listed.map(({ id }) => id));
  const rest = [...new Set(named)].filter(id => !known.has(id)).map(id => ({ id }));
  return [
    ...listed.map((spec, index) => makePerson(spec, rules, index + 2)),
    ...rest.map(spec => makePerson(spec, rules, 0)),
  ];
}

function makePerson(spec: Partial<Participant> & Pick<Participant, 'id'>, rules: Rules, line: number): Participant {
  return {
    name: spec.id,
    organisation: '',
    country: '',
    email: '',
    title: '',
    side: '',
    role: 'participant',
    available: undefined,
    unavailable: [],
    workingHours: undefined,
    timezone: undefined,
    languages: [],
    minMeetings: rules.minMeetings,
    maxMeetings: rules.maxMeetings,
    maxConsecutive: rules.maxConsecutive,
    maxBreaks: rules.maxBreaks,
    weight: 1,
    parallel: 1,
    room: undefined,
    offers: [],
    seeks: [],
    sectors: [],
    group: undefined,
    line,
    ...spec,
  };
}

function makeWish(spec: WishSpec, index: number): Wish {
  const blank = { kind: 'wish', as: 'pair', rank: undefined, score: undefined, session: undefined, note: '' } as const;
  const line = index + 2;
  if ('from' in spec) return { ...blank, line, ...spec };
  const [from, to, rankOrKind] = spec;
  if (typeof rankOrKind === 'string') return { ...blank, line, from, to, kind: rankOrKind };
  return { ...blank, line, from, to, rank: rankOrKind };
}

function makeSlot(spec: Partial<Slot>, index: number): Slot {
  const session = spec.date ?? '';
  const id = String(index + 1);
  return { id, date: '', start: '', end: '', session, meetings: undefined, line: index + 2, ...spec };
}

function makeRoom(spec: Partial<Room>, index: number): Room {
  const id = spec.id ?? `R${index + 1}`;
  const open = { available: undefined, unavailable: [], only: [] };
  return { name: id, seats: undefined, tables: 1, url: '', line: index + 2, ...open, ...spec, id };
}

function makeInterpreter(
  spec: Partial<Interpreter> & Pick<Interpreter, 'id' | 'languages'>,
  index: number,
): Interpreter {
  const always = { available: undefined, unavailable: [], maxConsecutive: undefined };
  return { name: spec.id, line: index + 2, ...always, ...spec };
}

function makeLock([a, b, slot, room]: NonNullable<EventSpec['locks']>[number], index: number): Lock {
  return { participants: [a, b], slot, room, line: index + 2 };
}

function makeOrder([before, after]: NonNullable<EventSpec['order']>[number], index: number): Order {
  return { before: [...before], after: [...after], line: index + 2 };
}
