/**
 * What prices prove. Take any schedule of one-to-ones that keeps the rules and at least K promises; let x[e,t] be 1 if
 * meeting e is held in slot t. Each of the following holds for it, whoever wrote the prices down:
 *
 *   places    Σ_{e of p} x[e,t] ≤ parallel_p                        price π[p,t]  (rule `single-booking`)
 *   rooms     Σ_{e confined to S} x[e,t] ≤ tables of S open in t    price ρ[S,t]  (`room-tables`, `room-availability`)
 *   meetings  Σ_e x[e,t] ≤ meetings_t                               price η[t]    (`slot-capacity`)
 *   maxima    Σ_{e of p, t} x[e,t] ≤ max_p                          price μ[p]    (`max-meetings`)
 *
 * The second holds for every set S of rooms: a meeting is confined to S if all rooms that it may use (`only`, seats, own
 * rooms, locks) lie in S; it then takes one of the tables of S, and a table takes one meeting a slot. That S was found
 * by a solver does not matter. With y_p = min(meetings of p, promised to p) ≤ m_p and 0 ≤ θ_p ≤ σ:
 *
 *   0 ≤ σ(Σ_p y_p − K) = Σ_p θ_p y_p + Σ_p (σ − θ_p) y_p − σK ≤ Σ_p θ_p Σ_{e of p, t} x[e,t] + Σ_p (σ − θ_p) m_p − σK.
 *
 * Add that, and for each price ≥ 0 the price times what is left of its row (≥ 0), to the points Σ w_e x[e,t]. Sorted by
 * meeting, e adds w_e + θ_a + θ_b − μ_a − μ_b − π[a,t] − π[b,t] − η[t] − Σ_S ρ[S,t] in its one slot t, or nothing if it
 * is not held: at most its best slot's, and at most 0 if that is negative, unless it is compulsory and so is held. So
 *
 *   points ≤ Σ π·parallel + Σ ρ·tables + Σ η·meetings + Σ μ·max + Σ_p (σ − θ_p) m_p − σK + Σ_e best_e,
 *
 * for any prices: bad ones only make it large. The tier `promises` is the same with w = 0, σ worth one promise and K = 0,
 * as its value is Σ y_p itself. (Geoffrion 1974, "Lagrangean relaxation for integer programming".) All is whole in one
 * common unit, and points are whole multiples of the greatest common divisor of all meetings' points: so the floor is safe.
 * Rules that are not used here (breaks, order, interpreters) only take schedules away.
 */
import type { BoundCertificate } from '../../model/certificate.js';
import { toNumber } from '../points.js';
import { type Candidate, fits, type Ground } from './ground.js';
import type { PriceTable } from './prices.js';

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
  const step = ground.candidates.reduce((divisor, { units }) => greatestDivisor(divisor, units), 0n) || 1n;
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
function capacities({ places, maxima, rooms, meetings }: PriceTable, { event, rooms: all }: Ground): bigint {
  const { participants, slots } = event;
  const T = slots.length;
  let sum = 0n;
  const add = (price: number, capacity: number): void => {
    if (price > 0) sum += BigInt(price) * BigInt(capacity);
  };
  places.forEach((price, place) => void add(price, participants[Math.floor(place / T)].parallel));
  maxima.forEach((price, p) => void add(price, participants[p].maxMeetings ?? 0));
  meetings.forEach((price, t) => void add(price, slots[t].meetings ?? 0));
  for (const { ids, slots: list } of rooms) {
    list.forEach((price, t) => {
      for (const id of ids) if (all.isOpen(id, t)) add(price, all.tables.get(id) ?? 0);
    });
  }
  return sum;
}

/** Σ best. What a meeting pays or earns is exact in doubles, as `tabulate` saw to. */
function bestOfAll(units: Units, prices: PriceTable, { candidates, open, event }: Ground): bigint {
  const costOf = confinedCosts(prices);
  const { places, maxima, promises } = prices;
  const T = event.slots.length;
  let sum = 0n;
  for (const candidate of candidates) {
    const { a, b, choice, compulsory } = candidate;
    const costs = costOf(choice);
    let least = Number.POSITIVE_INFINITY;
    for (let t = 0; t < T; t++) {
      if (!fits(open, candidate, t, T)) continue;
      const cost = places[a * T + t] + places[b * T + t] + costs[t];
      if (cost < least) least = cost;
    }
    const earned = promises[a] + promises[b] - maxima[a] - maxima[b] - least;
    const best = units.point * candidate.units + units.price * BigInt(earned);
    if (compulsory || best > 0n) sum += best;
  }
  return sum;
}

/** What meetings of a choice of rooms pay in each slot for a table and the slot. O(sets × rooms) a choice. */
function confinedCosts({ rooms, meetings }: PriceTable): (choice: Candidate['choice']) => Float64Array {
  const known = new Map<Candidate['choice'], Float64Array>();
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

/** Towards minus infinity; `divisor` > 0. */
function floorDivide(value: bigint, divisor: bigint): bigint {
  return value / divisor - (value % divisor < 0n ? 1n : 0n);
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}
