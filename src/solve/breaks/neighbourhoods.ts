/**
 * Looks for schedules with fewer breaks (or idle slots) near the best one known: some slots are opened, the meetings of all others
 * stay, and a SAT solver is asked for one less (large neighbourhoods: Shaw 1998, doi:10.1007/3-540-49481-2_30). It keeps what it
 * learned from one neighbourhood to the next. They grow while there is nothing better in them, and shrink where that cannot be said
 * soon; one of all slots is a proof. Where locks, sessions or `max_breaks` leave annealing few ways on, this finds much of what it misses.
 */
import { Random } from '../random.js';
import { SatSession } from '../sat.js';
import type { Patience } from '../worker.js';
import { Cuts, conflictsOf, joined, type Statement } from './statement.js';

/** Work on a neighbourhood at most; what one takes that is decided sooner is counted as this part of it. */
const WORK = 3e9;
const DECIDED = 1 / 8;
/** Part of the held meetings in open slots, and how it changes after each. */
const SHARE = { first: 0.4, least: 0.05, grows: 1.04, shrinks: 0.88 } as const;
/** Work in vain after which no more is looked for, where all slots can be open; else less, as more may be out of reach. */
const MOST_IN_VAIN = 6e10;

export class Neighbourhoods {
  /** No schedule has fewer. */
  refuted = 0;
  private readonly session: SatSession;
  private readonly cuts: Cuts;
  private readonly random = new Random(1);
  private best: Int32Array = new Int32Array();
  private lower = 0;
  private upper = 0;
  /** What it was last told of the best schedule. */
  private heard = 0;
  /** Its last model was no better schedule. */
  private isStuck = false;
  /** Whether the solver has the clauses. */
  private isTold = false;
  private share: number = SHARE.first;
  private inVain = 0;

  constructor(
    patience: Patience,
    private readonly statement: Statement,
  ) {
    this.session = new SatSession(patience);
    this.cuts = new Cuts(statement.formula);
  }

  enter(): void {
    this.refuted = this.inVain = 0;
    this.share = SHARE.first;
    this.isTold = this.isStuck = false;
  }

  /** Tells of the best schedule known by now, and of what is refuted. */
  hear(best: Int32Array, lower: number, upper: number): void {
    if (upper !== this.heard) this.isStuck = false;
    // Another schedule has other neighbours.
    if (upper !== this.heard || best.some((t, i) => t !== this.best[i])) this.inVain = 0;
    this.best = best.slice();
    this.lower = lower;
    this.upper = this.heard = upper;
  }

  /** Whether more may be found: the larger the neighbourhoods that can be decided, the longer it is looked for. */
  get isPromising(): boolean {
    const { lower, upper, share } = this;
    // Whether there is just one less, prover and finder ask as well.
    return !this.isStuck && lower < upper - 1 && Number.isFinite(upper) && this.inVain < MOST_IN_VAIN * share * share;
  }

  /** Whether as few were found as are not refuted. */
  get foundFewest(): boolean {
    return this.upper <= this.lower;
  }

  close(): Promise<void> {
    return this.session.close();
  }

  /** So much work at most; the best schedule of those that were found, if any was. */
  async slice(work: number): Promise<Int32Array | undefined> {
    let found: Int32Array | undefined;
    for (let left = work; left > 0 && this.isPromising; ) {
      const [model, spent] = await this.look();
      left -= spent;
      this.inVain += spent;
      if (!model) continue;
      this.inVain = 0;
      this.upper--;
      this.best = found = this.statement.formula.read(model);
    }
    // Whether it is worth as much is for others to say.
    if (found) this.isStuck = true;
    return found;
  }

  /** A model of a neighbourhood with one less, if there is one, and the work that took. */
  private async look(): Promise<[model: Uint8Array | undefined, spent: number]> {
    const { statement, cuts, session, upper } = this;
    const literal = statement.atMost(upper - 1);
    if (literal === undefined) {
      this.isStuck = true;
      return [undefined, 0];
    }
    const { kept, isWhole } = this.neighbourhood();
    const isNew = !this.isTold;
    this.isTold = true;
    const answer = await session.ask({
      ...(isNew ? { fresh: {}, clauses: joined(statement.clauses, cuts.all()) } : { clauses: cuts.added() }),
      assumptions: literal === 0 ? kept : joined(kept, [literal]),
      mostConflicts: conflictsOf(statement, WORK),
    });
    if (answer?.status === 'satisfiable')
      return [cuts.shutOut(answer.model) ? undefined : answer.model, WORK * DECIDED];
    if (answer?.status !== 'unsatisfiable') {
      this.share = Math.max(SHARE.least, this.share * SHARE.shrinks);
      return [undefined, WORK];
    }
    if (isWhole) this.refuted = this.lower = upper;
    this.share = Math.min(1, this.share * SHARE.grows);
    return [undefined, WORK * DECIDED];
  }

  /** Literals of the meetings that stay, and whether none has to. */
  private neighbourhood(): { kept: Int32Array; isWhole: boolean } {
    const { best, random, statement } = this;
    const held = new Map<number, number>();
    for (const t of best) if (t >= 0) held.set(t, (held.get(t) ?? 0) + 1);
    const closed = [...held.keys()].sort((x, y) => x - y);
    const total = [...held.values()].reduce((sum, count) => sum + count, 0);
    for (let open = 0; open < this.share * total && closed.length > 0; ) {
      const [slot] = closed.splice(random.below(closed.length), 1);
      open += held.get(slot) ?? 0;
    }
    const stays = new Set(closed);
    const kept = statement.formula.phasesOf(best.map(t => (stays.has(t) ? t : -1))).filter(literal => literal > 0);
    return { kept, isWhole: closed.length === 0 };
  }
}
