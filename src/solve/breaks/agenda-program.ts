/**
 * Breaks as a linear program: each participant's agenda is a path through what it can be after each slot, as in `bound.ts`,
 * and all paths share the meetings and the rooms. Where rooms are tight its bound is often all there is, in a fraction of
 * the time that clauses take: counting is what clauses are bad at. Order, caps and points are left out: it bounds all the same.
 */
import { countBits, hasBit, type Problem, UNBOUNDED } from '../../model/problem.js';
import type { MipModel } from '../mip.js';
import { AgendaPaths, pathsWithin } from './agenda-paths.js';
import type { SharedFacts } from './bound.js';

class Program {
  readonly paths: AgendaPaths;
  /** Columns of (participant, slot): its meetings there. */
  private readonly meetingsAt: number[][];

  constructor(
    private readonly problem: Problem,
    private readonly facts: SharedFacts,
    private readonly keepsRests: boolean,
  ) {
    this.paths = new AgendaPaths(problem);
    this.meetingsAt = Array.from({ length: problem.participants * problem.slots }, () => []);
    this.addMeetings();
    for (let p = 0; p < problem.participants; p++) if (problem.parallel[p] === 1) this.addAgenda(p);
  }

  private addMeetings(): void {
    const { problem, facts, paths } = this;
    const { meetings: E, slots: T, words: W, a, b, kind, kindLimits, capacity } = problem;
    const inLimit: number[][] = Array.from(capacity, () => []);
    for (let e = 0; e < E; e++) {
      const own: number[] = [];
      for (let t = 0; t < T; t++) {
        if (!hasBit(facts.usable, e * W, t)) continue;
        const column = paths.column(0);
        own.push(column);
        this.meetingsAt[a[e] * T + t].push(column);
        this.meetingsAt[b[e] * T + t].push(column);
        for (const limit of kindLimits[kind[e]]) inLimit[limit * T + t].push(column);
      }
      paths.rows.add(own, facts.held[e], 1);
    }
    inLimit.forEach((list, cell) => {
      if (list.length > capacity[cell]) paths.rows.add(list, 0, capacity[cell]);
    });
  }

  private addAgenda(p: number): void {
    const { slots: T, words: W, incident, incidentStart, maxConsecutive } = this.problem;
    const own = incident.subarray(incidentStart[p], incidentStart[p + 1]);
    const held = own.reduce((count, e) => count + this.facts.held[e], 0);
    this.paths.addAgenda({
      least: held,
      most: held === own.length ? held : Number.POSITIVE_INFINITY,
      longest: this.keepsRests ? maxConsecutive[p] : UNBOUNDED,
      mustBeBusy: t => hasBit(this.facts.busy, p * W, t),
      meetingsAt: this.meetingsAt.slice(p * T, (p + 1) * T),
    });
  }
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
  const pairs = countBits(facts.usable);
  if (pairs === 0 || pairs > mostColumns) return undefined;
  const paths = pathsWithin(mostColumns, problem, keepsRests => new Program(problem, facts, keepsRests).paths);
  return paths?.build(mostNodes);
}
