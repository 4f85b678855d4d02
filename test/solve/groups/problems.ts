/** Events with groups in integers, straight from lists: for engines that are to be tried before, and beside, real tables. */
import type { GroupProblem, Speech } from '../../../src/model/group-problem.js';
import type { Problem } from '../../../src/model/problem.js';
import { UNBOUNDED } from '../../../src/model/problem.js';
import { roomLimits } from '../../../src/model/room-limits.js';

export interface RawPair {
  readonly a: number;
  readonly b: number;
  readonly points: number;
  readonly must?: boolean;
  readonly lockedSlot?: number;
}
export interface RawHost {
  readonly person: number;
  readonly min: number;
  readonly max: number;
  readonly sessions: number;
  /** Indexes of rooms it may use; left out: all. */
  readonly rooms?: readonly number[];
}
export interface RawSeat {
  readonly host: number;
  readonly guest: number;
  readonly points: number;
  readonly must?: boolean;
  readonly lockedSlot?: number;
}
export interface RawRoom {
  readonly seats: number;
  readonly slots: readonly boolean[];
}
export interface Raw {
  /** Slots of each person. */
  readonly people: readonly (readonly boolean[])[];
  /** Session of each slot, non-decreasing from 0. */
  readonly stretch: readonly number[];
  readonly rooms: readonly RawRoom[];
  readonly pairs: readonly RawPair[];
  readonly hosts: readonly RawHost[];
  readonly seats: readonly RawSeat[];
  readonly parallel?: readonly number[];
  readonly minMeetings?: readonly number[];
  readonly maxMeetings?: readonly number[];
  readonly maxConsecutive?: readonly number[];
  readonly once?: readonly (readonly number[])[];
  readonly order?: readonly (readonly [number, number])[];
  readonly apart?: readonly (readonly [number, number])[];
  /** Host, slot and room. */
  readonly lockedRooms?: readonly (readonly [number, number, number])[];
  readonly speech?: Speech;
}

/** Lists one after the other, and where each begins. */
function flat(lists: readonly (readonly number[])[]) {
  const start = [0];
  for (const list of lists) start.push(start[start.length - 1] + list.length);
  return { start: Int32Array.from(start), list: Int32Array.from(lists.flat()) };
}

const list = <T>(length: number, of: (index: number) => T): T[] => Array.from({ length }, (_, index) => of(index));

/** The same as the house builds from tables. */
export function assemble(raw: Raw): GroupProblem {
  const { people, stretch, rooms, pairs, hosts, seats } = raw;
  const [P, T] = [people.length, stretch.length];
  const W = Math.max(1, Math.ceil(T / 32));
  const words = (open: (t: number) => boolean): number[] =>
    list(W, k =>
      list(32, bit => 32 * k + bit).reduce((word, t) => (t < T && open(t) ? word | (1 << (t & 31)) : word), 0),
    );
  const sets: number[][] = [];
  const kindOf = (set: readonly number[]): number => {
    const key = set.join(',');
    const known = sets.findIndex(one => one.join(',') === key);
    return known < 0 ? sets.push([...set]) - 1 : known;
  };
  const seating = (n: number, among = list(rooms.length, r => r)) => among.filter(r => rooms[r].seats >= n);
  const pairKind = kindOf(seating(2));
  const largest = hosts.map(({ max, rooms: own }) =>
    Math.max(1, Math.min(max, Math.max(0, ...seating(2, own as number[]).map(r => rooms[r].seats)) - 1)),
  );
  const sizes = Math.max(0, ...largest) + 1;
  const sizeKind = hosts.flatMap(({ rooms: own }, h) =>
    list(sizes, n => (n > largest[h] ? -1 : kindOf(seating(n + 1, own as number[])))),
  );
  const lockedRooms = (raw.lockedRooms ?? []).map(([host, slot, room]) => ({
    host,
    slot,
    kind: kindOf([room]),
    most: rooms[room].seats - 1,
  }));
  const limits = roomLimits(sets);
  const capacity = limits.sets.flatMap(set => list(T, t => set.filter(r => rooms[r].slots[t]).length));
  const lockedTo = (slot: number | undefined) => (t: number) => slot === undefined || slot === t;
  const common = (p: number, q: number, slot: number | undefined) =>
    words(t => people[p][t] && people[q][t] && lockedTo(slot)(t));
  const of = (values: readonly number[] | undefined, otherwise: number) =>
    Int32Array.from(values ?? people.map(() => otherwise));
  const incident = flat(list(P, p => [...pairs.keys()].filter(e => pairs[e].a === p || pairs[e].b === p)));
  const pairDomain = Int32Array.from(pairs.flatMap(({ a, b, lockedSlot }) => common(a, b, lockedSlot)));
  const nobody = new Int32Array(0);
  const problem: Problem = {
    event: undefined as never,
    participants: P,
    slots: T,
    meetings: pairs.length,
    words: W,
    a: Int32Array.from(pairs, ({ a }) => a),
    b: Int32Array.from(pairs, ({ b }) => b),
    points: Float64Array.from(pairs, ({ points }) => points),
    pointStep: 1,
    pointScale: 1,
    domain: pairDomain,
    unorderedDomain: pairDomain,
    order: {
      row: nobody,
      first: nobody,
      second: nobody,
      start: new Int32Array(pairs.length + 1),
      partner: nobody,
      isLater: new Uint8Array(0),
    },
    must: Uint8Array.from(pairs, ({ must }) => (must ? 1 : 0)),
    lockedSlot: Int32Array.from(pairs, ({ lockedSlot }) => lockedSlot ?? -1),
    lock: new Int32Array(pairs.length).fill(-1),
    kind: new Int32Array(pairs.length).fill(pairKind),
    rooms: rooms.map((_, r) => ({ id: `R${r}` })) as never,
    roomsAsNeeded: false,
    kindRooms: sets,
    kindInterpreters: sets.map(() => []),
    kindLimits: limits.ofKind,
    limits: limits.sets.length,
    limitSets: { rooms: limits.sets, interpreters: [] },
    hasAllLimits: limits.isWhole,
    kindSlots: sets.map(set => Int32Array.from(words(t => set.some(r => rooms[r].slots[t])))),
    capacity: Int32Array.from(capacity),
    available: Int32Array.from(people.flatMap(slots => words(t => slots[t]))),
    parallel: of(raw.parallel, 1),
    minMeetings: of(raw.minMeetings, 1),
    maxMeetings: of(raw.maxMeetings, UNBOUNDED),
    maxBreaks: of(undefined, UNBOUNDED),
    maxConsecutive: of(raw.maxConsecutive, UNBOUNDED),
    day: new Int32Array(T),
    days: 1,
    stretch: Int32Array.from(stretch),
    incidentStart: incident.start,
    incident: incident.list,
  };
  const byPoints = (x: number, y: number) => seats[y].points - seats[x].points || x - y;
  const ofHost = flat(hosts.map((_, h) => [...seats.keys()].filter(s => seats[s].host === h).sort(byPoints)));
  const once = flat(raw.once ?? []);
  const onceOf = flat(
    list(pairs.length + seats.length, i => (raw.once ?? []).flatMap((set, k) => (set.includes(i) ? [k] : []))),
  );
  const apart = flat(list(P, p => (raw.apart ?? []).flatMap(([x, y]) => (x === p ? [y] : y === p ? [x] : []))));
  return {
    pairs: problem,
    part: new Int32Array(pairs.length + seats.length),
    hosts: hosts.length,
    host: Int32Array.from(hosts, ({ person }) => person),
    groupMin: Int32Array.from(hosts, ({ min }, h) => Math.min(min, largest[h])),
    groupMax: Int32Array.from(largest),
    mostSessions: Int32Array.from(hosts, ({ sessions }) => Math.min(sessions, T)),
    hostDomain: Int32Array.from(hosts.flatMap(({ person }) => words(t => people[person][t]))),
    sizeKind: Int32Array.from(sizeKind),
    sizes,
    seats: seats.length,
    seatHost: Int32Array.from(seats, ({ host }) => host),
    seatGuest: Int32Array.from(seats, ({ guest }) => guest),
    seatPoints: Float64Array.from(seats, ({ points }) => points),
    seatDomain: Int32Array.from(
      seats.flatMap(({ host, guest, lockedSlot }) => common(hosts[host].person, guest, lockedSlot)),
    ),
    seatMust: Uint8Array.from(seats, ({ must }) => (must ? 1 : 0)),
    seatLockedSlot: Int32Array.from(seats, ({ lockedSlot }) => lockedSlot ?? -1),
    seatLock: new Int32Array(seats.length).fill(-1),
    hostStart: ofHost.start,
    seatsOfHost: ofHost.list,
    lockedRooms,
    onceStart: once.start,
    onceItems: once.list,
    onceOfStart: onceOf.start,
    onceSets: onceOf.list,
    someStart: new Int32Array(1),
    someItems: nobody,
    someWish: nobody,
    isNarrower: false,
    byHosts: undefined,
    repeats: [],
    orderFirst: Int32Array.from(raw.order ?? [], ([first]) => first),
    orderSecond: Int32Array.from(raw.order ?? [], ([, second]) => second),
    orderRow: Int32Array.from(raw.order ?? [], (_, row) => row),
    apartStart: apart.start,
    apart: apart.list,
    speech: raw.speech,
  };
}
