/**
 * A meeting goes and others of its slot come in for it, so that nobody else is further over its `max_breaks`: the partner that
 * is left alone meets another one, whose own partner meets a third, and so on (alternating paths: Berge 1957,
 * doi:10.1073/pnas.43.9.842), until someone can do without a meeting or had none.
 */
import type { State } from '../state.js';

/** Breaks of p over its cap if it were busy in slot t, where it is free, or the other way round; `t` -1: as things are. */
export type ExcessOf = (p: number, t: number) => number;

/** Meetings that come in one after the other at most, people looked at in each of these steps, and paths tried. */
const LONGEST = 8;
const WIDEST = 100;
const MOST_TRIED = 8;
/** Steps after the first path was found. */
const MORE_STEPS = 2;

/** A participant without a meeting in the slot after `goes` went, which was that of `through` before `comes`. */
interface Lack {
  readonly person: number;
  readonly cost: number;
  readonly goes: number;
  readonly comes: number;
  readonly through: number;
  readonly before: Lack | undefined;
}

/** A path; `last` comes in at its end without another one going, -1 if none does. */
interface Path {
  readonly cost: number;
  readonly lack: Lack;
  readonly last: number;
}

export class SlotRepair {
  /** A promise, in points: more than all of these together. */
  private readonly promise: number;
  /** Whether someone may be busy in the slot at hand, where it is free, or the other way round. */
  private readonly mayTurn = new Map<number, boolean>();

  constructor(
    private readonly state: State,
    private readonly excessOf: ExcessOf,
  ) {
    this.promise = 1 + state.problem.points.reduce((sum, value) => sum + value, 0);
  }

  /**
   * Takes p's meeting f out of its slot, at the least cost in promises, then in points, that it finds.
   * @returns false if nothing was changed. O(steps · people in a step · their meetings · slots)
   */
  replace(f: number, p: number): boolean {
    const { a, b, must, points } = this.state.problem;
    if (must[f] === 1) return false;
    const person = a[f] === p ? b[f] : a[f];
    const start = { person, cost: points[f], goes: f, comes: -1, through: p, before: undefined };
    const paths = this.pathsFrom(start, this.state.slotOf[f]);
    paths.sort((x, y) => x.cost - y.cost);
    return paths.slice(0, MOST_TRIED).some(path => this.take(path));
  }

  private pathsFrom(start: Lack, t: number): Path[] {
    const paths: Path[] = [];
    const least = new Map<number, number>();
    let lacks: Lack[] = [start];
    let longest = LONGEST;
    this.mayTurn.clear();
    for (let step = 0; step <= longest && lacks.length > 0; step++) {
      const next = new Map<number, Lack>();
      for (const lack of lacks) {
        const cost = lack.cost + this.costOfLack(lack.person);
        if (this.canLose(lack.person, t)) paths.push({ cost, lack, last: -1 });
        if (step < longest) this.extend(lack, t, paths, least, next);
      }
      if (paths.length > 0) longest = Math.min(longest, step + MORE_STEPS);
      lacks = [...next.values()].sort((x, y) => x.cost - y.cost).slice(0, WIDEST);
    }
    return paths;
  }

  private extend(lack: Lack, t: number, paths: Path[], least: Map<number, number>, next: Map<number, Lack>): void {
    const { state } = this;
    const { a, b, incident, incidentStart, domain, words: W, slots: T } = state.problem;
    const { points, must, parallel, maxMeetings } = state.problem;
    const x = lack.person;
    for (let i = incidentStart[x]; i < incidentStart[x + 1]; i++) {
      const e = incident[i];
      const y = a[e] === x ? b[e] : a[e];
      if (state.slotOf[e] >= 0 || ((domain[e * W + (t >> 5)] >>> (t & 31)) & 1) === 0 || isOn(lack, y)) continue;
      const cost = lack.cost - points[e];
      const inSlot = state.count[y * T + t];
      if (inSlot < parallel[y]) {
        if (state.degree[y] >= maxMeetings[y]) continue;
        if (inSlot > 0 || this.mayTurnAt(y, t)) paths.push({ cost: cost - this.gainOf(y), lack, last: e });
        continue;
      }
      const g = state.head[y * T + t] >> 1;
      const z = a[g] === y ? b[g] : a[g];
      if (must[g] === 1 || isOn(lack, z)) continue;
      const costOfZ = cost + points[g];
      if (costOfZ >= (least.get(z) ?? Number.POSITIVE_INFINITY)) continue;
      least.set(z, costOfZ);
      next.set(z, { person: z, cost: costOfZ, goes: g, comes: e, through: y, before: lack });
    }
  }

  /** Whether p is no further over its cap with a meeting less in slot t. */
  private canLose(p: number, t: number): boolean {
    const { count, problem } = this.state;
    return count[p * problem.slots + t] > 1 || this.mayTurnAt(p, t);
  }

  private mayTurnAt(p: number, t: number): boolean {
    const known = this.mayTurn.get(p) ?? this.excessOf(p, t) <= this.excessOf(p, -1);
    this.mayTurn.set(p, known);
    return known;
  }

  private costOfLack(p: number): number {
    const { degree, problem } = this.state;
    return degree[p] <= problem.minMeetings[p] ? this.promise : 0;
  }

  private gainOf(p: number): number {
    const { degree, problem } = this.state;
    return degree[p] < problem.minMeetings[p] ? this.promise : 0;
  }

  /** Takes a path if everything on it fits and nobody is further over its cap. */
  private take({ lack, last }: Path): boolean {
    const { state } = this;
    const going: number[] = [];
    const coming = last < 0 ? [] : [last];
    for (let at: Lack | undefined = lack; at; at = at.before) {
      going.push(at.goes);
      if (at.comes >= 0) coming.push(at.comes);
    }
    const t = state.slotOf[going[0]];
    const people = new Set([...going, ...coming].flatMap(e => [state.problem.a[e], state.problem.b[e]]));
    const before = [...people].map(p => this.excessOf(p, -1));
    for (const e of going) state.remove(e);
    const placed: number[] = [];
    const fits = coming.every(e => {
      if (!state.belowMaxima(e) || ((state.candidates(e, t >> 5) >>> (t & 31)) & 1) === 0) return false;
      state.place(e, t);
      return placed.push(e) > 0;
    });
    if (fits && [...people].every((p, k) => this.excessOf(p, -1) <= before[k])) return true;
    for (const e of placed) state.remove(e);
    for (const e of going) state.place(e, t);
    return false;
  }
}

function isOn(lack: Lack, p: number): boolean {
  for (let at: Lack | undefined = lack; at; at = at.before) if (at.person === p || at.through === p) return true;
  return false;
}
