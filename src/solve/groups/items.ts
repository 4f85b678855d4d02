/** One-to-ones and seats under one numbering: what both have in common, in flat arrays. */
import type { GroupProblem } from '../../model/group-problem.js';
import { listsOf } from '../../model/lists.js';
import { type Partners, partners } from '../../model/order-rows.js';
import { countBits } from '../../model/problem.js';
import { type Overfull, overfullAgenda } from '../overfull.js';

export interface Items {
  readonly count: number;
  /** Items before this one are one-to-ones; item i from here on is seat i − pairs. */
  readonly pairs: number;
  /** First person of each item: of a seat, its host. */
  readonly a: Int32Array;
  /** Second person: of a seat, its guest. */
  readonly b: Int32Array;
  readonly points: Float64Array;
  readonly must: Uint8Array;
  /** Number of musts. */
  readonly musts: number;
  /** items × words. */
  readonly domain: Int32Array;
  /** Index of each participant into the hosts, -1 for others. */
  readonly hostIndex: Int32Array;
  /** Items of participant p as one of a pair or as a guest: own[ownStart[p] .. ownStart[p + 1]). */
  readonly ownStart: Int32Array;
  readonly own: Int32Array;
  /** Which items come before and after which. */
  readonly order: Partners;
}

/** O(items + people + rows of the order). */
export function itemsOf(problem: GroupProblem): Items {
  const { pairs, seats, host, seatHost, seatGuest, orderFirst, orderSecond } = problem;
  const E = pairs.meetings;
  const count = E + seats;
  const joined = <Numbers extends Int32Array | Float64Array | Uint8Array>(
    whole: Numbers,
    one: Numbers,
    two: Numbers,
  ) => {
    whole.set(one.subarray(0, whole.length - two.length));
    whole.set(two, whole.length - two.length);
    return whole;
  };
  const a = joined(
    new Int32Array(count),
    pairs.a,
    seatHost.map(h => host[h]),
  );
  const b = joined(new Int32Array(count), pairs.b, seatGuest);
  const must = joined(new Uint8Array(count), pairs.must, problem.seatMust);
  const hostIndex = new Int32Array(pairs.participants).fill(-1);
  host.forEach((p, h) => {
    hostIndex[p] = h;
  });
  const own = listsOf(
    pairs.participants,
    Array.from({ length: count }, (_, i) => i),
    i => (i < E ? [a[i], b[i]] : [b[i]]),
  );
  return {
    count,
    pairs: E,
    a,
    b,
    points: joined(new Float64Array(count), pairs.points, problem.seatPoints),
    must,
    musts: must.reduce((sum, one) => sum + one, 0),
    domain: joined(new Int32Array(count * pairs.words), pairs.domain, problem.seatDomain),
    hostIndex,
    ownStart: own.start,
    own: own.list,
    order: partners(count, orderFirst, orderSecond),
  };
}

/** How many there are, each times its slots. O(words of `domain`). */
export function placesOf({ domain }: Pick<Items, 'domain'>): number {
  return countBits(domain);
}

/**
 * Demanded items that are more than somebody has places for in its agenda, or in its sessions; rows of the order taken into account or
 * not as the domain does.
 */
export function overfullItems(
  { pairs, hosts, host, hostStart, seatsOfHost, groupMax, mostSessions }: GroupProblem,
  { ownStart, own }: Items,
  isDemanded: (i: number) => boolean,
  domain: Int32Array,
): Overfull | undefined {
  const itemsOf = (p: number) => Array.from(own.subarray(ownStart[p], ownStart[p + 1])).filter(isDemanded);
  const agenda = overfullAgenda(pairs, itemsOf, domain);
  if (agenda) return agenda;
  const seatsOf = (h: number) =>
    Array.from(seatsOfHost.subarray(hostStart[h], hostStart[h + 1]), s => pairs.meetings + s).filter(isDemanded);
  const most = groupMax.map((guests, h) => guests * mostSessions[h]);
  const sessions = { ...pairs, participants: hosts, parallel: groupMax, maxMeetings: most };
  const found = overfullAgenda(sessions, seatsOf, domain);
  return found && { ...found, participant: host[found.participant!], areSeats: true };
}
