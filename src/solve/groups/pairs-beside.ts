/**
 * The one-to-ones of an event with sessions, where those stay as they are: an event of one-to-ones in which everyone's seats and
 * sessions are locked meetings with people who are there for nothing else. ../meetings.ts and ../breaks/agendas.ts do far better
 * with it than moves of all items do where there are many.
 */
import type { GroupProblem, ItemSlots } from '../../model/group-problem.js';
import { incidence, type Problem, setBit, UNBOUNDED } from '../../model/problem.js';
import { GuestRooms } from './guest-rooms.js';
import { setsOfPairs } from './pairs-alone.js';

/** Whether nothing but people and rooms binds one-to-ones and seats together. */
export function standAlone({ pairs, speech, orderFirst, someStart }: GroupProblem): boolean {
  return pairs.meetings > 0 && orderFirst.length === 0 && someStart.length === 1 && speech === undefined;
}

/**
 * The event with no more sessions than seats of their hosts are demanded, and with no other guests than these where a session does
 * not need them; `undefined` where no seat is demanded. O(seats · words).
 */
export function withDemandedSeats(problem: GroupProblem): GroupProblem | undefined {
  if (!problem.seatMust.includes(1)) return undefined;
  const { pairs, seats, seatHost, seatMust, groupMin, hosts } = problem;
  const { words: W } = pairs;
  const demanded = new Int32Array(hosts);
  for (let s = 0; s < seats; s++) if (seatMust[s] === 1) demanded[seatHost[s]]++;
  const seatDomain = problem.seatDomain.slice();
  for (let s = 0; s < seats; s++) {
    const h = seatHost[s];
    const isNeeded = seatMust[s] === 1 || (demanded[h] > 0 && groupMin[h] > 1);
    if (!isNeeded) seatDomain.fill(0, s * W, (s + 1) * W);
  }
  return { ...problem, seatDomain, mostSessions: problem.mostSessions.map((most, h) => Math.min(most, demanded[h])) };
}

/** A slot in which a participant is in a session. */
interface Place {
  readonly person: number;
  readonly slot: number;
}

/**
 * The first meetings are the one-to-ones, the others are locked; `undefined` where order or interpreters bind one-to-ones and
 * seats together, or a wish that either could meet is a must. O(meetings · words + seats + entries of sets).
 */
export function pairsBeside(problem: GroupProblem, slotOf: ItemSlots): Problem | undefined {
  const { pairs } = problem;
  if (!standAlone(problem)) return undefined;
  const { participants: P, meetings: E, words: W } = pairs;
  const capacity = pairs.capacity.slice();
  const places = placesInSessions(problem, slotOf, capacity);
  const n = places.length;
  const longer = <List extends Int32Array | Uint8Array | Float64Array>(list: List, value: number, each = 1): List => {
    const made = new (list.constructor as new (length: number) => List)(list.length + n * each);
    made.fill(value);
    made.set(list);
    return made;
  };
  const a = longer(pairs.a, 0);
  const b = longer(pairs.b, 0);
  const domain = longer(pairs.domain, 0, W);
  const available = longer(pairs.available, 0, W);
  const lockedSlot = longer(pairs.lockedSlot, -1);
  places.forEach(({ person, slot }, i) => {
    a[E + i] = person;
    b[E + i] = P + i;
    lockedSlot[E + i] = slot;
    setBit(domain, (E + i) * W, slot);
    setBit(available, (P + i) * W, slot);
  });
  const points = longer(pairs.points, 0);
  const isSeated = (i: number): boolean => i >= E && slotOf[i] >= 0;
  const sets = setsOfPairs(problem, E + n, isSeated, (e, fine) => {
    // The wish is met: another meeting for it is forbidden, or brings its points no more.
    if (fine === Number.POSITIVE_INFINITY) domain.fill(0, e * W, (e + 1) * W);
    else points[e] -= fine;
  });
  const { start, list } = incidence(P + n, a, b);
  const { kindLimits, kindRooms, kindInterpreters, order } = pairs;
  return {
    ...pairs,
    participants: P + n,
    meetings: E + n,
    a,
    b,
    points,
    domain,
    unorderedDomain: domain,
    order: { ...order, start: longer(order.start, 0) },
    must: longer(pairs.must, 1),
    lockedSlot,
    lock: longer(pairs.lock, -1),
    // Of no room: sessions have theirs.
    kind: longer(pairs.kind, kindLimits.length),
    kindRooms: [...kindRooms, []],
    kindInterpreters: [...kindInterpreters, []],
    kindLimits: [...kindLimits, new Int32Array(0)],
    capacity,
    available,
    parallel: longer(pairs.parallel, 1),
    minMeetings: longer(pairs.minMeetings, 0),
    maxMeetings: longer(pairs.maxMeetings, UNBOUNDED),
    maxBreaks: longer(pairs.maxBreaks, UNBOUNDED),
    maxConsecutive: longer(pairs.maxConsecutive, UNBOUNDED),
    incidentStart: start,
    incident: list,
    sets,
  };
}

/** One for each guest and host of a session; takes a room for each session off what there is. */
function placesInSessions(problem: GroupProblem, slotOf: ItemSlots, capacity: Int32Array): Place[] {
  const { pairs, seats, seatHost, seatGuest, host, hosts, sizeKind, sizes, lockedRooms } = problem;
  const { slots: T, meetings: E, kindLimits } = pairs;
  const places: Place[] = [];
  const guests: number[][] = Array.from({ length: hosts * T }, () => []);
  for (let s = 0; s < seats; s++) {
    const slot = slotOf[E + s];
    if (slot < 0) continue;
    guests[seatHost[s] * T + slot].push(seatGuest[s]);
    places.push({ person: seatGuest[s], slot });
  }
  const guestRooms = GuestRooms.of(problem);
  guests.forEach((there, cell) => {
    if (there.length === 0) return;
    const [h, slot] = [Math.floor(cell / T), cell % T];
    places.push({ person: host[h], slot });
    const locked = lockedRooms.find(one => one.host === h && one.slot === slot);
    const kind = locked?.kind ?? sizeKind[h * sizes + there.length];
    const limits = guestRooms?.limitsOf(kind, guestRooms.companyOf([...there, host[h]])) ?? kindLimits[kind];
    for (const limit of limits) capacity[limit * T + slot]--;
  });
  return places;
}
