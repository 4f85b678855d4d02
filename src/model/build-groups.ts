/** From the event in words to one-to-ones and seats in integers. */
import { buildPairs, greatestCommonDivisor } from './build.js';
import type { Event } from './event.js';
import type { GroupProblem, Speech } from './group-problem.js';
import { guestsSayWhere, Hosts } from './hosts.js';
import { Items, orderOfItems, WishSets } from './items.js';
import { Kinds } from './kinds.js';
import { type Lists, listsOf, listsOfLists } from './lists.js';
import { integerPoints, type PointUnits } from './points.js';
import { type BuildOutcome, type Contradiction, type Problem, UNBOUNDED } from './problem.js';
import { type Seat, SeatBook } from './seats.js';
import { interpreterSlots, Ways } from './speech.js';
import { WishWays } from './ways-to-meet.js';

export type GroupOutcome =
  | { readonly kind: 'built'; readonly problem: GroupProblem }
  | Exclude<BuildOutcome, { kind: 'built' }>;

/** Turns an event with group sessions or wishes for organisations into integers. O(wishes + hosts·slots + seats·slots/32). */
export function buildGroupProblem(event: Event): GroupOutcome {
  const indexOf = new Map(event.participants.map((person, index) => [person.id, index]));
  const ways = new WishWays(event, indexOf);
  const units = integerPoints(event);
  const book = new SeatBook(event, indexOf, ways, units);
  const named: Named = { event, indexOf, ways, units, book };
  if (!guestsSayWhere(event, book)) return build(named, false);
  const wide = build(named, true);
  if (wide.kind !== 'built') return wide;
  const fewer = build(named, false);
  const byHosts = fewer.kind === 'built' ? { ...fewer.problem, isNarrower: true } : 'none';
  return { kind: 'built', problem: { ...wide.problem, byHosts } };
}

/** What wishes and locks ask for, in the order of the tables. */
interface Named {
  readonly event: Event;
  readonly indexOf: ReadonlyMap<string, number>;
  readonly ways: WishWays;
  readonly units: PointUnits;
  readonly book: SeatBook;
}

/** @param anyGuest see `Hosts` */
function build({ event, indexOf, ways, units, book }: Named, anyGuest: boolean): GroupOutcome {
  const kinds = new Kinds(event, false);
  const hosts = new Hosts(event, book, kinds, anyGuest);
  const built = buildPairs(event, kinds, ways);
  if (built.kind !== 'built') return built;
  hosts.open(built.problem);
  const kept = keepSeats(event, book, hosts, built.problem);
  if ('contradictions' in kept) return { kind: 'impossible', contradictions: kept.contradictions };

  const part = Int32Array.from([...built.part!, ...kept.seats.map(seat => seat.part.number)]);
  const items = new Items(ways, built.problem, part, kept.seats);
  const sets = new WishSets(event, ways, units.ofWish, items, built.problem, kept.seats, book);
  if (sets.contradictions.length > 0) return { kind: 'impossible', contradictions: sets.contradictions };
  const pairs = withCommonStep(built.problem, [...kept.seats, ...sets.repeats]);
  const E = pairs.meetings;
  const column = (of: (seat: Seat) => number) => Int32Array.from(kept.seats, of);
  const seatHost = column(seat => hosts.numberOf.get(seat.host)!);
  const seatPoints = Float64Array.from(kept.seats, seat => seat.points / pairs.pointStep);
  const byPoints = Array.from(kept.seats.keys()).sort((x, y) => seatPoints[y] - seatPoints[x] || x - y);
  const ofHost = listsOf(hosts.count, byPoints, s => [seatHost[s]]);
  const once = listsOfLists(sets.once);
  const onceOf = listsOf(E + kept.seats.length, Array.from(sets.once.keys()), k => sets.once[k]);
  const some = listsOfLists(sets.some);
  const order = orderOfItems(event, indexOf, items);
  const apart = apartLists(pairs.participants, book);
  return {
    kind: 'built',
    problem: {
      pairs,
      part,
      hosts: hosts.count,
      host: Int32Array.from(hosts.people),
      groupMin: Int32Array.from(hosts.people, p => hosts.terms(p).min),
      groupMax: Int32Array.from(hosts.most),
      mostSessions: hosts.mostSessions(),
      hostDomain: hosts.domain,
      sizeKind: hosts.sizeKind,
      sizes: hosts.sizes,
      seats: kept.seats.length,
      seatHost,
      seatGuest: column(seat => seat.guest),
      seatPoints,
      seatDomain: kept.domain,
      seatMust: Uint8Array.from(kept.seats, seat => (seat.mustWish >= 0 || seat.lock >= 0 ? 1 : 0)),
      seatLockedSlot: column(seat => hosts.slotOfLock(seat.lock)),
      seatLock: column(seat => seat.lock),
      hostStart: ofHost.start,
      seatsOfHost: ofHost.list,
      lockedRooms: hosts.lockedRooms,
      onceStart: once.start,
      onceItems: once.list,
      onceOfStart: onceOf.start,
      onceSets: onceOf.list,
      someStart: some.start,
      someItems: some.list,
      someWish: Int32Array.from(sets.someWish),
      repeats: sets.repeats.map(one => ({ ...one, points: one.points / pairs.pointStep })),
      orderFirst: Int32Array.from(order, ({ first }) => first),
      orderSecond: Int32Array.from(order, ({ second }) => second),
      orderRow: Int32Array.from(order, ({ row }) => row),
      apartStart: apart.start,
      apart: apart.list,
      isNarrower: false,
      byHosts: undefined,
      speech: speechOf(event, pairs, kept.seats),
    },
  };
}

function keepSeats(
  event: Event,
  book: SeatBook,
  hosts: Hosts,
  pairs: Problem,
): { seats: Seat[]; domain: Int32Array } | { contradictions: Contradiction[] } {
  const { words } = pairs;
  const domain = new Int32Array(book.seats.length * words);
  const seats: Seat[] = [];
  const contradictions = [...hosts.contradictions];
  for (const seat of book.seats) {
    const possible = event.participants[seat.host].role !== 'participant' && hosts.isInOwnRoom(seat);
    if (possible && !book.forbidden(seat) && hosts.write(domain, seats.length * words, seat, pairs)) seats.push(seat);
    else if (seat.mustWish >= 0 || seat.lock >= 0) contradictions.push(book.contradiction(seat));
  }
  return contradictions.length > 0 ? { contradictions } : { seats, domain: domain.slice(0, seats.length * words) };
}

/** Points of pairs, and of what else counts, in one unit: all are whole in it. */
function withCommonStep(pairs: Problem, others: readonly { readonly points: number }[]): Problem {
  const ofPairs = pairs.meetings > 0 ? pairs.pointStep : 0;
  const step = others.reduce((divisor, { points }) => greatestCommonDivisor(divisor, points), ofPairs) || 1;
  return { ...pairs, points: pairs.points.map(points => (points * pairs.pointStep) / step), pointStep: step };
}

function apartLists(participants: number, book: SeatBook): Lists {
  const pairs = [...book.neverPairs()];
  return listsOf(
    participants,
    pairs.flatMap((_, k) => [2 * k, 2 * k + 1]),
    k => [pairs[k >> 1][k & 1]],
    k => pairs[k >> 1][1 - (k & 1)],
  );
}

function speechOf(event: Event, pairs: Problem, seats: readonly Seat[]): Speech | undefined {
  const ways = new Ways(event);
  // Where nobody says what they speak, nobody needs an interpreter.
  if (event.interpreters.length === 0 || ways.languages === 0) return undefined;
  const W = ways.words;
  const ofItem = new Int32Array((pairs.meetings + seats.length) * W);
  const write = (item: number, x: number, y: number): void => {
    const [first, second] = [ways.of(event.participants[x]), ways.of(event.participants[y])];
    for (let k = 0; k < W; k++) ofItem[item * W + k] = first[k] & second[k];
  };
  for (let e = 0; e < pairs.meetings; e++) write(e, pairs.a[e], pairs.b[e]);
  seats.forEach(({ host, guest }, s) => {
    write(pairs.meetings + s, host, guest);
  });
  const maxConsecutive = Int32Array.from(event.interpreters, ({ maxConsecutive: most = UNBOUNDED }) => most);
  return {
    languages: ways.languages,
    interpreters: event.interpreters.length,
    ways: W,
    ofItem,
    available: interpreterSlots(event),
    maxConsecutive,
  };
}
