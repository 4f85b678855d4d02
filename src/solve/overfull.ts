/**
 * Demands that are more than an agenda, or the rooms, have places for: counting that needs no engine, and names few rows even
 * in the largest events (Hall 1935, doi:10.1112/jlms/s1-10.37.26).
 */
import { hasBit, type Problem, UNBOUNDED } from '../model/problem.js';

/** Whose time is counted. */
export type Agendas = Pick<Problem, 'participants' | 'slots' | 'words' | 'parallel' | 'maxMeetings'>;

/** Demands of which all but one find places, whichever that one is; nothing else that may stand in the way is counted. */
export interface Overfull {
  /** The participant whose agenda it is; `undefined`: it is the rooms and interpreters that are too few. */
  readonly participant: number | undefined;
  /** In the order they were given. */
  readonly demands: readonly number[];
  /** A slot of each of them, by demand: all but one. */
  readonly slotOf: ReadonlyMap<number, number>;
  /** Whether they are seats in the participant's sessions. */
  readonly areSeats?: boolean;
  /** Other participants of whom too much is demanded as well. */
  readonly others: number;
}

/** What an attempt to place one more demand of very many may look at, of all the room there is. */
const MOST_LOOKED_AT = 2e7;

/**
 * The fewest demands that one agenda has too few places for: as many as its maximum and one more, or some that have fewer slots
 * than there are of them. O(demands² · slots) a participant, and hardly more than O(demands · slots) where the demands fit.
 * @param demandsOf demands that each take one place of the participant's in one of their slots, and count as one meeting
 * @param domain slots of each demand: demands × words
 */
export function overfullAgenda(
  agendas: Agendas,
  demandsOf: (p: number) => readonly number[],
  domain: Int32Array,
): Overfull | undefined {
  let fewest: Overfull | undefined;
  let overfull = 0;
  for (let p = 0; p < agendas.participants; p++) {
    const demands = demandsOf(p);
    if (demands.length === 0) continue;
    const places = new Places(agendas, domain, () => agendas.parallel[p], agendas.maxMeetings[p]);
    const found = places.tooMany(demands);
    if (!found) continue;
    overfull++;
    if (!fewest || found.demands.length < fewest.demands.length) fewest = { participant: p, ...found, others: 0 };
  }
  return fewest && { ...fewest, others: overfull - 1 };
}

/** The same of the meetings that have to be held, rows of the order not counted. */
export function overfullByMusts(problem: Problem): Overfull | undefined {
  const { incident, incidentStart, must, unorderedDomain } = problem;
  if (!must.includes(1)) return undefined;
  const mustsOf = (p: number): number[] =>
    Array.from(incident.subarray(incidentStart[p], incidentStart[p + 1])).filter(e => must[e] === 1);
  return overfullAgenda(problem, mustsOf, unorderedDomain);
}

/** Whether the musts demand more of somebody, or in large events of the rooms, than there are places for. */
export function isOverfull(problem: Problem, isLarge: boolean): boolean {
  if (overfullByMusts(problem)) return true;
  return isLarge && overfullRooms(problem, allMusts(problem)) !== undefined;
}

/** Meetings that have to be held. */
export function allMusts({ must }: Problem): number[] {
  return Array.from(must.keys()).filter(e => must[e] === 1);
}

/**
 * Meetings that have to be held and are more than there are rooms or interpreters for in all their slots; `undefined` too where
 * that is not seen before long. Of several such sets one of earlier meetings is rather named. O(meetings² · slots) at worst.
 */
export function overfullRooms(problem: Problem, musts: readonly number[]): Overfull | undefined {
  const { slots: T, limits, capacity, kind, kindLimits, unorderedDomain } = problem;
  for (let limit = 0; limit < limits; limit++) {
    const counted = musts.filter(e => kindLimits[kind[e]].includes(limit));
    const found = new Places(problem, unorderedDomain, t => capacity[limit * T + t], UNBOUNDED).tooMany(counted);
    if (found) return { participant: undefined, ...found, others: 0 };
  }
  return undefined;
}

/** Demands in slots of so many places each: augmenting paths between slots. */
class Places {
  private readonly inSlot: number[][];
  private readonly slotOf = new Map<number, number>();
  private left = MOST_LOOKED_AT;

  constructor(
    private readonly size: Pick<Problem, 'slots' | 'words'>,
    private readonly domain: Int32Array,
    private readonly placesIn: (t: number) => number,
    private readonly most: number,
  ) {
    this.inSlot = Array.from({ length: size.slots }, () => []);
  }

  tooMany(demands: readonly number[]): Pick<Overfull, 'demands' | 'slotOf'> | undefined {
    for (const [held, demand] of demands.entries()) {
      const seen = new Set<number>();
      const isPlaced = this.place(demand, seen);
      if (isPlaced && held < this.most) continue;
      if (!isPlaced && this.left <= 0) return undefined;
      this.slotOf.delete(demand);
      // Each of those in the slots that were looked at could make room for it, if another one of them were not there.
      const inTheWay = isPlaced ? demands.slice(0, held) : [...seen].flatMap(t => this.inSlot[t]);
      const all = new Set([...inTheWay, demand]);
      return { demands: demands.filter(one => all.has(one)), slotOf: this.slotOf };
    }
    return undefined;
  }

  /** Finds the demand a slot, others moving to other slots for it. @param seen slots that were looked at; added to */
  private place(demand: number, seen: Set<number>): boolean {
    const { inSlot, slotOf } = this;
    const open = this.slotsOf(demand, seen);
    const free = open.find(t => inSlot[t].length < this.placesIn(t));
    if (free !== undefined) {
      inSlot[free].push(demand);
      slotOf.set(demand, free);
      return true;
    }
    for (const t of open) {
      if (seen.has(t) || this.left <= 0) continue;
      seen.add(t);
      const at = inSlot[t].findIndex(other => this.place(other, seen));
      if (at < 0) continue;
      inSlot[t][at] = demand;
      slotOf.set(demand, t);
      return true;
    }
    return false;
  }

  private slotsOf(demand: number, seen: ReadonlySet<number>): number[] {
    const { slots: T, words: W } = this.size;
    const slots: number[] = [];
    for (let t = 0; t < T; t++) if (hasBit(this.domain, demand * W, t) && !seen.has(t)) slots.push(t);
    this.left -= T;
    return slots;
  }
}
