/**
 * Fewer breaks and idle slots by annealing over Kempe exchanges (`exchange.ts`), most of them proposed from a participant
 * with a break. A tenth of the moves shifts a single meeting and, where the start is in conflict, pays for conflicts: without
 * them feasibility is not reached. Others exchange meetings that are held for such that are not: at no cost in promises and
 * points (`substitute.ts`), or for points where someone's `max_breaks` demands it or the aim allows it (`aim.ts`,
 * `slot-paths.ts`). Where the event fits words, `word-annealer.ts` makes the moves; where only parts of it do, in one after the
 * other (`slot-parts.ts`).
 */
import { hasBit } from '../../model/problem.js';
import type { Budget } from '../budget.js';
import { cooling, type Random } from '../random.js';
import { haveAllPlaces } from '../slot-matching.js';
import { BREAK } from './agenda-figures.js';
import type { AgendaGuide } from './agenda-guide.js';
import { AgendaSlots } from './agenda-slots.js';
import { type AgendaState, HARD, SOFT } from './agenda-state.js';
import { type Aim, type BreakStanding, NOTHING_LOST } from './aim.js';
import { Exchange } from './exchange.js';
import { fitsWords } from './fits-words.js';
import { RunEdges } from './run-edges.js';
import { fitsParts, openSome, partOf, partsFor, withPart } from './slot-parts.js';
import { SHARE_OF_PATHS, SlotPaths } from './slot-paths.js';
import { Substitution } from './substitute.js';
import { WordAnnealer } from './word-annealer.js';
import { WordLanes } from './word-lanes.js';
import { WordState } from './word-state.js';

export interface Cooling {
  readonly moves: number;
  /** Temperatures in breaks. */
  readonly first: number;
  readonly last: number;
  /** Default: that of the search. The best schedule is always judged by the latter. */
  readonly aim?: Aim;
}

/** Temperatures of a cooling. */
export const ROUNDS = 200;
/** From this many meetings the best schedule is copied at the ends of rounds only. */
const LARGE = 20_000;
/** With more breaks than these, nearly all moves are about one of them. */
const MANY = 1000;
/** Visits of `word-annealer.ts` for a move here: it takes fewer for as good a schedule; in parts of the slots as many. */
const VISITS_A_MOVE = 2 / 3;
/** The first rounds of a search in words, which gains no points unless it may pay some: the last ones do on the way. */
const ROUNDS_IN_WORDS = 0.95 * ROUNDS;
/** Percent of the moves that exchange held meetings for others, where nothing may be lost. */
const SUBSTITUTES = 10;
/** Meetings and slots looked at before one is proposed. */
const GLANCES = 5;

export class KempeAnnealer {
  /** Says when nothing is left to gain. */
  enough: (standing: BreakStanding) => boolean = () => false;
  /** Says where the next cooling has something to gain. */
  guide: AgendaGuide | undefined;
  best: Int32Array;
  standing: BreakStanding;
  private readonly exchange: Exchange;
  private readonly edges: RunEdges;
  private readonly substitution: Substitution;
  /** `SUBSTITUTES`, or 0 while there are conflicts and where points are paid. */
  private substituteShare = 0;
  /** Where points may be paid. */
  private paths: SlotPaths | undefined;
  /** Tenths of the others that start from a participant with a break. */
  private readonly guidedShare: number;
  /** Whether moves that give nothing up take about half as long as others. */
  readonly isFast: boolean;
  /** Whether the best schedule came from elsewhere since the last round. */
  private wasGiven = false;
  /** Participants whose figures are out of date: 0 between calls. */
  private readonly changed: Uint8Array;
  private readonly penalties: { readonly conflict: number; readonly overload: number };

  constructor(
    private readonly state: AgendaState,
    private readonly random: Random,
    private readonly aim: Aim = NOTHING_LOST,
  ) {
    this.best = state.slotOf.slice();
    this.standing = this.current();
    this.penalties = this.standing.conflicts === 0 ? HARD : SOFT;
    this.isFast = this.penalties === HARD && (fitsWords(state.problem) || fitsParts(state.problem));
    this.guidedShare = this.standing.breaks > MANY ? 9 : 7;
    this.exchange = new Exchange(state, random, this.penalties);
    this.edges = new RunEdges(state.problem, random);
    this.substitution = new Substitution(state, random);
    this.changed = new Uint8Array(state.problem.participants);
  }

  get done(): boolean {
    return this.enough(this.standing);
  }

  /** One cooling from the state at hand; `onRound` is awaited after each of its rounds. */
  async run(
    { moves, first, last, aim = this.aim }: Cooling,
    budget: Budget,
    onRound?: (round: number) => Promise<void>,
  ): Promise<void> {
    const { state, random } = this;
    if (state.problem.meetings === 0 || state.problem.slots < 2) return;
    state.weights = aim.weights;
    const isWhole = this.standing.conflicts === 0;
    this.substituteShare = isWhole && !aim.prices ? SUBSTITUTES : 0;
    this.paths = isWhole && aim.prices ? new SlotPaths(new AgendaSlots(state, random), random, aim) : undefined;
    const temperatures = cooling(first * BREAK, last * BREAK, ROUNDS);
    const movesARound = Math.ceil(moves / ROUNDS);
    // Moves on the whole event count limits, not rooms.
    const roundsInWords = state.problem.uncounted ? ROUNDS : ROUNDS_IN_WORDS;
    const inWords = this.inWords(aim);
    const visits = movesARound * roundsInWords * (state.problem.words === 1 ? VISITS_A_MOVE : 1);
    const parts = inWords || aim.prices || !this.isFast ? 0 : partsFor(state.problem, visits);
    for (const [round, temperature] of temperatures.entries()) {
      if (inWords && round < roundsInWords)
        this.roundInWords(inWords, Math.ceil(movesARound * VISITS_A_MOVE), temperature);
      else if (parts > 0 && round < roundsInWords) {
        const [from, to] = [round, round + 1].map(rounds => Math.floor((rounds * parts) / roundsInWords));
        for (let k = from; k < to; k++) this.annealPart(Math.ceil(visits / parts), temperature);
      } else for (let i = 0; i < movesARound; i++) this.move(temperature);
      this.keepIfBest();
      await onRound?.(round);
      if (this.done) return;
      if (!(await budget.breathe())) return;
    }
  }

  /** Returns to the best schedule found. */
  restore(): void {
    this.goTo(this.best);
  }

  /** Takes a schedule from elsewhere, if it is better than the best found and all of it finds its rooms where these are looked at. */
  adopt(slotOf: Int32Array): void {
    if (this.isFast && !haveAllPlaces(this.state.problem, slotOf)) return;
    const before = this.state.slotOf.slice();
    this.goTo(slotOf);
    this.keepIfBest();
    if (this.best.some((t, e) => t !== slotOf[e])) this.goTo(before);
    else this.wasGiven = true;
  }

  /** The same search several times as fast, where the event fits words and the state is without conflicts. */
  private inWords(aim: Aim): WordAnnealer | undefined {
    const { state, random } = this;
    if (!this.isFast || !fitsWords(state.problem) || state.conflicts + state.overload > 0) return undefined;
    const words = new WordState(state.problem, state.slotOf, state.weights);
    return new WordAnnealer(words, random, aim.prices ? undefined : this.guide, aim);
  }

  private roundInWords(inWords: WordAnnealer, visits: number, temperature: number): void {
    if (this.wasGiven) inWords.goTo(this.best);
    this.wasGiven = false;
    inWords.round(visits, temperature);
    this.goTo(inWords.best);
  }

  /** The same in some slots, by chance, where the event has more of them than fit words. */
  private annealPart(visits: number, temperature: number): void {
    const { state, random } = this;
    const part = partOf(state.problem, state.slotOf, openSome(state.problem, random), random);
    const words = new (part.around.lanes ? WordLanes : WordState)(
      part.problem,
      part.slotOf,
      state.weights,
      part.around,
    );
    const { breaks, idle } = words;
    const annealer = new WordAnnealer(words, random);
    annealer.round(visits, temperature);
    annealer.settle(visits, temperature);
    const now = this.current();
    const { standing } = annealer;
    const seen = { ...now, breaks: now.breaks + standing.breaks - breaks, idle: now.idle + standing.idle - idle };
    if (this.aim.isBetter(seen, this.standing)) {
      this.goTo(withPart(part, annealer.best, state.slotOf));
      this.keepIfBest();
    }
    this.goTo(withPart(part, words.slotOf, state.slotOf));
  }

  private goTo(slotOf: Int32Array): void {
    const { state, changed } = this;
    const { a, b } = state.problem;
    for (let e = 0; e < slotOf.length; e++) {
      if (state.slotOf[e] === slotOf[e]) continue;
      state.move(e, slotOf[e]);
      changed[a[e]] = 1;
      changed[b[e]] = 1;
    }
    for (let p = 0; p < changed.length; p++) if (changed[p] === 1) state.refresh(p);
    changed.fill(0);
  }

  private current(): BreakStanding {
    const { conflicts, overload, overCap, promises, points, breaks, idle } = this.state;
    return { conflicts: conflicts + overload, overCap, promises, points, breaks, idle };
  }

  private move(temperature: number): void {
    const { state, random } = this;
    if (this.paths && random.below(100) < SHARE_OF_PATHS) {
      if (this.paths.attempt(this.someone(), temperature * random.exponential())) this.record();
      return;
    }
    if (random.below(100) < this.substituteShare) {
      if (this.substitute(temperature * random.exponential())) this.record();
      return;
    }
    const guided = state.withBreaks.length > 0 && random.below(10) < this.guidedShare;
    const proposal = guided ? this.guided() : this.anywhere();
    if (proposal < 0) return;
    const T = state.problem.slots;
    const i = Math.floor(proposal / T);
    const t = proposal - i * T;
    if (t === state.slotOf[i]) return;
    const limit = temperature * random.exponential();
    if (random.below(10) === 0) this.relocate(i, t, limit);
    else if (this.exchange.attempt(i, t, limit)) this.record();
  }

  /** A participant; half of the time one with breaks, if there is one. */
  private someone(): number {
    const { state, random } = this;
    const { withBreaks } = state;
    if (withBreaks.length > 0 && random.below(2) === 0) return withBreaks[random.below(withBreaks.length)];
    return random.below(state.problem.participants);
  }

  /** Brings in a meeting that is not held: one of a participant with breaks, beside one of its runs, or any anywhere. */
  private substitute(limit: number): boolean {
    const { state, random } = this;
    const { slots: T, incident, incidentStart } = state.problem;
    if (state.withBreaks.length > 0 && random.below(2) === 0) {
      const p = this.edges.lookAtOneOf(state.withBreaks, state.busy);
      const t = this.edges.randomBeside();
      const size = incidentStart[p + 1] - incidentStart[p];
      const start = random.below(size);
      for (let i = 0; i < size && t >= 0; i++) {
        const e = incident[incidentStart[p] + ((start + i) % size)];
        if (state.slotOf[e] < 0 && this.fits(e, t)) return this.substitution.attempt(e, t, limit);
      }
      return false;
    }
    const dropped = state.inSlot[T];
    if (dropped.length === 0) return false;
    const e = dropped[random.below(dropped.length)];
    return this.substitution.attempt(e, random.below(T), limit);
  }

  private anywhere(): number {
    const { state, random } = this;
    const T = state.problem.slots;
    const list = state.inSlot[random.below(T)];
    if (list.length === 0) return -1;
    const i = list[random.below(list.length)];
    const t = random.below(T);
    return this.fits(i, t) ? i * T + t : -1;
  }

  private fits(i: number, t: number): boolean {
    return hasBit(this.state.problem.domain, i * this.state.problem.words, t);
  }

  /**
   * A meeting at an end of one of a participant's runs, to a free slot beside one of its runs: of some the one that is best
   * for its two participants.
   */
  private guided(): number {
    const { state, edges } = this;
    const { slots: T, words: W, a, b } = state.problem;
    const p = edges.lookAtOneOf(state.withBreaks, state.busy);
    let chosen = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let k = 0; k < GLANCES; k++) {
      const to = edges.randomBeside();
      if (to < 0) return -1;
      const from = edges.randomEnd();
      const i = state.head[p * T + from] >> 1;
      if (!this.fits(i, to)) continue;
      const q = a[i] === p ? b[i] : a[i];
      const isFree = ((state.busy[q * W + (to >> 5)] >>> (to & 31)) & 1) === 0;
      const { exchange } = this;
      const cost = exchange.swapDelta(p, from, to) + (isFree ? exchange.swapDelta(q, from, to) : 0);
      if (cost >= least) continue;
      least = cost;
      chosen = i * T + to;
    }
    return chosen;
  }

  private relocate(e: number, t: number, limit: number): void {
    const { state } = this;
    const { a, b } = state.problem;
    if (this.penalties === HARD && !this.isFree(e, t)) return;
    const before = this.localCost(a[e], b[e]);
    const from = state.slotOf[e];
    state.move(e, t);
    state.refresh(a[e]);
    state.refresh(b[e]);
    if (this.localCost(a[e], b[e]) - before <= limit) {
      this.record();
      return;
    }
    state.move(e, from);
    state.refresh(a[e]);
    state.refresh(b[e]);
  }

  /** Whether both participants have a free place in slot t and a room is left. */
  private isFree(e: number, t: number): boolean {
    const { count, load, problem } = this.state;
    const { a, b, slots: T, parallel, kind, kindLimits, capacity } = problem;
    if (count[a[e] * T + t] >= parallel[a[e]] || count[b[e] * T + t] >= parallel[b[e]]) return false;
    const limits = kindLimits[kind[e]];
    for (let k = 0; k < limits.length; k++) if (load[limits[k] * T + t] >= capacity[limits[k] * T + t]) return false;
    return true;
  }

  private localCost(p: number, q: number): number {
    const { state } = this;
    const { conflict, overload } = this.penalties;
    return conflict * state.conflicts + overload * state.overload + state.keptCost(p) + state.keptCost(q);
  }

  /** Called after every accepted move: a copy of all slots is too dear there where the event is large. */
  private record(): void {
    if (this.state.problem.meetings < LARGE) this.keepIfBest();
  }

  /** A quick look before anything is made. */
  private keepIfBest(): void {
    const { state, standing } = this;
    if (state.conflicts + state.overload > standing.conflicts) return;
    const now = this.current();
    if (!this.aim.isBetter(now, standing)) return;
    this.standing = now;
    this.best.set(state.slotOf);
  }
}
