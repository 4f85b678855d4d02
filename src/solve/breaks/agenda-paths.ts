/**
 * Agendas in linear programs: each is a path through what it can be after each slot, as in `bound.ts`. A path pays for its
 * breaks, and is busy where it has a meeting.
 */
import { type Problem, UNBOUNDED } from '../../model/problem.js';
import { type MipModel, RowBuilder } from '../mip.js';

/** What an agenda is after a slot: before its day's first meeting, in a run, in a break, after its day's last. */
type Place = 'before' | 'run' | 'break' | 'after';

/** Arcs into and out of a place with so many meetings so far. */
interface Node {
  readonly place: Place;
  readonly meetings: number;
  /** Busy slots of the stretch in the run so far, where runs are bounded; else 0. */
  readonly run: number;
  readonly into: number[];
  readonly outOf: number[];
}

/** What is known of the agenda of a participant with `parallel` 1. */
export interface KnownAgenda {
  /** Fewest meetings. */
  readonly least: number;
  /** Most meetings, where these are the fewest too; else infinite. */
  readonly most: number;
  /** Most neighbouring busy slots of a stretch; `UNBOUNDED` where there is no bound. */
  readonly longest: number;
  /** Slots in which it is busy. */
  mustBeBusy(t: number): boolean;
  /** Columns by slot: the meetings that it may have there. */
  readonly meetingsAt: readonly (readonly number[])[];
}

/**
 * Paths of no more than so many columns: with everyone's rests if they are few enough then, else without, as the sets of paths
 * are larger, and what bounds them bounds these too.
 */
export function pathsWithin(
  mostColumns: number,
  { maxConsecutive }: Pick<Problem, 'maxConsecutive'>,
  make: (keepsRests: boolean) => AgendaPaths,
): AgendaPaths | undefined {
  const hasRests = maxConsecutive.some(most => most < UNBOUNDED);
  for (const keepsRests of hasRests ? [true, false] : [false]) {
    const paths = make(keepsRests);
    if (paths.columns <= mostColumns) return paths;
  }
  return undefined;
}

/** Columns between 0 and 1, in whole numbers, and rows over them. */
export class AgendaPaths {
  readonly rows = new RowBuilder();
  private readonly cost: number[] = [];

  /** @param calendar day and stretch of each slot */
  constructor(private readonly calendar: Pick<Problem, 'day' | 'stretch'>) {}

  get columns(): number {
    return this.cost.length;
  }

  /** Maximises what the columns cost. */
  build(mostNodes: number): MipModel {
    const { cost, rows } = this;
    return { cost: Float64Array.from(cost), upper: new Float64Array(cost.length).fill(1), ...rows.build(), mostNodes };
  }

  /** A new column. */
  column(cost: number): number {
    return this.cost.push(cost) - 1;
  }

  /**
   * Paths from the first slot to the last, and that a busy slot is a meeting. O(slots · meetings of p), times the longest run
   * where it is bounded.
   */
  addAgenda(known: KnownAgenda): void {
    const { day, stretch } = this.calendar;
    const T = day.length;
    const { least: held, meetingsAt } = known;
    const isBounded = known.longest < T;
    let nodes: Node[] = [{ place: 'before', meetings: 0, run: 0, into: [], outOf: [] }];
    for (let t = 0; t < T; t++) {
      const endsDay = t + 1 === T || day[t + 1] !== day[t];
      const endsStretch = endsDay || stretch[t + 1] !== stretch[t];
      const next = new Map<string, Node>();
      const busy: number[] = [];
      for (const from of nodes) {
        for (const [place, isBusy] of ways(known, t, from)) {
          if (endsDay && place === 'break') continue;
          const meetings = Math.min(held, from.meetings + (isBusy ? 1 : 0));
          // Slots left that may still be busy.
          const left = place === 'after' ? T - lastOfDay(day, t) - 1 : T - t - 1;
          if (meetings + left < held) continue;
          const arc = this.column(place === 'break' && from.place === 'run' ? -1 : 0);
          from.outOf.push(arc);
          if (isBusy) busy.push(arc);
          const after = endsDay ? 'before' : place;
          const run = isBounded && isBusy && !endsStretch ? from.run + 1 : 0;
          const key = `${after} ${meetings} ${run}`;
          const node = next.get(key) ?? { place: after, meetings, run, into: [], outOf: [] };
          next.set(key, node);
          node.into.push(arc);
        }
      }
      for (const node of nodes) this.addNode(node, t === 0);
      this.addBalance(busy, meetingsAt[t]);
      nodes = [...next.values()];
    }
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

/** Where an agenda can go in slot t, and whether it is busy in it. */
function* ways(
  { most, longest, mustBeBusy, meetingsAt }: KnownAgenda,
  t: number,
  { place, meetings, run }: Node,
): Generator<[Place, boolean]> {
  if (place !== 'after' && meetings < most && run < longest && meetingsAt[t].length > 0) yield ['run', true];
  if (mustBeBusy(t)) return;
  if (place !== 'run') {
    yield [place, false];
    return;
  }
  yield ['break', false];
  yield ['after', false];
}
