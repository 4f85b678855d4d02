/**
 * Which unions of rooms, and of interpreters, run short in an event of which there are too many to count: those that solutions in
 * fractions of its linear relaxation violate, until one violates none. They are found by maximum flow from the meetings of a slot
 * to its rooms (Hall 1935; row generation: Dantzig, Fulkerson & Johnson 1954, doi:10.1287/opre.2.4.393). A schedule may be short
 * of others: what is told here decides how good a solve is, never whether it is right.
 */
import { NO_UNIONS, type Unions } from '../model/limits.js';
import type { Problem } from '../model/problem.js';
import { distinct, type RoomSet } from '../model/room-limits.js';
import type { Budget } from './budget.js';
import { needsRests } from './interpreter-rests.js';
import { InterpreterWork } from './interpreter-rows.js';
import { Kernel } from './kernel.js';
import { MeetingWork } from './meeting-work.js';
import { MipSolver, RowBuilder } from './mip.js';
import { promiseTerms, weightsOf } from './promises.js';
import { countUnions, joinUnions, shortInFractions } from './short-unions.js';

/** Rounds of rows, and iterations of simplex in all: some seconds; and of a quick run. */
const MOST_ROUNDS = 40;
const ITERATIONS = 40_000;
const QUICK_ITERATIONS = 8000;

type Sort = keyof Unions;

/** None of larger events, which take too long for it. */
export async function unionsOfRelaxation(problem: Problem, budget: Budget): Promise<Unions> {
  if (!new MeetingWork(problem, budget).fitsSimplex) return NO_UNIONS;
  const mips = new MipSolver();
  try {
    return await new LimitRows(problem).search(mips, budget);
  } finally {
    await mips.end();
  }
}

class LimitRows {
  private readonly kernel: Kernel;
  private readonly work: InterpreterWork | undefined;

  constructor(private readonly problem: Problem) {
    const terms = { ...promiseTerms(problem), target: 0 };
    const isRested = needsRests(problem);
    const task = { problem, terms, promiseValue: weightsOf(problem).promise, isRested, duals: [], value: 0, nodes: 0 };
    this.kernel = new Kernel(task, [], Number.POSITIVE_INFINITY);
    this.work = isRested ? new InterpreterWork(problem, this.kernel.firstWork) : undefined;
  }

  async search(mips: MipSolver, budget: Budget): Promise<Unions> {
    mips.allow(budget.amount(ITERATIONS, QUICK_ITERATIONS));
    let known = NO_UNIONS;
    let answer = budget.stopped ? undefined : await mips.relax({ model: this.kernel.models().all }, budget);
    for (let round = 0; round < MOST_ROUNDS && answer?.solved; round++) {
      const all = joinUnions(known, this.violatedBy(answer.values));
      if (countUnions(all) === countUnions(known)) break;
      const rows = new RowBuilder();
      for (const set of all.rooms.slice(known.rooms.length)) this.addRows(rows, 'rooms', set);
      for (const set of all.interpreters.slice(known.interpreters.length)) this.addRows(rows, 'interpreters', set);
      known = all;
      answer = await mips.relax({ more: rows.build() }, budget);
    }
    return known;
  }

  private violatedBy(values: Float64Array): Unions {
    const slots = Array.from({ length: this.problem.slots }, (_, t) => t);
    const of = (sort: Sort): RoomSet[] => distinct(slots.flatMap(t => this.shortIn(sort, t, values)));
    return { rooms: of('rooms'), interpreters: of('interpreters') };
  }

  /** Unions that have more meetings confined to them in a slot than places. */
  private shortIn(sort: Sort, t: number, values: Float64Array): RoomSet[] {
    const { kernel, problem, work } = this;
    const places = problem.uncounted?.[sort];
    if (!places) return [];
    const sets = this.setsOf(sort);
    const amounts = new Float64Array(sets.length);
    kernel.meeting.forEach((e, column) => {
      if (kernel.slot[column] === t) amounts[problem.kind[e]] += values[column];
    });
    const working = sort === 'interpreters' ? work : undefined;
    return shortInFractions(sets, amounts, one => (working ? values[working.columnOf(one, t)] : places[one][t]));
  }

  /** Of each kind. */
  private setsOf(sort: Sort): readonly RoomSet[] {
    return sort === 'rooms' ? this.problem.kindRooms : this.problem.kindInterpreters;
  }

  /** A row for each slot: no more meetings that are confined to the set than it has places. O(pairs + set · slots). */
  private addRows(rows: RowBuilder, sort: Sort, set: RoomSet): void {
    const { kernel, problem } = this;
    const { slots: T, kind, uncounted } = problem;
    const members = new Set(set);
    const isConfined = this.setsOf(sort).map(own => own.length > 0 && own.every(one => members.has(one)));
    const inSlot: number[][] = Array.from({ length: T }, () => []);
    kernel.meeting.forEach((e, column) => {
      if (isConfined[kind[e]]) inSlot[kernel.slot[column]].push(column);
    });
    inSlot.forEach((columns, t) => {
      if (columns.length === 0) return;
      if (sort === 'interpreters' && this.work) this.work.addRow(rows, columns, set, t);
      else
        rows.add(
          columns,
          0,
          set.reduce((sum, one) => sum + uncounted![sort]![one][t], 0),
        );
    });
  }
}
