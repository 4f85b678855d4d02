/** What everyone's breaks and idle slots cost beside a schedule under change: what a change since a mark would cost, and its keeping. */
import { AgendaFigures } from '../breaks/agenda-figures.js';
import type { BreakStanding } from '../breaks/aim.js';
import type { GroupState } from './state.js';

export class AgendaLedger {
  readonly figures: AgendaFigures;
  private readonly stamp: Int32Array;
  private stampNow = 0;
  private readonly items: number[] = [];
  /** People whose agenda may have changed, each once. */
  private readonly people: number[] = [];

  constructor(private readonly state: GroupState) {
    const { pairs } = state.problem;
    this.figures = new AgendaFigures(pairs);
    this.stamp = new Int32Array(pairs.participants);
    this.recount();
  }

  /** Everyone's figures anew. O(people · days). */
  recount(): void {
    const { people, problem } = this.state;
    for (let p = 0; p < problem.pairs.participants; p++) this.figures.update(p, people.busy);
  }

  /** By how much agendas cost more than when they were last kept. O(changes since the mark). */
  delta(mark: number): number {
    this.lookAt(mark);
    const { figures, people, state } = this;
    const { words } = state.problem.pairs;
    let delta = 0;
    for (let k = 0; k < people.length; k++) {
      const p = people[k];
      delta += figures.costOf(p, state.people.busy, p * words) - figures.keptCost(p);
    }
    return delta;
  }

  /** By how many breaks people are further over their caps than when agendas were last kept. O(changes since the mark). */
  overCapChange(mark: number): number {
    this.lookAt(mark);
    const { cost } = this.figures;
    const { words, maxBreaks } = this.state.problem.pairs;
    let change = 0;
    for (const p of this.people) {
      cost.measure(this.state.people.busy, p * words);
      change += Math.max(0, cost.breaks - maxBreaks[p]) - this.overCapOf(p);
    }
    return change;
  }

  /** Somebody who is further over its cap than when agendas were last kept; -1 if nobody is. O(changes since the mark). */
  furtherOver(mark: number): number {
    this.lookAt(mark);
    const { cost } = this.figures;
    const { words, maxBreaks } = this.state.problem.pairs;
    for (const p of this.people) {
      cost.measure(this.state.people.busy, p * words);
      if (cost.breaks - maxBreaks[p] > this.overCapOf(p)) return p;
    }
    return -1;
  }

  /** Breaks of p beyond its cap when its agenda was last kept. */
  overCapOf(p: number): number {
    return Math.max(0, this.figures.breaksOf[p] - this.state.problem.pairs.maxBreaks[p]);
  }

  /** Keeps what was looked at last. */
  keep(): void {
    for (let k = 0; k < this.people.length; k++) this.figures.update(this.people[k], this.state.people.busy);
  }

  /** Sessions of too few guests count as conflicts. */
  get standing(): BreakStanding {
    const { overCap, breaks, idle } = this.figures;
    const { promises, points, short } = this.state;
    return { conflicts: short.size, overCap, promises, points, breaks, idle };
  }

  private lookAt(mark: number): void {
    const { items, people, state } = this;
    const { a, b } = state.items;
    items.length = 0;
    people.length = 0;
    this.stampNow++;
    state.changedSince(mark, items);
    for (let k = 0; k < items.length; k++) {
      this.add(a[items[k]]);
      this.add(b[items[k]]);
    }
  }

  private add(p: number): void {
    if (this.stamp[p] === this.stampNow) return;
    this.stamp[p] = this.stampNow;
    this.people.push(p);
  }
}
