/** Annealing over ejection chains of items and moves of whole sessions, with full restarts. */
import type { GroupProblem, ItemSlots } from '../../model/group-problem.js';
import { isBetter, type Standing } from '../anneal.js';
import type { Budget } from '../budget.js';
import { Members } from '../members.js';
import { weightsOf } from '../promises.js';
import { cooling, type Random } from '../random.js';
import { Chains } from './chains.js';
import { demandsMet } from './demands-met.js';
import { SessionMoves } from './session-moves.js';
import { GroupState } from './state.js';

export interface GroupPlan {
  readonly moves: number;
  /** Temperatures in mean points of an item. */
  readonly first: number;
  readonly last: number;
  /** Whether one-to-ones are placed only where seats drove them out. Default no. */
  readonly seatsOnly?: boolean;
}

/** Temperatures of one cooling. */
const ROUNDS = 100;
/** Tries between two looks at whether to go on: where people are many, or rooms are reserved, a whole round takes seconds. */
const AT_ONCE = 1000;
/** Of so many tries one moves a whole session. */
const SESSIONS_ONE_IN = 10;

export class GroupAnnealer {
  readonly state: GroupState;
  /** The best schedule so far, without sessions of too few guests, and who interprets in it. */
  readonly best: ItemSlots;
  readonly bestServes: Int32Array;
  standing: Standing = { musts: 0, promises: 0, points: 0 };

  private readonly chains: Chains;
  private readonly sessionMoves: SessionMoves;
  private readonly problem: GroupProblem;
  private readonly meanPoints: number;
  private readonly promiseWeight: number;
  private readonly mustWeight: number;
  private bestScore = Number.NEGATIVE_INFINITY;
  /** Items that may stand elsewhere in `best`: to copy all at each step up takes longer than the step where there are many. */
  private readonly changed: Members;
  private readonly touched: number[] = [];

  constructor(
    problem: GroupProblem,
    private readonly random: Random,
    private readonly enough: (standing: Standing) => boolean,
  ) {
    this.problem = problem;
    this.state = new GroupState(problem);
    this.chains = new Chains(this.state, random);
    this.sessionMoves = new SessionMoves(this.state, this.chains, random);
    const { points, count } = this.state.items;
    const total = points.reduce((sum, value) => sum + value, 0);
    this.meanPoints = total > 0 ? total / count : 1;
    const { promise, must } = weightsOf({ points });
    this.promiseWeight = promise;
    this.mustWeight = must;
    this.best = this.state.slotOf.slice();
    this.changed = new Members(count);
    this.bestServes = (this.state.interpreters?.serves ?? new Int32Array(0)).slice();
  }

  get done(): boolean {
    return this.enough(this.standing);
  }

  /** One cooling from the schedule at hand. Resolves early when nothing better can exist or the budget ends. */
  async run(plan: GroupPlan, budget: Budget): Promise<void> {
    const temperatures = cooling(plan.first * this.meanPoints, plan.last * this.meanPoints, ROUNDS);
    const movesARound = Math.ceil(plan.moves / ROUNDS);
    this.record();
    for (const temperature of temperatures) {
      for (let made = 0; made < movesARound; made += AT_ONCE) {
        if (this.done) return;
        this.cool(Math.min(AT_ONCE, movesARound - made), temperature, plan.seatsOnly);
        if (!(await budget.breathe())) return;
      }
    }
  }

  private cool(moves: number, temperature: number, seatsOnly = false): void {
    let score = this.score();
    for (let k = 0; k < moves; k++) {
      const after = this.move(score, temperature, seatsOnly);
      if (after > score && after > this.bestScore) {
        this.record();
        if (this.done) return;
      }
      score = after;
    }
  }

  /** One try; the score after it. */
  private move(score: number, temperature: number, seatsOnly: boolean): number {
    const { state, chains, random } = this;
    const mark = state.mark();
    chains.begin();
    const made =
      random.below(SESSIONS_ONE_IN) === 0 && this.problem.hosts > 0
        ? this.sessionMoves.attempt()
        : this.insert(seatsOnly);
    if (made) {
      chains.putBack();
      const after = this.score();
      if (after >= score || score - after < temperature * random.exponential()) {
        this.noteChanges(mark);
        state.commit();
        return after;
      }
    }
    state.undo(mark);
    return score;
  }

  private insert(seatsOnly: boolean): boolean {
    const i = seatsOnly ? this.anySeat() : this.anyWaiting();
    if (i < 0) return false;
    return this.chains.placeFree(i) || this.chains.force(i);
  }

  private anyWaiting(): number {
    const waiting = this.state.inSlot[this.state.inSlot.length - 1];
    return waiting.length === 0 ? -1 : waiting[this.random.below(waiting.length)];
  }

  private anySeat(): number {
    const { seats } = this.problem;
    const i = seats === 0 ? -1 : this.state.items.pairs + this.random.below(seats);
    return i >= 0 && this.state.slotOf[i] < 0 ? i : -1;
  }

  /** Goes on from a schedule found elsewhere, which keeps every rule. */
  take(slots: ItemSlots): void {
    this.state.adopt(slots);
    for (let i = 0; i < slots.length; i++) if (this.state.slotOf[i] !== this.best[i]) this.changed.add(i);
    this.record();
  }

  /** Points, promises and musts, as if sessions of too few guests were not held. */
  private score(): number {
    const { state } = this;
    const score = state.points + this.promiseWeight * state.promises + this.mustWeight * demandsMet(state);
    return state.short.size === 0 ? score : score - this.worthOfShort();
  }

  private worthOfShort(): number {
    const { state, problem, promiseWeight } = this;
    const { items, people } = state;
    const { minMeetings, slots } = problem.pairs;
    let worth = 0;
    const keeps = (p: number): number => (people.degree[p] <= minMeetings[p] ? promiseWeight : 0);
    for (let k = 0; k < state.short.size; k++) {
      const cell = state.short.list[k];
      worth += 1 + keeps(problem.host[Math.floor(cell / slots)]);
      for (let x = 0; x < state.size[cell]; x++) {
        const i = state.guest(cell, x);
        worth += items.points[i] + items.must[i] * this.mustWeight + keeps(items.b[i]);
      }
    }
    return worth;
  }

  private record(): void {
    const { state } = this;
    const mark = state.mark();
    state.dropShort();
    const { promises, points } = state;
    const musts = demandsMet(state);
    if (isBetter({ musts, promises, points }, this.standing)) {
      this.standing = { musts, promises, points };
      this.noteChanges(mark);
      this.keep();
      // Those of sessions that were too short come back.
      this.noteChanges(mark);
      if (state.interpreters) this.bestServes.set(state.interpreters.serves);
    }
    this.bestScore = Math.max(this.bestScore, this.score());
    state.undo(mark);
  }

  private noteChanges(mark: number): void {
    const { changed, touched, state } = this;
    touched.length = 0;
    state.changedSince(mark, touched);
    for (const i of touched) changed.add(i);
  }

  private keep(): void {
    const { changed, best, state } = this;
    for (let k = 0; k < changed.size; k++) best[changed.list[k]] = state.slotOf[changed.list[k]];
    changed.clear();
  }
}
