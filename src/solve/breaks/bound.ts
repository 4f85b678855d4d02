/**
 * Lower bounds on breaks and idle slots over every schedule of equal promises and points, one participant at a time.
 * The prices of the points tier say what all those schedules share: a place whose price, without those of windows (rests.ts),
 * exceeds the gap is used, a meeting whose best reduced value exceeds it is held, a pair further than the gap from its meeting's
 * best is not used.
 */
import { hasBit, type Problem, setBit, UNBOUNDED } from '../../model/problem.js';
import { bestReduced, type Duals, evaluateBound, type PromiseTerms, reducedValue } from '../duals.js';
import { firstOfInterpreters, savedByRests } from '../interpreter-rests.js';
import { priceAlone } from '../rests.js';

/** What every schedule with the given promises and points has in common. */
export interface SharedFacts {
  /** Pairs that may be used: meetings × words. */
  readonly usable: Int32Array;
  /** 1 where the meeting is held. */
  readonly held: Uint8Array;
  /** Slots in which a participant is busy: participants × words. */
  readonly busy: Int32Array;
  /** So many meetings are held at least, as a free room costs its price. */
  readonly meetings: number;
  /** So many meetings count in a limit in a slot at least: limits × slots. */
  readonly inLimit: Int32Array;
}

/** O(meetings · slots). Without prices only musts and domains are known. */
export function sharedFacts(
  problem: Problem,
  terms: PromiseTerms,
  duals: Duals | undefined,
  points: number,
): SharedFacts {
  const facts = {
    usable: problem.domain.slice(),
    held: problem.must.slice(),
    busy: new Int32Array(problem.available.length),
    meetings: 0,
    inLimit: new Int32Array(problem.capacity.length),
  };
  if (!duals) return facts;
  const { participants: P, slots: T, words: W, meetings: E, must, parallel } = problem;
  const best = bestReduced(problem, duals);
  const exact = evaluateBound(problem, duals, terms, best);
  if (exact === undefined) return facts;
  const saved = savedByRests(problem, duals);
  const gap = exact - saved - points * duals.unit;
  for (let e = 0; e < E; e++) {
    if (best[e] > gap) facts.held[e] = 1;
    const top = must[e] === 1 ? best[e] : Math.max(0, best[e]);
    for (let t = 0; t < T; t++) {
      if (((problem.domain[e * W + (t >> 5)] >>> (t & 31)) & 1) === 0) continue;
      if (top - reducedValue(problem, duals, e, t) > gap) facts.usable[e * W + (t >> 5)] &= ~(1 << (t & 31));
    }
  }
  const places = priceAlone(problem, duals);
  for (let p = 0; p < P; p++) {
    for (let t = 0; t < T; t++) if (parallel[p] * places[p * T + t] > gap) setBit(facts.busy, p * W, t);
  }
  // Interpreters whose rests take something off the bound leave places free at no loss.
  const limits = saved > 0 ? firstOfInterpreters(problem) : problem.limits;
  problem.capacity.subarray(0, limits * T).forEach((most, cell) => {
    if (duals.rho[cell] > 0) facts.inLimit[cell] = Math.max(0, most - Math.floor(Math.max(0, gap) / duals.rho[cell]));
  });
  for (let limit = 0; limit < limits; limit++)
    facts.meetings = Math.max(facts.meetings, leastInLimit(problem, duals, limit, gap));
  return facts;
}

/** Meetings counted in a limit, where all that is lost is at most the gap: places are left free where they are cheapest. O(slots · log). */
function leastInLimit({ slots: T, capacity }: Problem, { rho }: Duals, limit: number, gap: number): number {
  const cells = Array.from({ length: T }, (_, t) => limit * T + t).sort((x, y) => rho[x] - rho[y]);
  let left = Math.max(0, gap);
  let meetings = 0;
  for (const cell of cells) {
    const free = rho[cell] > 0 ? Math.min(capacity[cell], Math.floor(left / rho[cell])) : capacity[cell];
    left -= free * rho[cell];
    meetings += capacity[cell] - free;
  }
  return meetings;
}

/** What two sets of prices say together: each is true of every best schedule. O(meetings + people · slots / 32). */
export function bothFacts(one: SharedFacts, other: SharedFacts): SharedFacts {
  return {
    usable: one.usable.map((word, i) => word & other.usable[i]),
    held: one.held.map((held, e) => held | other.held[e]),
    busy: one.busy.map((word, i) => word | other.busy[i]),
    meetings: Math.max(one.meetings, other.meetings),
    inLimit: one.inLimit.map((count, i) => Math.max(count, other.inLimit[i])),
  };
}

export interface AgendaBounds {
  readonly breaks: number;
  readonly idle: number;
}

/** Fewest breaks of each participant, and separately fewest idle slots. */
export interface LeastOfEach {
  readonly breaks: Int32Array;
  readonly idle: Int32Array;
}

/** O(people · slots · meetings each). */
export function leastOfEach(problem: Problem, facts: SharedFacts): LeastOfEach {
  const { words: W, incident, incidentStart, parallel } = problem;
  return leastOfAgendas(problem, facts.busy, (p, possible) => {
    let held = 0;
    for (let i = incidentStart[p]; i < incidentStart[p + 1]; i++) {
      held += facts.held[incident[i]];
      for (let k = 0; k < W; k++) possible[k] |= facts.usable[incident[i] * W + k];
    }
    return Math.ceil(held / parallel[p]);
  });
}

/**
 * The same from what each agenda is known to have. O(people · slots²), times the longest run where it is bounded, beside `look`.
 * @param busy slots in which a participant is busy: participants × words
 * @param look sets the slots in which participant p may be busy, in a mask of zeros, and returns in how many it is at least
 */
export function leastOfAgendas(
  problem: Problem,
  busy: Int32Array,
  look: (p: number, possible: Int32Array) => number,
): LeastOfEach {
  const { participants: P, slots: T, words: W, day, stretch, maxConsecutive } = problem;
  const possible = new Int32Array(W);
  const cheapest = new CheapestAgenda();
  const breaks = new Int32Array(P);
  const idle = new Int32Array(P);
  for (let p = 0; p < P; p++) {
    possible.fill(0);
    const least = look(p, possible);
    const slots: SlotChoice[] = [];
    for (let t = 0; t < T; t++) {
      slots.push({
        mayBeBusy: hasBit(possible, 0, t),
        mustBeBusy: hasBit(busy, p * W, t),
        newDay: t === 0 || day[t] !== day[t - 1],
        newStretch: t === 0 || stretch[t] !== stretch[t - 1],
      });
    }
    const known = { slots, least, longest: maxConsecutive[p] };
    if (hasSmoothAgenda(known)) continue;
    breaks[p] = cheapest.cost(known, 1, 0);
    idle[p] = cheapest.cost(known, 0, 1);
  }
  return { breaks, idle };
}

export function sumOf(least: LeastOfEach): AgendaBounds {
  const sum = (list: Int32Array): number => list.reduce((total, value) => total + value, 0);
  return { breaks: sum(least.breaks), idle: sum(least.idle) };
}

interface SlotChoice {
  readonly mayBeBusy: boolean;
  readonly mustBeBusy: boolean;
  readonly newDay: boolean;
  readonly newStretch: boolean;
}

interface Known {
  readonly slots: readonly SlotChoice[];
  /** Fewest busy slots. */
  readonly least: number;
  /** Most neighbouring busy slots of a stretch; may be `UNBOUNDED`. */
  readonly longest: number;
}

/**
 * Whether one run of slots holds all that must be busy and enough in all: then there need be no break. Where rests are due, only
 * what needs none is looked for. O(slots).
 */
function hasSmoothAgenda({ slots, least, longest }: Known): boolean {
  const musts = slots.reduce((count, { mustBeBusy }) => count + (mustBeBusy ? 1 : 0), 0);
  if (longest !== UNBOUNDED && (musts > 0 || least > longest)) return false;
  let length = 0;
  let inside = 0;
  for (const { mayBeBusy, mustBeBusy, newDay } of slots) {
    if (newDay || !mayBeBusy) length = inside = 0;
    if (!mayBeBusy) continue;
    length++;
    if (mustBeBusy) inside++;
    if (length >= least && inside === musts) return true;
  }
  return least === 0 && musts === 0;
}

/**
 * Where an agenda stands after a slot: before its day's first meeting, in a break, after its day's last; or in a run. Where runs
 * are bounded there is a state for each number of busy slots of the stretch that the run has by then, from none on.
 */
const BEFORE = 0;
const BREAK = 1;
const AFTER = 2;
const RUN = 3;

/**
 * Cheapest agendas with at least so many busy slots, by dynamic programming over slots, states and busy slots so far. The
 * tables serve every participant, and grow where one needs more.
 */
class CheapestAgenda {
  private now = new Float64Array(0);
  private next = new Float64Array(0);
  /** Numbers of busy slots that a table tells apart: from none to the fewest there may be. */
  private width = 0;
  /** States of a run: one where it has no bound. */
  private lengths = 1;

  /** O(slots · least), times the longest run where it is bounded. Returns 0 where no agenda fits: a bound all the same. */
  cost({ slots, least, longest }: Known, breakCost: number, idleCost: number): number {
    // More meetings than slots fit no agenda.
    if (least > slots.length) return 0;
    this.width = least + 1;
    this.lengths = longest >= slots.length ? 1 : longest + 1;
    if (this.now.length < this.size) {
      this.now = new Float64Array(this.size);
      this.next = new Float64Array(this.size);
    }
    this.now.fill(Number.POSITIVE_INFINITY, 0, this.size);
    this.now[BEFORE * this.width] = 0;
    for (const slot of slots) {
      if (slot.newDay) this.startDay();
      else if (slot.newStretch) this.startStretch();
      this.pass(slot, breakCost, idleCost);
    }
    const { now, width } = this;
    const best = Math.min(now[BEFORE * width + least], this.cheapestRun(least), now[AFTER * width + least]);
    return Number.isFinite(best) ? best : 0;
  }

  private get size(): number {
    return (RUN + this.lengths) * this.width;
  }

  private cheapestRun(count: number): number {
    const { now, width } = this;
    let least = now[RUN * width + count];
    for (let length = 1; length < this.lengths; length++) least = Math.min(least, now[(RUN + length) * width + count]);
    return least;
  }

  private pass({ mayBeBusy, mustBeBusy }: SlotChoice, breakCost: number, idleCost: number): void {
    const { now, next, width } = this;
    next.fill(Number.POSITIVE_INFINITY, 0, this.size);
    for (let count = 0; count < width; count++) {
      const before = now[BEFORE * width + count];
      const inBreak = now[BREAK * width + count];
      if (mayBeBusy) this.beBusy(count, Math.min(before, inBreak));
      if (mustBeBusy) continue;
      const run = this.cheapestRun(count);
      next[BEFORE * width + count] = before;
      next[BREAK * width + count] = Math.min(run + breakCost, inBreak) + idleCost;
      next[AFTER * width + count] = Math.min(run, now[AFTER * width + count]);
    }
    this.now = next;
    this.next = now;
  }

  /** @param begins cheapest agenda of `count` busy slots that begins a run here */
  private beBusy(count: number, begins: number): void {
    const { now, next, width, lengths } = this;
    const more = Math.min(count + 1, width - 1);
    if (lengths === 1) {
      const cell = RUN * width + more;
      next[cell] = Math.min(next[cell], begins, now[RUN * width + count]);
      return;
    }
    for (let length = 1; length < lengths; length++) {
      const cell = (RUN + length) * width + more;
      next[cell] = Math.min(next[cell], now[cell - width + count - more]);
      if (length === 1) next[cell] = Math.min(next[cell], begins);
    }
  }

  /** A break must end on its day; whatever else ended starts anew. */
  private startDay(): void {
    const { now, width } = this;
    for (let count = 0; count < width; count++) {
      const ended = Math.min(now[BEFORE * width + count], this.cheapestRun(count), now[AFTER * width + count]);
      for (let state = BREAK; state < RUN + this.lengths; state++)
        now[state * width + count] = Number.POSITIVE_INFINITY;
      now[BEFORE * width + count] = ended;
    }
  }

  /** Runs go on, but are counted anew. */
  private startStretch(): void {
    const { now, width } = this;
    for (let count = 0; count < width; count++) {
      const run = this.cheapestRun(count);
      for (let length = 1; length < this.lengths; length++)
        now[(RUN + length) * width + count] = Number.POSITIVE_INFINITY;
      now[RUN * width + count] = run;
    }
  }
}
