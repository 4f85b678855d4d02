/**
 * Which unions of rooms, and of interpreters, limit an event of which there are too many to count: those that have a price in its
 * linear relaxation. Rows are added that a solution in fractions violates, until none is, by maximum flow from the meetings of a
 * slot to rooms (Hall 1935; Dantzig, Fulkerson & Johnson 1954, doi:10.1287/opre.2.4.393). Where any are left out, a schedule
 * tells so. Nothing rests on it but how many schedules are to be made.
 */
import { NO_UNIONS, type Unions } from '../model/limits.js';
import { countBits, type Problem } from '../model/problem.js';
import type { RoomSet } from '../model/room-limits.js';
import type { Budget } from './budget.js';
import { needsRests } from './interpreter-rests.js';
import { InterpreterWork } from './interpreter-rows.js';
import { Kernel } from './kernel.js';
import { MeetingWork, MOST_SIMPLEX_PAIRS } from './meeting-work.js';
import { MipSolver, type ProgramRows, RowBuilder } from './mip.js';
import { promiseTerms, weightsOf } from './promises.js';
import { shortInFractions } from './short-unions.js';

/** Rounds of rows, and iterations of simplex in all: some seconds; and of a quick run. */
const MOST_ROUNDS = 40;
const ITERATIONS = 40_000;
const QUICK_ITERATIONS = 8000;
/** A price below this counts as none. */
const NO_PRICE = 1e-6;

type Sort = keyof Unions;
const SORTS: readonly Sort[] = ['rooms', 'interpreters'];

interface KnownUnion {
  readonly sort: Sort;
  readonly set: RoomSet;
  /** Rows of the program. */
  readonly rows: readonly number[];
}

/** None of larger events, which take too long for it, or where time is over. */
export async function unionsOfRelaxation(problem: Problem, budget: Budget): Promise<Unions> {
  if (new MeetingWork(problem, budget).isLarge || countBits(problem.domain) > MOST_SIMPLEX_PAIRS) return NO_UNIONS;
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
  private readonly known = new Map<string, KnownUnion>();

  constructor(private readonly problem: Problem) {
    const terms = { ...promiseTerms(problem), target: 0 };
    const promiseValue = weightsOf(problem).promise;
    const isRested = needsRests(problem);
    this.kernel = new Kernel(
      { problem, terms, promiseValue, isRested, duals: [], value: 0, nodes: 0 },
      [],
      Number.POSITIVE_INFINITY,
    );
    this.work = isRested ? new InterpreterWork(problem, this.kernel.firstWork) : undefined;
  }

  async search(mips: MipSolver, budget: Budget): Promise<Unions> {
    mips.allow(budget.amount(ITERATIONS, QUICK_ITERATIONS));
    const model = this.kernel.models().all;
    let answer = budget.stopped ? undefined : await mips.relax({ model }, budget);
    let rows = model.rowLower.length;
    for (let round = 0; round < MOST_ROUNDS && answer?.solved; round++) {
      const more = this.rowsViolatedBy(answer.values, rows);
      if (!more) break;
      rows += more.rowLower.length;
      answer = await mips.relax({ more }, budget);
    }
    // Without an answer nobody knows which of them matter.
    const prices = answer?.solved ? answer.prices : undefined;
    const priced = [...this.known.values()].filter(
      ({ rows: own }) => !prices || own.some(row => prices[row] > NO_PRICE),
    );
    const of = (sort: Sort): RoomSet[] => priced.filter(one => one.sort === sort).map(({ set }) => set);
    return { rooms: of('rooms'), interpreters: of('interpreters') };
  }

  /** Rows of unions that are not known yet; `undefined` where there are none. */
  private rowsViolatedBy(values: Float64Array, firstRow: number): ProgramRows | undefined {
    const { problem, known } = this;
    const rows = new RowBuilder();
    for (const sort of SORTS) {
      for (let t = 0; t < problem.slots; t++) {
        for (const set of this.shortIn(sort, t, values)) {
          const key = `${sort} ${set.join(',')}`;
          if (known.has(key)) continue;
          const own = this.addRows(rows, sort, set);
          known.set(key, { sort, set, rows: own.map(row => firstRow + row) });
        }
      }
    }
    return rows.count > 0 ? rows.build() : undefined;
  }

  /** Unions that have more meetings confined to them in a slot than places. */
  private shortIn(sort: Sort, t: number, values: Float64Array): RoomSet[] {
    const { kernel, problem, work } = this;
    const places = problem.uncounted?.[sort];
    if (!places) return [];
    const amounts = new Float64Array(this.setsOf(sort).length);
    kernel.meeting.forEach((e, column) => {
      if (kernel.slot[column] === t) amounts[problem.kind[e]] += values[column];
    });
    const placesIn = (one: number): number => {
      if (sort === 'interpreters' && work) return values[work.columnOf(one, t)];
      return places[one][t];
    };
    return shortInFractions(this.setsOf(sort), amounts, placesIn);
  }

  /** Of each kind. */
  private setsOf(sort: Sort): readonly RoomSet[] {
    return sort === 'rooms' ? this.problem.kindRooms : this.problem.kindInterpreters;
  }

  /** A row in each slot: no more meetings that are confined to the set than it has places. */
  private addRows(rows: RowBuilder, sort: Sort, set: RoomSet): number[] {
    const { kernel, problem, work } = this;
    const { slots: T, kind } = problem;
    const members = new Set(set);
    const isConfined = this.setsOf(sort).map(own => own.length > 0 && own.every(one => members.has(one)));
    const inSlot: number[][] = Array.from({ length: T }, () => []);
    kernel.meeting.forEach((e, column) => {
      if (isConfined[kind[e]]) inSlot[kernel.slot[column]].push(column);
    });
    const added: number[] = [];
    inSlot.forEach((columns, t) => {
      if (columns.length === 0) return;
      const working = sort === 'interpreters' ? work?.ofSet(set, t) : undefined;
      const places = problem.uncounted?.[sort];
      const most = working ? 0 : set.reduce((sum, one) => sum + places![one][t], 0);
      const least = working ? -working.length : 0;
      const isWork = (column: number): boolean => column >= kernel.meeting.length;
      added.push(rows.add([...columns, ...(working ?? [])], least, most, column => (isWork(column) ? -1 : 1)));
    });
    return added;
  }
}
