/**
 * Slots that are too few for what is to be in them: the minimum cut of a flow from parts of seats to slots (Ford & Fulkerson
 * 1956, doi:10.4153/CJM-1956-045-5).
 */

export interface Crowd {
  /** What is to be placed, 0 to 1 of each, and where it can be. */
  readonly seats: readonly { readonly part: number; readonly slots: readonly number[] }[];
  /** What is left of each slot. */
  readonly left: Float64Array;
}

/** Less than this is nothing. */
const NOTHING = 1e-6;
/** By which a set of slots has to be too small at least. */
const LEAST_BREACH = 0.02;

/** The slots in which most is too much; `undefined` if everything fits. O(paths · seats · slots), few paths. */
export function mostCrowded({ seats, left }: Crowd): readonly number[] | undefined {
  const flow = seats.map(() => new Float64Array(left.length));
  const open = left.map(room => Math.max(0, room));
  let over = 0;
  const stuck = new Set<number>();
  seats.forEach(({ part }, from) => {
    let rest = part;
    while (rest > NOTHING) {
      const path = findPath(seats, flow, open, from);
      if (!path) break;
      rest -= push(flow, open, path, rest);
    }
    if (rest <= NOTHING) return;
    over += rest;
    stuck.add(from);
  });
  return over > LEAST_BREACH ? reachable(seats, flow, stuck) : undefined;
}

/** Seats and slots in turn, from a seat to a slot with room: through others' slots, which move on. Breadth first. */
function findPath(seats: Crowd['seats'], flow: readonly Float64Array[], open: Float64Array, from: number) {
  const seatBefore = new Int32Array(open.length).fill(-1);
  const slotBefore = new Int32Array(seats.length).fill(-1);
  const queue = [from];
  for (const seat of queue) {
    for (const t of seats[seat].slots) {
      if (seatBefore[t] >= 0) continue;
      seatBefore[t] = seat;
      if (open[t] > NOTHING) return pathTo(t, seatBefore, slotBefore, from);
      flow.forEach((parts, other) => {
        if (other === from || slotBefore[other] >= 0 || parts[t] <= NOTHING) return;
        slotBefore[other] = t;
        queue.push(other);
      });
    }
  }
  return undefined;
}

function pathTo(last: number, seatBefore: Int32Array, slotBefore: Int32Array, from: number) {
  const steps = [{ seat: seatBefore[last], slot: last }];
  while (steps[0].seat !== from) {
    const slot = slotBefore[steps[0].seat];
    steps.unshift({ seat: seatBefore[slot], slot });
  }
  return steps;
}

/** Each seat of the path comes into its slot, out of the one before. How much. */
function push(
  flow: readonly Float64Array[],
  open: Float64Array,
  path: readonly { readonly seat: number; readonly slot: number }[],
  most: number,
): number {
  const room = open[path[path.length - 1].slot];
  const amount = path.reduce(
    (least, { seat }, at) => (at === 0 ? least : Math.min(least, flow[seat][path[at - 1].slot])),
    Math.min(most, room),
  );
  path.forEach(({ seat, slot }, at) => {
    flow[seat][slot] += amount;
    if (at > 0) flow[seat][path[at - 1].slot] -= amount;
  });
  open[path[path.length - 1].slot] -= amount;
  return amount;
}

/** Slots that what is stuck could use, or what is in their way. */
function reachable(seats: Crowd['seats'], flow: readonly Float64Array[], stuck: ReadonlySet<number>): number[] {
  const slots = new Set<number>();
  const queue = [...stuck];
  const seen = new Set(queue);
  for (const seat of queue)
    for (const t of seats[seat].slots) {
      slots.add(t);
      flow.forEach((parts, other) => {
        if (seen.has(other) || parts[t] <= NOTHING) return;
        seen.add(other);
        queue.push(other);
      });
    }
  return [...slots].sort((x, y) => x - y);
}
