/**
 * Breaks as a linear program: each participant's agenda is a path through what it can be after each slot, as in `bound.ts`,
 * and all paths share the meetings and the rooms. Where rooms are tight its bound is often all there is, in a fraction of
 * the time that clauses take: counting is what clauses are bad at. Order, rests, caps and points are left out: it bounds all
 * the same.
 */
import { hasBit, type Problem, popCount } from '../../model/problem.js';
import { type MipModel, RowBuilder } from '../mip.js';
import type { SharedFacts } from './bound.js';

/** What an agenda is after a slot: before its day's first meeting, in a run, in a break, after its day's last. */
type Place = 'before' | 'run' | 'break' | 'after';

/** Arcs into and out of a place with so many meetings so far. */
interface Node {
  readonly place: Place;
  readonly meetings: number;
  readonly into: number[];
  readonly outOf: number[];
}

class Program {
  private readonly cost: number[] = [];
  private readonly rows = new RowBuilder();
  /** Columns of (participant, slot): its meetings there. */
  private readonly meetingsAt: number[][];

  constructor(
    private readonly problem: Problem,
    private readonly facts: SharedFacts,
  ) {
    this.meetingsAt = Array.from({ length: problem.participants * problem.slots }, () => []);
    this.addMeetings();
    for (let p = 0; p < problem.participants; p++) if (problem.parallel[p] === 1) this.addAgenda(p);
  }

  get columns(): number {
    return this.cost.length;
  }

  build(mostNodes: number): MipModel {
    const { cost, rows } = this;
    return { cost: Float64Array.from(cost), upper: new Float64Array(cost.length).fill(1), ...rows.build(), mostNodes };
  }

  private column(cost: number): number {
    return this.cost.push(cost) - 1;
  }

  private addMeetings(): void {
    const { problem, facts, rows } = this;
    const { meetings: E, slots: T, words: W, a, b, kind, kindLimits, capacity } = problem;
    const inLimit: number[][] = Array.from(capacity, () => []);
    for (let e = 0; e < E; e++) {
      const own: number[] = [];
      for (let t = 0; t < T; t++) {
        if (!hasBit(facts.usable, e * W, t)) continue;
        const column = this.column(0);
        own.push(column);
        this.meetingsAt[a[e] * T + t].push(column);
        this.meetingsAt[b[e] * T + t].push(column);
        for (const limit of kindLimits[kind[e]]) inLimit[limit * T + t].push(column);
      }
      rows.add(own, facts.held[e], 1);
    }
    inLimit.forEach((list, cell) => {
      if (list.length > capacity[cell]) rows.add(list, 0, capacity[cell]);
    });
  }

  /** Paths from the first slot to the last, and that a busy slot is a meeting. O(slots · meetings of p). */
  private addAgenda(p: number): void {
    const { slots: T, incident, incidentStart, day } = this.problem;
    const own = incident.subarray(incidentStart[p], incidentStart[p + 1]);
    const held = own.reduce((count, e) => count + this.facts.held[e], 0);
    const most = held === own.length ? held : Number.POSITIVE_INFINITY;
    let nodes: Node[] = [{ place: 'before', meetings: 0, into: [], outOf: [] }];
    for (let t = 0; t < T; t++) {
      const endsDay = t + 1 === T || day[t + 1] !== day[t];
      const next = new Map<string, Node>();
      const busy: number[] = [];
      for (const from of nodes) {
        for (const [place, isBusy] of this.ways(p, t, from, most)) {
          if (endsDay && place === 'break') continue;
          const meetings = Math.min(held, from.meetings + (isBusy ? 1 : 0));
          // Slots left that may still be busy.
          const left = place === 'after' ? T - lastOfDay(day, t) - 1 : T - t - 1;
          if (meetings + left < held) continue;
          const arc = this.column(place === 'break' && from.place === 'run' ? -1 : 0);
          from.outOf.push(arc);
          if (isBusy) busy.push(arc);
          const after = endsDay ? 'before' : place;
          const key = `${after} ${meetings}`;
          const node = next.get(key) ?? { place: after, meetings, into: [], outOf: [] };
          next.set(key, node);
          node.into.push(arc);
        }
      }
      for (const node of nodes) this.addNode(node, t === 0);
      this.addBalance(busy, this.meetingsAt[p * T + t]);
      nodes = [...next.values()];
    }
  }

  /** Where an agenda can go in slot t, and whether it is busy in it. */
  private *ways(p: number, t: number, { place, meetings }: Node, most: number): Generator<[Place, boolean]> {
    const { slots: T, words: W } = this.problem;
    if (place !== 'after' && meetings < most && this.meetingsAt[p * T + t].length > 0) yield ['run', true];
    if (hasBit(this.facts.busy, p * W, t)) return;
    if (place !== 'run') {
      yield [place, false];
      return;
    }
    yield ['break', false];
    yield ['after', false];
  }

  private addNode({ into, outOf }: Node, isFirst: boolean): void {
    if (isFirst) this.rows.add(outOf, 1, 1);
    else this.addBalance(outOf, into);
  }

  /** As many of the ones as of the others. */
  private addBalance(ones: readonly number[], others: readonly number[]): void {
    if (ones.length + others.length === 0) return;
    const isOne = new Set(ones);
    this.rows.add([...ones, ...others], 0, 0, column => (isOne.has(column) ? 1 : -1));
  }
}

function lastOfDay(day: Int32Array, t: number): number {
  return day.lastIndexOf(day[t]);
}

/**
 * Maximises the breaks' negative. `undefined` beyond so many columns. O(people · slots · meetings each).
 * @param mostNodes branches, see `MipModel`
 */
export function agendaProgram(
  problem: Problem,
  facts: SharedFacts,
  mostColumns: number,
  mostNodes: number,
): MipModel | undefined {
  const pairs = facts.usable.reduce((sum, word) => sum + popCount(word), 0);
  if (pairs === 0 || pairs > mostColumns) return undefined;
  const program = new Program(problem, facts);
  return program.columns > mostColumns ? undefined : program.build(mostNodes);
}
