/** From the event in words to the problem in integers. */
import { mostBusySlots, type SlotRuns, slotRuns } from './busy-slots.js';
import { Calendar } from './calendar.js';
import { Domains } from './domains.js';
import type { Event, Participant } from './event.js';
import { Apart, contradictionOf, forbiddenBy } from './impossible.js';
import { Kinds } from './kinds.js';
import { buildLimits } from './limits.js';
import { orderedDomain, orderRows } from './order-rows.js';
import { integerPoints } from './points.js';
import { type BuildOutcome, type Contradiction, hasBit, incidence, UNBOUNDED } from './problem.js';
import { type PairChoice, type WishedPairs, wishedPairs } from './wished-pairs.js';

/** 0 divides nothing but is divided by everything. O(digits). */
export function greatestCommonDivisor(x: number, y: number): number {
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

function perPerson(event: Event, of: (person: Participant) => number): Int32Array {
  return Int32Array.from(event.participants, of);
}

/** Most meetings: `max_meetings`, or fewer where rests and `max_breaks` leave fewer of the available slots. */
function maxMeetings(
  { participants }: Event,
  available: Int32Array,
  words: number,
  runs: SlotRuns,
  longest: Int32Array,
): Int32Array {
  return Int32Array.from(participants, (person, p) => {
    const { maxMeetings: most = UNBOUNDED, maxBreaks: breaks = UNBOUNDED, parallel } = person;
    if (longest[p] === UNBOUNDED && breaks === UNBOUNDED) return most;
    const isAvailable = (t: number): boolean => hasBit(available, p * words, t);
    const busy = mostBusySlots(runs, { isAvailable, longest: longest[p], breaks });
    const places = runs.day.reduce((sum, _, t) => sum + (isAvailable(t) ? 1 : 0), 0);
    return busy === places ? most : Math.min(most, busy * parallel);
  });
}

/** A maximum that no stretch of slots can exceed is none. */
function maxConsecutive(event: Event, stretch: Int32Array): Int32Array {
  const lengths = new Int32Array(stretch.length);
  for (const one of stretch) lengths[one]++;
  const longest = lengths.reduce((most, length) => Math.max(most, length), 0);
  return perPerson(event, ({ maxConsecutive: most = UNBOUNDED }) => (most < longest ? most : UNBOUNDED));
}

/** The wished pairs that can meet, in order: their ordinals among all pairs, kinds and slots. */
interface Kept {
  readonly pairs: Int32Array;
  readonly kind: Int32Array;
  readonly domain: Int32Array;
}

/** Keeps the pairs that some slot has room for and no rule forbids; a must or lock among the others is a contradiction. */
function keepPairs(
  event: Event,
  pairs: WishedPairs,
  kinds: Int32Array,
  domains: Domains,
  words: number,
): Kept | Contradiction[] {
  const kept = new Int32Array(pairs.count);
  const domain = new Int32Array(pairs.count * words);
  const apart = new Apart(event);
  const contradictions: Contradiction[] = [];
  let count = 0;
  for (let pair = 0; pair < pairs.count; pair++) {
    const demanded = pairs.mustWish[pair] >= 0 || pairs.lock[pair] >= 0;
    if (pairs.wishedBy[pair] === 0 && !demanded) continue;
    const fits = kinds[pair] >= 0 && domains.write(domain, count * words, pair, kinds[pair]);
    if (fits && !forbiddenBy(pairs, pair, apart)) kept[count++] = pair;
    else if (demanded) contradictions.push(contradictionOf(event, pairs, pair, apart));
  }
  if (contradictions.length > 0) return contradictions;
  // Copies, so that the room for the others is given back.
  const list = kept.slice(0, count);
  return { pairs: list, kind: list.map(pair => kinds[pair]), domain: domain.slice(0, count * words) };
}

/** The kind of each pair, -1 where no room or no interpreter will do, or one of the two is nobody. */
function kindsOf(event: Event, pairs: WishedPairs, kinds: Kinds): Int32Array {
  const { participants, locks } = event;
  const ofPair = new Int32Array(pairs.count).fill(-1);
  for (let pair = 0; pair < pairs.count; pair++) {
    const lock = pairs.lock[pair];
    if (pairs.wishedBy[pair] === 0 && lock < 0) continue;
    const [a, b] = [participants[pairs.a[pair]], participants[pairs.b[pair]]];
    // A topic is a table with a theme and no person.
    if (a.role !== 'topic' && b.role !== 'topic') ofPair[pair] = kinds.ofPair([a, b], locks[lock]?.room);
  }
  return ofPair;
}

/** Turns the one-to-ones of an event into integers. O(wishes + people·slots + meetings·slots/32). */
export function buildProblem(event: Event): BuildOutcome {
  const kinds = new Kinds(event, event.interpreters.length > 0);
  return buildPairs(event, kinds);
}

/**
 * @param kinds with those of meetings beside the one-to-ones, so that all share the limits
 * @param choice which one-to-ones wishes and locks ask for; by default each joins the two people it names
 */
export function buildPairs(event: Event, kinds: Kinds, choice?: PairChoice): BuildOutcome {
  const P = event.participants.length;
  const calendar = new Calendar(event);
  const W = calendar.words;
  const indexOf = new Map(event.participants.map((person, index) => [person.id, index]));
  const units = integerPoints(event);
  const available = new Int32Array(P * W);
  event.participants.forEach((person, p) => {
    calendar.write(available, p * W, person);
  });
  const pairs = wishedPairs(event, calendar, indexOf, units.ofWish, choice);
  const kindOfPair = kindsOf(event, pairs, kinds);
  const limits = buildLimits(event, kinds.rooms, calendar, kinds.needs);

  const domains = new Domains(event, calendar, pairs, available, limits.kindSlots);
  const kept = keepPairs(event, pairs, kindOfPair, domains, W);
  if (Array.isArray(kept)) return { kind: 'impossible', contradictions: kept };

  const ofKept = (list: Int32Array) => kept.pairs.map(pair => list[pair]);
  const a = ofKept(pairs.a);
  const b = ofKept(pairs.b);
  const points = Float64Array.from(
    kept.pairs,
    pair => pairs.points[pair] + (pairs.wishedBy[pair] === 3 ? units.mutualBonus : 0),
  );
  const step = points.reduce(greatestCommonDivisor, 0) || 1;
  for (let e = 0; e < points.length; e++) points[e] /= step;
  const incident = incidence(P, a, b);
  const runs = slotRuns(event);
  const { day, stretch } = runs;
  const consecutive = maxConsecutive(event, stretch);
  const must = Uint8Array.from(kept.pairs, pair => (pairs.mustWish[pair] >= 0 || pairs.lock[pair] >= 0 ? 1 : 0));
  const order = orderRows(event, indexOf, a, b);
  return {
    kind: 'built',
    part: pairs.part && ofKept(pairs.part),
    problem: {
      event,
      participants: P,
      slots: event.slots.length,
      meetings: a.length,
      words: W,
      a,
      b,
      points,
      pointStep: step,
      pointScale: units.scale,
      domain: order.row.length > 0 ? orderedDomain(kept.domain, order, must, W) : kept.domain,
      unorderedDomain: kept.domain,
      order,
      must,
      lockedSlot: kept.pairs.map(pair => domains.lockedSlot(pair)),
      lock: ofKept(pairs.lock),
      kind: kept.kind,
      rooms: kinds.rooms,
      roomsAsNeeded: event.rooms === undefined,
      ...limits,
      available,
      parallel: perPerson(event, person => person.parallel),
      minMeetings: perPerson(event, person => person.minMeetings),
      maxMeetings: maxMeetings(event, available, W, runs, consecutive),
      maxBreaks: perPerson(event, person => person.maxBreaks ?? UNBOUNDED),
      maxConsecutive: consecutive,
      stretch,
      day,
      days: day.length === 0 ? 0 : day[day.length - 1] + 1,
      incidentStart: incident.start,
      incident: incident.list,
    },
  };
}
