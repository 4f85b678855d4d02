/**
 * Slots in which fewer people can meet than there are rooms: at the ends of the day of another time zone. How many meetings such a
 * slot takes is a greatest matching, and prices of the people that cover all its meetings (Kőnig 1931; without sides in halves,
 * Balinski 1965) do what rent does in the others, at less. The flow finds both.
 */
import { hasBit, type Problem, UNBOUNDED } from '../model/problem.js';
import type { AlikeSlots } from './alike-slots.js';
import type { Budget } from './budget.js';
import type { Duals, PromiseTerms } from './duals.js';
import { type FlowSelection, selectByFlow } from './selection/flow.js';
import { totalLimit } from './selection/potentials.js';

/** A slot, and in halves what each participant bears of its rent. */
interface ShortSlot {
  readonly slot: number;
  readonly cover: Int8Array;
}

/**
 * The flow's selection and prices.
 * @param looks whether slots are looked at: time that only a huge event gets back
 * @param alike given: alike slots are looked at once
 */
export async function selectFitting(
  problem: Problem,
  terms: PromiseTerms,
  budget: Budget,
  looks: boolean,
  alike: AlikeSlots | undefined,
): Promise<FlowSelection> {
  if (!looks) return selectByFlow(problem, terms, budget);
  return (await ShortSlots.of(problem, alike, budget)).select(terms, budget);
}

export class ShortSlots {
  private constructor(
    private readonly problem: Problem,
    /** The limit that counts all meetings, -1 if none does. */
    private readonly limit: number,
    private readonly short: readonly ShortSlot[],
  ) {}

  /**
   * O(kinds of slots · meetings), and a flow for each kind in which half of the rooms might stay empty.
   * @param alike given: alike slots are looked at once
   */
  static async of(problem: Problem, alike: AlikeSlots | undefined, budget: Budget): Promise<ShortSlots> {
    const { slots: T, capacity } = problem;
    const limit = totalLimit(problem);
    const known = new Map<number, Int8Array | undefined>();
    const short: ShortSlot[] = [];
    for (let slot = 0; slot < T && limit >= 0; slot++) {
      const kind = alike?.kindOf[slot] ?? slot;
      if (!known.has(kind)) known.set(kind, await coverOf(problem, slot, capacity[limit * T + slot], budget));
      const cover = known.get(kind);
      if (cover) short.push({ slot, cover });
    }
    return new ShortSlots(problem, limit, short);
  }

  /** The flow's selection where such slots take no more than they can, and its prices. */
  async select(terms: PromiseTerms, budget: Budget): Promise<FlowSelection> {
    const { problem, limit } = this;
    const capacity = problem.capacity.slice();
    for (const { slot, cover } of this.short) capacity[limit * problem.slots + slot] = mostOf(problem, cover);
    const { fraction, duals } = await selectByFlow({ ...problem, capacity }, terms, budget);
    return { fraction, duals: this.relieve(duals) };
  }

  /** Prices that prove no less: people who cover a slot's meetings pay its rent. O(people · slots). */
  relieve(duals: Duals): Duals {
    const { problem, limit, short } = this;
    const { participants: P, slots: T } = problem;
    if (short.length === 0) return duals;
    const double = (list: Float64Array): Float64Array => list.map(price => 2 * price);
    const pi = double(duals.pi);
    const rho = double(duals.rho);
    for (const { slot, cover } of short) {
      const rent = duals.rho[limit * T + slot];
      rho[limit * T + slot] = 0;
      for (let p = 0; p < P; p++) pi[p * T + slot] += rent * cover[p];
    }
    const { unit, mu, theta, sigma } = duals;
    return { unit: 2 * unit, pi, rho, mu: double(mu), theta: double(theta), sigma: 2 * sigma };
  }
}

/** Meetings that a slot takes at most, by those who cover them. */
function mostOf({ parallel }: Problem, cover: Int8Array): number {
  return Math.floor(cover.reduce((sum, half, p) => sum + half * parallel[p], 0) / 2);
}

/** `undefined` where all rooms of a slot can be used, or it has none. */
async function coverOf(problem: Problem, slot: number, rooms: number, budget: Budget): Promise<Int8Array | undefined> {
  const { words: W, domain, participants: P } = problem;
  if (rooms === 0 || fills(problem, slot, rooms)) return undefined;
  const meetings = Int32Array.from(problem.kind.keys()).filter(e => hasBit(domain, e * W, slot));
  if (meetings.length === 0) return undefined;
  const terms = { possible: new Int32Array(P), total: 0, target: 0 };
  const { duals } = await selectByFlow(inOneSlot(problem, meetings), terms, budget);
  const cover = Int8Array.from(duals.pi, price => Math.min(2, (2 * price) / duals.unit));
  const covers = meetings.every(e => cover[problem.a[e]] + cover[problem.b[e]] >= 2);
  return covers && mostOf(problem, cover) < rooms ? cover : undefined;
}

/** Whether the meetings that may take place in a slot fill so many rooms as they come. O(meetings), less the sooner they do. */
function fills(
  { participants, meetings: E, words: W, a, b, parallel, domain }: Problem,
  slot: number,
  rooms: number,
): boolean {
  const used = new Int32Array(participants);
  let held = 0;
  for (let e = 0; e < E; e++) {
    if (!hasBit(domain, e * W, slot) || used[a[e]] >= parallel[a[e]] || used[b[e]] >= parallel[b[e]]) continue;
    used[a[e]]++;
    used[b[e]]++;
    if (++held === rooms) return true;
  }
  return false;
}

/** These meetings, of one point each, in a single slot with rooms for all. */
function inOneSlot(problem: Problem, meetings: Int32Array): Problem {
  const { participants: P, a, b, limits } = problem;
  const incidentStart = new Int32Array(P + 1);
  for (const e of meetings) {
    incidentStart[a[e] + 1]++;
    incidentStart[b[e] + 1]++;
  }
  for (let p = 0; p < P; p++) incidentStart[p + 1] += incidentStart[p];
  const end = incidentStart.slice();
  const incident = new Int32Array(2 * meetings.length);
  meetings.forEach((e, i) => {
    incident[end[a[e]]++] = i;
    incident[end[b[e]]++] = i;
  });
  return {
    ...problem,
    slots: 1,
    words: 1,
    meetings: meetings.length,
    a: meetings.map(e => a[e]),
    b: meetings.map(e => b[e]),
    points: new Float64Array(meetings.length).fill(1),
    domain: new Int32Array(meetings.length).fill(1),
    available: new Int32Array(P).fill(1),
    maxMeetings: new Int32Array(P).fill(UNBOUNDED),
    capacity: new Int32Array(limits).fill(meetings.length),
    lockedSlot: new Int32Array(meetings.length).fill(-1),
    kind: meetings.map(e => problem.kind[e]),
    incidentStart,
    incident,
  };
}
