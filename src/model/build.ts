/** From the event in words to the problem in integers. */
import { Calendar } from './calendar.js';
import type { Event, Participant, Room } from './event.js';
import type { ConflictRow } from './outcome.js';
import { integerPoints } from './points.js';
import { type BuildOutcome, type Contradiction, clearBit, hasBit, UNBOUNDED } from './problem.js';
import { RoomKinds, roomsOf } from './room-kinds.js';
import { type RoomSet, roomLimits } from './room-limits.js';

interface Pair {
  readonly a: number;
  readonly b: number;
  points: number;
  /** Bit 0: wished by a; bit 1: wished by b. */
  wishedBy: number;
  mustWish: number;
  neverWish: number;
  lock: number;
  sessions: string[];
}

function greatestCommonDivisor(x: number, y: number): number {
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

/** Collects wishes and locks by pair. O(wishes). */
function collectPairs(event: Event, indexOf: ReadonlyMap<string, number>, points: Float64Array): Pair[] {
  const pairs = new Map<number, Pair>();
  const pairOf = (x: number, y: number): Pair => {
    const a = Math.min(x, y);
    const b = Math.max(x, y);
    const key = a * event.participants.length + b;
    let pair = pairs.get(key);
    if (!pair) {
      pair = { a, b, points: 0, wishedBy: 0, mustWish: -1, neverWish: -1, lock: -1, sessions: [] };
      pairs.set(key, pair);
    }
    return pair;
  };
  event.wishes.forEach((wish, index) => {
    const from = indexOf.get(wish.from)!;
    const pair = pairOf(from, indexOf.get(wish.to)!);
    if (wish.kind === 'never') {
      pair.neverWish = index;
      return;
    }
    pair.points += points[index];
    pair.wishedBy |= from === pair.a ? 1 : 2;
    if (pair.mustWish < 0 && (wish.kind === 'must' || event.rules.allWishes)) pair.mustWish = index;
    if (wish.session !== undefined) pair.sessions.push(wish.session);
  });
  event.locks.forEach((lock, index) => {
    pairOf(indexOf.get(lock.participants[0])!, indexOf.get(lock.participants[1])!).lock = index;
  });
  return [...pairs.values()].filter(pair => pair.wishedBy !== 0 || pair.lock >= 0);
}

interface Limits {
  readonly ofKind: readonly Int32Array[];
  readonly capacity: Int32Array;
  readonly count: number;
}

/** Room limits and slots' own limits in one table. */
function buildLimits(
  event: Event,
  rooms: readonly Room[],
  calendar: Calendar,
  kinds: readonly RoomSet[],
): Limits | undefined {
  const T = event.slots.length;
  const fromRooms = roomLimits(kinds);
  if (!fromRooms) return undefined;
  const slotBound = event.slots.some(slot => slot.meetings !== undefined);
  const count = fromRooms.sets.length + (slotBound ? 1 : 0);
  const capacity = new Int32Array(count * T);
  const masks = rooms.map(room => {
    const mask = new Int32Array(calendar.words);
    calendar.write(mask, 0, room);
    return mask;
  });
  fromRooms.sets.forEach((set, limit) => {
    for (const room of set) {
      for (let t = 0; t < T; t++) if (hasBit(masks[room], 0, t)) capacity[limit * T + t] += rooms[room].tables;
    }
  });
  if (!slotBound) return { ofKind: fromRooms.ofKind, capacity, count };
  event.slots.forEach((slot, t) => {
    capacity[(count - 1) * T + t] = slot.meetings ?? UNBOUNDED;
  });
  return { ofKind: fromRooms.ofKind.map(list => Int32Array.of(...list, count - 1)), capacity, count };
}

/** The rule that forbids the pair outright, whatever the slot. */
function forbiddenBy(event: Event, pair: Pair): 'never' | 'across-sides' | undefined {
  if (pair.neverWish >= 0) return 'never';
  if (!event.rules.acrossSides) return undefined;
  const sides = [event.participants[pair.a].side, event.participants[pair.b].side];
  return sides[0] === sides[1] || sides.includes('') ? 'across-sides' : undefined;
}

/** Names the rows by which a must or lock cannot be kept. */
function contradictionOf(event: Event, pair: Pair): Contradiction {
  const a = event.participants[pair.a];
  const b = event.participants[pair.b];
  const rows: ConflictRow[] = [];
  const lock = event.locks[pair.lock];
  if (lock) rows.push({ table: 'locks', line: lock.line, text: `${a.id} and ${b.id} are locked in slot ${lock.slot}` });
  else rows.push({ table: 'prefs', line: event.wishes[pair.mustWish].line, text: `${a.id} and ${b.id} must meet` });
  const rule = forbiddenBy(event, pair);
  if (rule === 'never') {
    rows.push({ table: 'prefs', line: event.wishes[pair.neverWish].line, text: `${a.id} and ${b.id} must never meet` });
    return { rows, explanation: 'one row demands the meeting, another forbids it' };
  }
  if (rule === 'across-sides') {
    rows.push({ table: 'event', line: 0, text: `rule across_sides: their sides are "${a.side}" and "${b.side}"` });
    return { rows, explanation: 'the rule across_sides forbids the meeting' };
  }
  for (const person of [a, b]) {
    if (person.line > 0) rows.push({ table: 'participants', line: person.line, text: `what ${person.id} allows` });
  }
  return { rows, explanation: 'no slot (and room) is left in which both may meet' };
}

function domainOf(
  event: Event,
  calendar: Calendar,
  pair: Pair,
  available: Int32Array,
  capacity: Int32Array,
  limits: ArrayLike<number> & Iterable<number>,
): Int32Array {
  const W = calendar.words;
  const T = event.slots.length;
  const mask = new Int32Array(W);
  for (let k = 0; k < W; k++) mask[k] = available[pair.a * W + k] & available[pair.b * W + k];
  for (const label of pair.sessions) {
    const session = calendar.session(label);
    for (let k = 0; k < W; k++) mask[k] &= session[k];
  }
  if (pair.lock >= 0) {
    const only = calendar.slotIndex.get(event.locks[pair.lock].slot)!;
    for (let t = 0; t < T; t++) if (t !== only) clearBit(mask, 0, t);
  }
  for (const limit of limits) for (let t = 0; t < T; t++) if (capacity[limit * T + t] < 1) clearBit(mask, 0, t);
  return mask;
}

function perPerson(event: Event, of: (person: Participant) => number): Int32Array {
  return Int32Array.from(event.participants, of);
}

function incidence(participants: number, a: Int32Array, b: Int32Array): { start: Int32Array; list: Int32Array } {
  const start = new Int32Array(participants + 1);
  for (let e = 0; e < a.length; e++) {
    start[a[e] + 1]++;
    start[b[e] + 1]++;
  }
  for (let p = 0; p < participants; p++) start[p + 1] += start[p];
  const at = start.slice();
  const list = new Int32Array(2 * a.length);
  for (let e = 0; e < a.length; e++) {
    list[at[a[e]]++] = e;
    list[at[b[e]]++] = e;
  }
  return { start, list };
}

function dayIndexes(event: Event): Int32Array {
  const days: string[] = [];
  return Int32Array.from(event.slots, slot => {
    if (days.at(-1) !== slot.date) days.push(slot.date);
    return days.length - 1;
  });
}

/** Turns the event into integers. O(wishes + people·slots + meetings·slots/32). */
export function buildProblem(event: Event): BuildOutcome {
  const P = event.participants.length;
  const calendar = new Calendar(event);
  const W = calendar.words;
  const indexOf = new Map(event.participants.map((person, index) => [person.id, index]));
  const units = integerPoints(event);
  const available = new Int32Array(P * W);
  event.participants.forEach((person, p) => {
    calendar.write(available, p * W, person);
  });
  const pairs = collectPairs(event, indexOf, units.ofWish);
  const rooms = roomsOf(event);
  const kinds = new RoomKinds(event, rooms);
  const kindOfPair = pairs.map(({ a, b, lock }) =>
    kinds.of([event.participants[a], event.participants[b]], event.locks[lock]?.room),
  );
  const limits = buildLimits(event, rooms, calendar, kinds.sets);
  if (!limits) return { kind: 'too-entangled' };

  const contradictions: Contradiction[] = [];
  const kept: { pair: Pair; kind: number; domain: Int32Array }[] = [];
  pairs.forEach((pair, index) => {
    const kind = kindOfPair[index];
    const domain = domainOf(event, calendar, pair, available, limits.capacity, limits.ofKind[kind] ?? []);
    const empty = kind < 0 || domain.every(word => word === 0);
    if (!empty && !forbiddenBy(event, pair)) kept.push({ pair, kind, domain });
    else if (pair.mustWish >= 0 || pair.lock >= 0) contradictions.push(contradictionOf(event, pair));
  });
  if (contradictions.length > 0) return { kind: 'impossible', contradictions };

  const E = kept.length;
  const a = Int32Array.from(kept, k => k.pair.a);
  const b = Int32Array.from(kept, k => k.pair.b);
  const raw = kept.map(k => k.pair.points + (k.pair.wishedBy === 3 ? units.mutualBonus : 0));
  const step = raw.reduce((g, value) => greatestCommonDivisor(g, value), 0) || 1;
  const domain = new Int32Array(E * W);
  kept.forEach((k, e) => {
    domain.set(k.domain, e * W);
  });
  const incident = incidence(P, a, b);
  const day = dayIndexes(event);
  return {
    kind: 'built',
    problem: {
      event,
      participants: P,
      slots: event.slots.length,
      meetings: E,
      words: W,
      a,
      b,
      points: Float64Array.from(raw, value => value / step),
      pointStep: step,
      pointScale: units.scale,
      domain,
      must: Uint8Array.from(kept, k => (k.pair.mustWish >= 0 || k.pair.lock >= 0 ? 1 : 0)),
      lockedSlot: Int32Array.from(kept, k =>
        k.pair.lock < 0 ? -1 : calendar.slotIndex.get(event.locks[k.pair.lock].slot)!,
      ),
      lock: Int32Array.from(kept, k => k.pair.lock),
      kind: Int32Array.from(kept, k => k.kind),
      rooms,
      roomsAsNeeded: event.rooms === undefined,
      kindRooms: kinds.sets,
      kindLimits: limits.ofKind,
      limits: limits.count,
      capacity: limits.capacity,
      available,
      parallel: perPerson(event, person => person.parallel),
      minMeetings: perPerson(event, person => person.minMeetings),
      maxMeetings: perPerson(event, person => person.maxMeetings ?? UNBOUNDED),
      maxBreaks: perPerson(event, person => person.maxBreaks ?? UNBOUNDED),
      day,
      days: day.length === 0 ? 0 : day[day.length - 1] + 1,
      incidentStart: incident.start,
      incident: incident.list,
    },
  };
}
