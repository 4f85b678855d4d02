/** Moves that change agendas: an item to another slot, a session with its guests, one item in for others of the same worth. */
import type { GroupProblem } from '../../model/group-problem.js';
import { hasBit } from '../../model/problem.js';
import { RunEdges } from '../breaks/run-edges.js';
import type { Random } from '../random.js';
import { AgendaChains } from './agenda-chains.js';
import { AgendaExchanges } from './agenda-exchanges.js';
import type { AgendaLedger } from './agenda-ledger.js';
import type { GroupState } from './state.js';

/** Of ten moves, those that start at somebody with breaks. */
const GUIDED = 6;
/** Percent of the moves that bring an item in that is not held. */
const EXCHANGES = Number(process.env.EX ?? 15);

export class AgendaMoves {
  readonly tried: Record<string, number> = {};
  kind = '';
  private readonly problem: GroupProblem;
  private readonly slots: number;
  private readonly words: number;
  private readonly edges: RunEdges;
  private readonly chains: AgendaChains;
  private readonly exchanges: AgendaExchanges;
  /** Whether items may be given up without others in exchange. */
  pays = false;

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
    this.exchanges = new AgendaExchanges(state, this.chains, ledger.figures, random);
  }

  /** One random move; false if it cannot be made. */
  attempt(): boolean {
    const { random } = this;
    const { withBreaks } = this.ledger.figures;
    const isGuided = withBreaks.length > 0 && random.below(10) < GUIDED;
    if (random.below(100) < EXCHANGES) return isGuided ? this.exchangeOf(withBreaks) : this.exchangeAnywhere();
    return isGuided ? this.guided(withBreaks) : this.anywhere();
  }

  /** What somebody with breaks has at an end of a run, or anything it has, to a free slot beside a run. */
  private guided(withBreaks: readonly number[]): boolean {
    const { state, edges, slots } = this;
    const p = edges.lookAtOneOf(withBreaks, state.people.busy);
    const to = edges.randomBeside();
    if (to < 0) return false;
    const i = this.ownFor(p, to);
    if (i >= 0) {
      this.kind = 'own';
      return this.shift(i, to);
    }
    const from = edges.randomEnd();
    const end = state.ends.head[p * slots + from];
    if (end >= 0) {
      this.kind = 'end';
      return this.shift(end >> 1, to);
    }
    this.kind = 'hostend';
    return this.moveSession(state.items.hostIndex[p], from, to);
  }

  /** A held item of p that could be in slot t, -1 if there is none. */
  private ownFor(p: number, t: number): number {
    const { ownStart, own } = this.state.items;
    const count = ownStart[p + 1] - ownStart[p];
    if (count === 0) return -1;
    const from = this.random.below(count);
    let other = -1;
    for (let x = 0; x < count; x++) {
      const i = own[ownStart[p] + (from + x < count ? from + x : from + x - count)];
      const at = this.state.slotOf[i];
      if (at < 0 || !this.chains.isTarget(i, t)) continue;
      if (this.edges.isEnd(at)) return i;
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
    if (to === from) return false;
    this.kind = 'any';
    if (i >= state.items.pairs && random.below(4) === 0)
      return this.moveSession(this.problem.seatHost[i - state.items.pairs], from, to);
    return this.shift(i, to);
  }

  /** A held item to another slot; a seat goes to the host's session there, else takes its session along. */
  private shift(i: number, to: number): boolean {
    const { state, chains } = this;
    const from = state.slotOf[i];
    if (!hasBit(state.items.domain, i * this.words, to) || from === to) return false;
    if (!chains.isTarget(i, to)) {
      this.kind += '-session';
      return this.moveSession(this.problem.seatHost[i - state.items.pairs], from, to);
    }
    chains.begin(from, to);
    return chains.insert(i, to) && chains.putBack(false) && this.fillUp();
  }

  /** A session with its guests to a slot where the host has none; where rooms are full another session comes back. */
  private moveSession(h: number, from: number, to: number): boolean {
    const { state, problem, chains } = this;
    const cell = h * this.slots + to;
    if (state.size[cell] > 0 || !hasBit(problem.hostDomain, h * this.words, to)) return false;
    chains.begin(from, to);
    const guests = state.guestsOf(h * this.slots + from).slice();
    for (let k = 0; k < guests.length; k++) chains.chains.evict(guests[k]);
    if (!chains.chains.clearPerson(problem.host[h], to)) return false;
    if (!state.limits.allows(-1, state.kindOf(cell, guests.length), to) && !this.swapWithSome(h, from, to)) return false;
    if (!this.openWith(guests, to)) return false;
    return chains.putBack(false) && this.fillUp();
  }

  /** Another session leaves slot `to` for `from`, or a one-to-one goes. */
  private swapWithSome(h: number, from: number, to: number): boolean {
    const { state, problem, chains, random, slots } = this;
    const list = state.inSlot[to];
    if (list.length === 0) return false;
    const i = list[random.below(list.length)];
    if (i < state.items.pairs) {
      chains.chains.evict(i);
      return true;
    }
    const other = problem.seatHost[i - state.items.pairs];
    if (other === h || state.size[other * slots + from] > 0) return false;
    if (!hasBit(problem.hostDomain, other * this.words, from)) return false;
    const guests = state.guestsOf(other * slots + to).slice();
    for (let k = 0; k < guests.length; k++) chains.chains.evict(guests[k]);
    return chains.chains.clearPerson(problem.host[other], from) && this.openWith(guests, from);
  }

  /** Seats all who are free; if nobody is, the first who can be made free. The others wait. */
  private openWith(guests: Int32Array, t: number): boolean {
    const { state, chains } = this;
    let seated = 0;
    for (let k = 0; k < guests.length; k++) {
      if (!state.fits(guests[k], t)) continue;
      chains.chains.settle(guests[k], t);
      seated++;
    }
    for (let k = 0; k < guests.length && seated === 0; k++) if (chains.insert(guests[k], t)) seated++;
    return seated > 0;
  }

  /** Sessions of too few guests get some from others of their host; false if that is not enough. */
  private fillUp(): boolean {
    const { state, problem, slots } = this;
    const { hostStart, seatsOfHost, groupMin } = problem;
    for (let rounds = 0; state.shortCount > 0 && rounds < 4; rounds++) {
      const cell = state.short[0];
      const h = Math.floor(cell / slots);
      const t = cell - h * slots;
      for (let x = hostStart[h]; x < hostStart[h + 1] && state.size[cell] < groupMin[h]; x++) {
        const i = state.items.pairs + seatsOfHost[x];
        const at = state.slotOf[i];
        if (at < 0 || at === t || state.size[h * slots + at] <= groupMin[h]) continue;
        if (!hasBit(state.people.free, state.items.b[i] * this.words, t)) continue;
        state.remove(i);
        if (state.fits(i, t)) state.place(i, t);
        else state.place(i, at);
      }
      if (state.size[cell] < groupMin[h]) return false;
    }
    return state.shortCount === 0;
  }

  /**
   * Of somebody with breaks: an item that it does not have comes in beside one of its runs, or one at an end of a run goes out.
   */
  private exchangeOf(withBreaks: readonly number[]): boolean {
    const { state, edges, random } = this;
    const { ownStart, own } = state.items;
    const p = edges.lookAtOneOf(withBreaks, state.people.busy);
    if (random.below(2) === 0) {
      this.kind = 'xout';
      const end = state.ends.head[p * this.slots + edges.randomEnd()];
      return end >= 0 && this.exchanges.takeOut(end >> 1);
    }
    const t = edges.randomBeside();
    this.kind = 'xin';
    const count = ownStart[p + 1] - ownStart[p];
    if (t < 0 || count === 0) return false;
    const from = random.below(count);
    for (let x = 0; x < count; x++) {
      const i = own[ownStart[p] + (from + x < count ? from + x : from + x - count)];
      if (state.slotOf[i] < 0 && this.chains.isTarget(i, t)) return this.exchanges.bringIn(i, t) && this.fillUp();
    }
    return false;
  }

  private exchangeAnywhere(): boolean {
    const { state, random, slots } = this;
    const waiting = state.inSlot[slots];
    if (waiting.length === 0) return false;
    this.kind = 'xany';
    const i = waiting[random.below(waiting.length)];
    const t = random.below(slots);
    return this.chains.isTarget(i, t) && this.exchanges.bringIn(i, t) && this.fillUp();
  }
}
