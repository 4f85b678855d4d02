/** One-to-ones and seats under one numbering: what both have in common, in flat arrays. */
import type { GroupProblem, ItemSlots } from '../../model/group-problem.js';
import { rangeWord } from '../../model/order-rows.js';

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
  /** Partners of item i in rows of the order: partner[orderStart[i] .. orderStart[i + 1]). */
  readonly orderStart: Int32Array;
  readonly partner: Int32Array;
  /** Beside each partner 1 if it is the later of the two. */
  readonly isLater: Uint8Array;
}

/** Lists by key as one array with starts: `lists` calls back with every (key, entry), always in the same order. */
function listsByKey(keys: number, lists: (add: (key: number, entry: number) => void) => void) {
  const start = new Int32Array(keys + 1);
  lists(key => start[key + 1]++);
  for (let key = 0; key < keys; key++) start[key + 1] += start[key];
  const next = start.slice();
  const list = new Int32Array(start[keys]);
  lists((key, entry) => {
    list[next[key]++] = entry;
  });
  return { start, list };
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
  const own = listsByKey(pairs.participants, add => {
    for (let i = 0; i < count; i++) {
      if (i < E) add(a[i], i);
      add(b[i], i);
    }
  });
  const order = listsByKey(count, add => {
    orderFirst.forEach((first, row) => {
      add(first, orderSecond[row]);
      add(orderSecond[row], first);
    });
  });
  const later = listsByKey(count, add => {
    orderFirst.forEach((first, row) => {
      add(first, 1);
      add(orderSecond[row], 0);
    });
  });
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
    orderStart: order.start,
    partner: order.list,
    isLater: Uint8Array.from(later.list),
  };
}

/** Word k of the slots that the held partners of item i in the order leave it. O(partners). */
export function orderWindow(items: Items, slots: number, slotOf: ItemSlots, i: number, k: number): number {
  let from = 0;
  let to = slots;
  for (let x = items.orderStart[i]; x < items.orderStart[i + 1]; x++) {
    const t = slotOf[items.partner[x]];
    if (t < 0) continue;
    if (items.isLater[x] === 1) to = Math.min(to, t);
    else from = Math.max(from, t + 1);
  }
  return rangeWord(k, from, to);
}

/** Whether item i in slot t is after what comes first and before what comes later. O(partners). */
export function isInOrder(items: Items, slotOf: ItemSlots, i: number, t: number): boolean {
  for (let x = items.orderStart[i]; x < items.orderStart[i + 1]; x++) {
    const other = slotOf[items.partner[x]];
    if (other >= 0 && (items.isLater[x] === 1 ? other <= t : other >= t)) return false;
  }
  return true;
}
