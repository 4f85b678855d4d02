/** Moves that change agendas: an item to another slot, a session with its guests, items in for others of the same worth. */
import type { GroupProblem } from '../../model/group-problem.js';
import { hasBit } from '../../model/problem.js';
import { type Aim, NOTHING_LOST } from '../breaks/aim.js';
import { RunEdges } from '../breaks/run-edges.js';
import type { Random } from '../random.js';
import { AgendaChains } from './agenda-chains.js';
import { AgendaExchanges } from './agenda-exchanges.js';
import type { AgendaLedger } from './agenda-ledger.js';
import { AgendaRepair } from './agenda-repair.js';
import { GroupPaths } from './slot-paths.js';
import type { GroupState } from './state.js';

/** Of ten moves, those that start at somebody with breaks. */
const GUIDED = 6;
/** Percent of the moves that exchange items for such as are not held. */
const EXCHANGES = 15;
/** Of so many other moves of a seat anywhere, one takes its session along. */
const SESSIONS_ONE_IN = 4;
/** Percent of the exchanges that only give an item up, where that may be. */
const GIVES_UP = 30;
/** Percent of the moves, where points may be paid. */
const SHARE_OF_PATHS = 30;
/** Sessions of too few guests that one move may fill up. */
const FILLED = 4;

export class AgendaMoves {
  /** Whether items may be given up without others in exchange, or for such as are worth less. */
  private pays = false;
  private paths: GroupPaths | undefined;
  private repairs: AgendaRepair | undefined;
  private readonly problem: GroupProblem;
  private readonly slots: number;
  private readonly words: number;
  private readonly edges: RunEdges;
  private readonly chains: AgendaChains;
  private readonly exchanges: AgendaExchanges;

  constructor(
    private readonly state: GroupState,
    private readonly ledger: AgendaLedger,
    private readonly random: Random,
  ) {
    this.problem = state.problem;
    this.slots = state.problem.pairs.slots;
    this.words = state.problem.pairs.words;
    this.edges = new RunEdges(state.problem.pairs, random);
    this.chains = new AgendaChains(state, ledger.figures, random);
    this.exchanges = new AgendaExchanges(state, this.chains, random);
  }

  /**
   * From now on moves may lose what the aim allows.
   * @param repairs whether what they leave over `max_breaks` is given up, where the aim pays
   */
  follow(aim: Aim, repairs = false): void {
    this.pays = aim !== NOTHING_LOST;
    this.repairs = repairs && aim.prices ? new AgendaRepair(this.state, this.ledger, this.random, aim) : undefined;
    this.paths = aim.prices && new GroupPaths(this.state, this.chains, this.edges, this.random, aim);
    this.exchanges.anyWorth = this.pays;
  }

  /** One random move; false if it cannot be made: then what it began is to be taken back. */
  attempt(): boolean {
    const mark = this.state.mark();
    if (!this.change()) return false;
    this.repairs?.repair(mark);
    return true;
  }

  private change(): boolean {
    const { random } = this;
    const { withBreaks } = this.ledger.figures;
    if (this.paths && random.below(100) < SHARE_OF_PATHS) return this.paths.attempt(this.someone()) && this.fillUp();
    const isGuided = withBreaks.length > 0 && random.below(10) < GUIDED;
    if (random.below(100) < EXCHANGES) return isGuided ? this.exchangeOf(withBreaks) : this.exchangeAnywhere();
    return isGuided ? this.guided(withBreaks) : this.anywhere();
  }

  /** A participant; half of the time one with breaks, if there is one. */
  private someone(): number {
    const { random, problem } = this;
    const { withBreaks } = this.ledger.figures;
    if (withBreaks.length > 0 && random.below(2) === 0) return withBreaks[random.below(withBreaks.length)];
    return random.below(problem.pairs.participants);
  }

  /** Something of somebody with breaks to a free slot beside one of its runs: at best what is at an end of a run. */
  private guided(withBreaks: readonly number[]): boolean {
    const { state, edges, slots } = this;
    const p = edges.lookAtOneOf(withBreaks, state.people.busy);
    const to = edges.randomBeside();
    if (to < 0) return false;
    const i = this.ownFor(p, to, true);
    if (i >= 0) return this.shift(i, to);
    const from = edges.randomEnd();
    const end = state.ends.head[p * slots + from];
    if (end >= 0) return this.shift(end >> 1, to);
    return this.moveSession(state.items.hostIndex[p], from, to);
  }

  /** An item of p, held or not, that could be in slot t; held ones at ends of runs first. -1 if there is none. */
  private ownFor(p: number, t: number, isHeld: boolean): number {
    const { ownStart, own } = this.state.items;
    const count = ownStart[p + 1] - ownStart[p];
    if (count === 0) return -1;
    const from = this.random.below(count);
    let other = -1;
    for (let x = 0; x < count; x++) {
      const i = own[ownStart[p] + (from + x < count ? from + x : from + x - count)];
      const at = this.state.slotOf[i];
      if (at >= 0 !== isHeld || !this.chains.isTarget(i, t)) continue;
      if (!isHeld || this.edges.isEnd(at)) return i;
      other = i;
    }
    return other;
  }

  private anywhere(): boolean {
    const { state, random, slots } = this;
    const from = random.below(slots);
    const list = state.inSlot[from];
    if (list.length === 0) return false;
    const i = list[random.below(list.length)];
    const to = random.below(slots);
    if (i >= state.items.pairs && random.below(SESSIONS_ONE_IN) === 0)
      return this.moveSession(this.problem.seatHost[i - state.items.pairs], from, to);
    return this.shift(i, to);
  }

  /** A held item to another slot; a seat goes to the host's session there, else takes its session along. */
  shift(i: number, to: number): boolean {
    const { state, chains } = this;
    const from = state.slotOf[i];
    if (from === to || !hasBit(state.items.domain, i * this.words, to)) return false;
    if (!chains.isTarget(i, to)) return this.moveSession(this.problem.seatHost[i - state.items.pairs], from, to);
    chains.begin(from, to);
    return chains.insert(i, to) && chains.putBack(this.pays) && this.fillUp();
  }

  /** A session with its guests to a slot where the host has none; where rooms are full another session comes back. */
  moveSession(h: number, from: number, to: number): boolean {
    const { state, problem, chains } = this;
    const cell = h * this.slots + to;
    if (state.size[cell] > 0 || !hasBit(problem.hostDomain, h * this.words, to)) return false;
    chains.begin(from, to);
    const guests = this.empty(h, from);
    if (!chains.makePlace(problem.host[h], to)) return false;
    if (!state.limits.allows(-1, state.kinds.of(cell, guests), to) && !this.swapWithSome(h, from, to)) return false;
    return chains.open(guests, to) && chains.putBack(this.pays) && this.fillUp();
  }

  private empty(h: number, t: number): Int32Array {
    const guests = this.state.kinds.openersFirst(this.state.guestsOf(h * this.slots + t).slice());
    for (let k = 0; k < guests.length; k++) this.chains.evict(guests[k]);
    return guests;
  }

  /** Another session leaves slot `to` for `from`, or a one-to-one goes. */
  private swapWithSome(h: number, from: number, to: number): boolean {
    const { state, problem, chains, random, slots } = this;
    const list = state.inSlot[to];
    if (list.length === 0) return false;
    const i = list[random.below(list.length)];
    if (i < state.items.pairs) {
      chains.evict(i);
      return true;
    }
    const other = problem.seatHost[i - state.items.pairs];
    if (other === h || state.size[other * slots + from] > 0) return false;
    if (!hasBit(problem.hostDomain, other * this.words, from)) return false;
    const guests = this.empty(other, to);
    return chains.makePlace(problem.host[other], from) && chains.open(guests, from);
  }

  /** Sessions of too few guests, or without one who opens a room, get some from others of their host; false if that is not enough, and they are not to end. */
  private fillUp(): boolean {
    const { state, slots } = this;
    for (let rounds = 0; state.short.size > 0 && rounds < FILLED; rounds++) {
      const cell = state.short.list[0];
      const h = Math.floor(cell / slots);
      this.drawGuests(h, cell - h * slots);
      if (state.short.has(cell)) break;
    }
    return state.short.size === 0 || this.repairs !== undefined;
  }

  private drawGuests(h: number, t: number): void {
    const { state, slots } = this;
    const { hostStart, seatsOfHost, groupMin } = this.problem;
    const cell = h * slots + t;
    for (let x = hostStart[h]; x < hostStart[h + 1] && state.short.has(cell); x++) {
      const i = state.items.pairs + seatsOfHost[x];
      const at = state.slotOf[i];
      if (at < 0 || at === t || state.size[h * slots + at] <= groupMin[h]) continue;
      if (!hasBit(state.people.free, state.items.b[i] * this.words, t)) continue;
      const mark = state.mark();
      state.remove(i);
      if (state.fits(i, t)) state.place(i, t);
      else state.undo(mark);
    }
  }

  /** Of somebody with breaks: what it does not have comes in beside one of its runs, or something at an end goes out. */
  private exchangeOf(withBreaks: readonly number[]): boolean {
    const { state, edges, random } = this;
    const p = edges.lookAtOneOf(withBreaks, state.people.busy);
    if (random.below(2) === 0) {
      const from = edges.randomEnd();
      const end = state.ends.head[p * this.slots + from];
      return end >= 0 ? this.takeOut(end >> 1) : this.pays && this.close(state.items.hostIndex[p], from);
    }
    const t = edges.randomBeside();
    if (t < 0) return false;
    const i = this.ownFor(p, t, false);
    return i >= 0 && this.bringIn(i, t);
  }

  private exchangeAnywhere(): boolean {
    const { state, random, slots } = this;
    const waiting = state.inSlot[slots];
    if (waiting.length === 0) return false;
    return this.bringIn(waiting[random.below(waiting.length)], random.below(slots));
  }

  /** An item that is not held into slot t, for others. */
  bringIn(i: number, t: number): boolean {
    return this.chains.isTarget(i, t) && this.exchanges.bringIn(i, t) && this.fillUp();
  }

  /** A held item out, for another in its place, or for nothing while that may be. */
  takeOut(i: number): boolean {
    if (this.pays && this.random.below(100) < GIVES_UP) return this.giveUp(i);
    return (this.exchanges.takeOut(i) || this.pays) && this.fillUp();
  }

  /** A held item out, and its session with it where too few guests are left. */
  private giveUp(i: number): boolean {
    const { state, problem } = this;
    if (state.items.must[i] === 1) return false;
    const h = i < state.items.pairs ? -1 : problem.seatHost[i - state.items.pairs];
    const t = state.slotOf[i];
    if (h >= 0 && state.size[h * this.slots + t] <= problem.groupMin[h]) return this.close(h, t);
    state.remove(i);
    return this.fillUp();
  }

  /** A session ends; its guests go to others of the host, or out. */
  private close(h: number, t: number): boolean {
    this.chains.begin(t, t);
    this.empty(h, t);
    return this.chains.putBack(this.pays) && this.fillUp();
  }
}
