/**
 * What prices prove. Take any schedule of one-to-ones that keeps the rules and at least K promises; let x[e,t] be 1 if
 * meeting e is held in slot t. Each of the following holds for it, whoever wrote the prices down:
 *
 *   places    Σ_{e of p} x[e,t] ≤ parallel_p                        price π[p,t]  (rule `single-booking`)
 *   rests     Σ_{e of p, t of N} x[e,t] ≤ parallel_p (|N| − 1)       price ω[p,N]  (`single-booking`, `max-consecutive`)
 *   rooms     Σ_{e confined to S} x[e,t] ≤ tables of S open in t    price ρ[S,t]  (`room-tables`, `room-availability`)
 *   interpreters  Σ_{S, e that needs one of S, t} ι[S,t] x[e,t] ≤ Σ_i earned_i  prices ι[S,t]  (`interpreter`)
 *   meetings  Σ_e x[e,t] ≤ meetings_t                               price η[t]    (`slot-capacity`)
 *   maxima    Σ_{e of p, t} x[e,t] ≤ max_p                          price μ[p]    (`max-meetings`, `max-consecutive`, `max-breaks`)
 *   odd sets  Σ_{e of two of Q} x[e,t] ≤ ⌊Σ_{p of Q} parallel_p / 2⌋  price κ[Q,t]  (`single-booking`)
 *
 * N are `max_consecutive` + 1 neighbouring slots of one session: p is busy in all but one at most.
 * earned_i is the most that i earns at Σ_{S∋i} ι[S,t] in slots in which it is available, without more neighbouring ones of a session
 * than its `max_consecutive` (`interpreted-slots.ts`): one meeting a slot is all that it interprets.
 * max_p is `max_meetings`, or the meetings that fit the slots which `max_consecutive` and `max_breaks` let p be busy in
 * (`busy-slots.ts`), if these are fewer.
 * The row of rooms holds for every set S of them: a meeting is confined to S if all rooms that it may use (`only`, seats, own
 * rooms, locks) lie in S; it then takes one of the tables of S, and a table takes one meeting a slot. That S was found
 * by a solver does not matter. The last, as each of its meetings takes a place of two of Q in t, and is whole. With
 * y_p = min(meetings of p, promised to p) ≤ m_p and 0 ≤ θ_p ≤ σ:
 *
 *   0 ≤ σ(Σ_p y_p − K) = Σ_p θ_p y_p + Σ_p (σ − θ_p) y_p − σK ≤ Σ_p θ_p Σ_{e of p, t} x[e,t] + Σ_p (σ − θ_p) m_p − σK.
 *
 * Add that, and for each price ≥ 0 the price times what is left of its row (≥ 0), to the points Σ w_e x[e,t]. Sorted by
 * meeting, e adds in its one slot t, or nothing if it is not held,
 *
 *   w_e + θ_a + θ_b − μ_a − μ_b − π[a,t] − π[b,t] − Σ_N∋t (ω[a,N] + ω[b,N]) − η[t] − Σ_S (ρ[S,t] + ι[S,t]) − Σ_Q κ[Q,t]:
 *
 * at most its best slot's, and at most 0 if that is negative, unless it is compulsory and so is held. So
 *
 *   points ≤ Σ π·parallel + Σ ω·parallel·(|N| − 1) + Σ ρ·tables + Σ earned + Σ η·meetings + Σ μ·max + Σ κ·⌊…⌋
 *          + Σ_p (σ − θ_p) m_p − σK + Σ_e best_e,
 *
 * for any prices: bad ones only make it large. The tier `promises` is the same with w = 0, σ worth one promise and K = 0,
 * as its value is Σ y_p itself. (Geoffrion 1974, "Lagrangean relaxation for integer programming".) All is whole in one
 * common unit, and points are whole multiples of the greatest common divisor of all meetings' points: so the floor is safe.
 * Rules that are not used here (order) only take schedules away. Seats in group sessions, of
 * which several make one meeting, and wishes that any one of several people meets are beyond it: `scope.ts` refuses them.
 */
import type { BoundCertificate } from '../../model/certificate.js';
import { ExactSum, toNumber } from '../points.js';
import type { Candidates } from './candidates.js';
import type { Ground } from './ground.js';
import { dearestSlots } from './interpreted-slots.js';
import type { InterpreterChoice } from './interpreters.js';
import type { PricedSet, PriceTable } from './prices.js';
import type { RoomChoice } from './rooms.js';

/** One common unit for points and prices: all three are whole numbers of it. */
interface Units {
  /** Of a price of 1. */
  readonly price: bigint;
  /** Of a unit of the point scale; 0 where points do not count. */
  readonly point: bigint;
  /** Of a promise. */
  readonly promise: bigint;
}

/** The bound in the organiser's points, or promises. Prices must be without faults. O(wishes × slots + prices). */
export function provedBound(bound: BoundCertificate, prices: PriceTable, ground: Ground): number {
  const { decimals } = ground.scale;
  const parts = BigInt(bound.unit.parts);
  const points = BigInt(bound.unit.points);
  if (bound.tier === 'promises') {
    const units = { price: points, point: 0n, promise: parts };
    return Number(floorDivide(total(units, bound, prices, ground), parts));
  }
  const price = points * 10n ** BigInt(decimals);
  const sum = total({ price, point: parts, promise: BigInt(bound.promise) * price }, bound, prices, ground);
  const step = commonStep(ground.candidates);
  return toNumber(floorDivide(sum, parts * step) * step, decimals);
}

/** The whole right side. */
function total(units: Units, bound: BoundCertificate, prices: PriceTable, ground: Ground): bigint {
  const promises = ground.possible.reduce(
    (sum, most, p) => sum + BigInt(most) * (units.promise - units.price * BigInt(prices.promises[p])),
    -units.promise * BigInt(bound.promises),
  );
  return units.price * capacities(prices, ground) + promises + bestOfAll(units, prices, ground);
}

/** Σ price · capacity over all rows, in prices. */
function capacities(prices: PriceTable, { event, rooms: all, interpreters, most }: Ground): bigint {
  const { places, windows, maxima, rooms, meetings, odd } = prices;
  const { participants, slots } = event;
  const T = slots.length;
  let sum = 0n;
  const add = (price: number, capacity: number): void => {
    if (price > 0) sum += BigInt(price) * BigInt(capacity);
  };
  places.forEach((price, place) => void add(price, participants[Math.floor(place / T)].parallel));
  for (const { person, first, last, price } of windows) add(price, participants[person].parallel * (last - first));
  maxima.forEach((price, p) => void add(price, most[p]));
  meetings.forEach((price, t) => void add(price, slots[t].meetings ?? 0));
  for (const { people, price } of odd) {
    let all = 0;
    for (const p of people) all += participants[p].parallel;
    add(price, Math.floor(all / 2));
  }
  for (const { ids, slots: list } of rooms) {
    list.forEach((price, t) => {
      for (const id of ids) if (all.isOpen(id, t)) add(price, all.tables.get(id) ?? 0);
    });
  }
  for (const { id, maxConsecutive } of event.interpreters) {
    const wages = new Float64Array(T);
    for (const { ids, slots: list } of prices.interpreters)
      if (ids.has(id)) for (let t = 0; t < T; t++) if (interpreters.isOpen(id, t)) wages[t] += list[t];
    sum += dearestSlots(slots, t => wages[t], maxConsecutive);
  }
  return sum;
}

/** Σ best. What a meeting pays or earns is exact in doubles, as `tabulate` saw to. */
function bestOfAll(units: Units, prices: PriceTable, { candidates, event }: Ground): bigint {
  const costOf = confinedCosts(prices);
  const interpretedCostOf = interpretedCosts(prices, event.slots.length);
  const { maxima, promises } = prices;
  const places = placeCosts(prices, event.slots.length);
  const T = event.slots.length;
  const setCost = oddCosts(prices);
  const sum = new ExactSum();
  for (let c = 0; c < candidates.count; c++) {
    const [a, b] = [candidates.a[c], candidates.b[c]];
    const costs = costOf(candidates.choices[c]);
    const interpreted = interpretedCostOf(candidates.interpreted[c]);
    let least = Number.POSITIVE_INFINITY;
    for (let t = 0; t < T; t++) {
      const cost = places[a * T + t] + places[b * T + t] + costs[t] + interpreted[t] + setCost(a, b, t);
      if (cost < least && candidates.fits(c, t)) least = cost;
    }
    const earned = promises[a] + promises[b] - maxima[a] - maxima[b] - least;
    const best = units.point * BigInt(candidates.units[c]) + units.price * BigInt(earned);
    if (candidates.compulsory[c] === 1 || best > 0n) sum.add(best);
  }
  return sum.total;
}

/** What a place costs in all: people × slots. */
function placeCosts({ places, windows }: PriceTable, slots: number): Float64Array {
  const costs = places.slice();
  for (const { person, first, last, price } of windows)
    for (let t = first; t <= last; t++) costs[person * slots + t] += price;
  return costs;
}

/** What a meeting of two people pays in a slot for the sets that both belong to. */
function oddCosts({ odd }: PriceTable): (a: number, b: number, t: number) => number {
  const ofPerson = new Map<number, PricedSet[]>();
  for (const set of odd) for (const p of set.people) ofPerson.set(p, [...(ofPerson.get(p) ?? []), set]);
  return (a, b, t) => {
    let cost = 0;
    for (const { people, slot, price } of ofPerson.get(a) ?? []) if (slot === t && people.has(b)) cost += price;
    return cost;
  };
}

/** Every sum of points is a multiple of it. */
function commonStep({ units, count }: Candidates): bigint {
  let step = 0n;
  for (let c = 0; c < count && step !== 1n; c++) step = greatestDivisor(step, BigInt(units[c]));
  return step || 1n;
}

/** What meetings of a choice of rooms pay in each slot for a table and the slot. O(sets × rooms) a choice. */
function confinedCosts({ rooms, meetings }: PriceTable): (choice: RoomChoice) => Float64Array {
  const known = new Map<RoomChoice, Float64Array>();
  return choice => {
    const costs = known.get(choice) ?? meetings.slice();
    if (known.has(choice)) return costs;
    known.set(choice, costs);
    for (const { ids, slots } of rooms) {
      if (!choice.rooms || [...choice.rooms].some(id => !ids.has(id))) continue;
      for (let t = 0; t < costs.length; t++) costs[t] += slots[t];
    }
    return costs;
  };
}

/** What meetings of a choice of interpreters pay in each slot for one of them. O(sets × interpreters) a choice. */
function interpretedCosts({ interpreters }: PriceTable, slots: number): (choice: InterpreterChoice) => Float64Array {
  const known = new Map<InterpreterChoice, Float64Array>();
  return choice => {
    const costs = known.get(choice) ?? new Float64Array(slots);
    if (known.has(choice)) return costs;
    known.set(choice, costs);
    for (const { ids, slots: list } of interpreters) {
      if (!choice.interpreters || [...choice.interpreters].some(id => !ids.has(id))) continue;
      for (let t = 0; t < slots; t++) costs[t] += list[t];
    }
    return costs;
  };
}

/** Towards minus infinity; `divisor` > 0. */
function floorDivide(value: bigint, divisor: bigint): bigint {
  return value / divisor - (value % divisor < 0n ? 1n : 0n);
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}
