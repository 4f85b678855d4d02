/**
 * Annealing of schedules that fit words (`word-state.ts`): the moves of `kempe.ts` and trades of meetings of equal points
 * (`word-trades.ts`), several times as fast. A move costs what it does to a few agendas, and most are refused before anything
 * is made.
 */
import type { Random } from '../random.js';
import type { AgendaGuide } from './agenda-guide.js';
import { randomSlot, type WordState } from './word-state.js';
import { WordTrades } from './word-trades.js';

/** Percent of the visits that trade meetings, and that exchange anywhere; the others see a participant with breaks. */
const TRADES = 20;
const ANYWHERE = 5;
/** Percent of the visits that see someone the guide names, and how many of these before it is asked again. */
const GUIDED = 85;
const VISITS_A_LOOK = 300;
/** Exchanges tried on a visit, and percent of them whose slot is any beside a run: the others suit the partner too. */
const TRIES = 4;
const ANY_SLOT = 20;
/** Meetings looked at before one goes into a room that another left. */
const GLANCES = 20;
/** Ways tried by which a meeting goes on to a third slot, from where another one takes the room that was left. */
const DETOURS = 4;
/** From so many meetings the best schedule is copied at the ends of rounds only: a copy takes longer than many visits. */
const LARGE = 20_000;
/** What an exchange may cost beyond what is allowed, in twentieths of a break, for the one that goes back to make good. */
const MOST_GAIN = 5;

export class WordAnnealer {
  /** The schedule with the fewest breaks since the start or the last `goTo`; of those the one that costs least. */
  readonly best: Int32Array;
  private bestBreaks = 0;
  private bestCost = 0;
  private readonly trades: WordTrades;
  /** Meetings on the path at hand. */
  private readonly path: Int32Array;
  private length = 0;
  private readonly marks: Int32Array;
  private mark = 0;
  /** Whom the guide named last; so many of them count. */
  private readonly named: Int32Array;
  private names = 0;
  private untilNextLook = 0;
  /** What `findDetour` found: `onward` goes to slot `third`, and `back` from there, unless that is -1. */
  private readonly detour = { onward: -1, third: -1, back: -1 };

  constructor(
    private readonly state: WordState,
    private readonly random: Random,
    private readonly guide?: AgendaGuide,
  ) {
    this.trades = new WordTrades(state, random);
    this.named = new Int32Array(state.problem.participants);
    this.path = new Int32Array(state.problem.meetings);
    this.marks = new Int32Array(state.problem.meetings);
    this.best = state.slotOf.slice();
    this.goTo(this.best);
  }

  /** Goes on from this schedule, which is without conflicts. */
  goTo(slotOf: Int32Array): void {
    this.state.goTo(slotOf);
    this.bestBreaks = this.state.breaks;
    this.bestCost = this.state.cost;
    this.best.set(slotOf);
  }

  /** @param temperature in twentieths of a break */
  round(visits: number, temperature: number): void {
    for (let i = 0; i < visits && this.state.broken > 0; i++)
      if (this.visit(temperature) && this.path.length < LARGE) this.keepIfBest();
    this.keepIfBest();
  }

  private keepIfBest(): void {
    const { breaks, cost } = this.state;
    if (breaks > this.bestBreaks || (breaks === this.bestBreaks && cost >= this.bestCost)) return;
    this.bestBreaks = breaks;
    this.bestCost = cost;
    this.best.set(this.state.slotOf);
  }

  private visit(temperature: number): boolean {
    const kind = this.random.below(100);
    if (kind < TRADES) return this.tradeOf(this.someone(), temperature * this.random.exponential());
    if (kind < TRADES + ANYWHERE) return this.anywhere(temperature);
    const p = this.someone();
    for (let k = 0; k < TRIES; k++) if (this.proposeTo(p, temperature)) return true;
    return false;
  }

  /** A participant with something to gain, or with breaks. */
  private someone(): number {
    const named = this.guide && this.random.below(100) < GUIDED ? this.nameOne(this.guide) : -1;
    if (named >= 0 && this.state.busy[named] !== 0) return named;
    return this.state.withBreaks[this.random.below(this.state.broken)];
  }

  private nameOne(guide: AgendaGuide): number {
    if (this.untilNextLook-- <= 0) {
      this.untilNextLook = VISITS_A_LOOK;
      this.names = guide.wasteful(this.state, this.named);
    }
    return this.names === 0 ? -1 : this.named[this.random.below(this.names)];
  }

  private tradeOf(p: number, limit: number): boolean {
    const { state, random, trades } = this;
    if (random.below(2) === 0) return trades.shed(p, randomSlot(state.ends[p], random), limit);
    return state.beside[p] !== 0 && trades.fill(p, randomSlot(state.beside[p], random), limit);
  }

  /** Moves a meeting at an end of one of p's runs beside one of them. */
  private proposeTo(p: number, temperature: number): boolean {
    const { state, random } = this;
    const { busy, ends, pair } = state;
    const s = randomSlot(ends[p], random);
    const e = state.at[p * 32 + s];
    let to = state.beside[p] & state.problem.domain[e];
    if (random.below(100) >= ANY_SLOT) {
      // Beside what is left of the runs of both, or where the partner's meeting would come back.
      const q = p ^ pair[e];
      const suits = ((ends[q] >>> s) & 1) === 1 ? busy[q] | state.besides(busy[q] & ~(1 << s)) : busy[q];
      to &= state.besides(busy[p] & ~(1 << s)) & suits;
    }
    return to !== 0 && this.exchange(p, s, randomSlot(to, random), temperature * random.exponential());
  }

  private anywhere(temperature: number): boolean {
    const { state, random } = this;
    const { a, b } = state.problem;
    const s = random.below(state.problem.slots);
    const t = random.below(state.problem.slots);
    const list = state.inSlot[s];
    if (s === t || list.length === 0) return false;
    const e = list[random.below(list.length)];
    const isFree = ((state.busy[a[e]] >>> t) & 1) === 0;
    if (!isFree && ((state.busy[b[e]] >>> t) & 1) === 1) return false;
    return this.exchange(isFree ? a[e] : b[e], s, t, temperature * random.exponential());
  }

  /** Exchanges slots s and t along the path that starts at p, busy in s and free in t; true if it costs at most `limit`. */
  private exchange(p: number, s: number, t: number, limit: number): boolean {
    const { state, path } = this;
    const z = this.walk(p, s, t);
    if (z < 0) return false;
    const delta = state.swapDelta(p, s, t) + state.swapDelta(z, s, t);
    if ((this.length & 1) === 1 && state.load[t] >= state.capacity[t]) return this.balanced(p, z, s, t, limit, delta);
    if (delta > limit) return false;
    state.exchange(path, this.length, s, t, p, z);
    return true;
  }

  /** Gathers the path from p on; returns its other end, -1 if a meeting cannot be in its other slot. O(its length). */
  private walk(p: number, s: number, t: number): number {
    const { at, pair } = this.state;
    const { domain } = this.state.problem;
    const { path } = this;
    let person = p;
    let from = s;
    let to = t;
    let length = 0;
    for (;;) {
      const e = at[person * 32 + from];
      if (e < 0) break;
      if (((domain[e] >>> to) & 1) === 0) return -1;
      path[length++] = e;
      person ^= pair[e];
      const other = from;
      from = to;
      to = other;
    }
    this.length = length;
    return person;
  }

  /** An exchange that overfills slot t: others move until there is a room for all, or one of t is traded for one in s. */
  private balanced(p: number, z: number, s: number, t: number, limit: number, delta: number): boolean {
    if (delta > limit + MOST_GAIN) return false;
    const { state, path, trades } = this;
    const enough = limit - delta;
    const back = this.goesInto(s, t, enough);
    if (back >= 0) {
      state.exchange(path, this.length, s, t, p, z);
      this.moveAlone(back, t, s);
      return true;
    }
    this.mark++;
    for (let k = 0; k < this.length; k++) this.marks[path[k]] = this.mark;
    if (trades.forRoom(s, t, this.marks, this.mark, enough)) {
      state.exchange(path, this.length, s, t, p, z);
      state.takeOut(trades.out);
      state.putIn(trades.in, s);
      return true;
    }
    if (!this.findDetour(s, t, enough)) return false;
    const { onward, third, back: last } = this.detour;
    state.exchange(path, this.length, s, t, p, z);
    this.moveAlone(onward, t, third);
    if (last >= 0) this.moveAlone(last, third, s);
    return true;
  }

  /** Moves a meeting whose participants are both free in slot t. O(1). */
  private moveAlone(e: number, from: number, to: number): void {
    this.path[0] = e;
    this.state.exchange(this.path, 1, from, to, this.state.problem.a[e], this.state.problem.b[e]);
  }

  /**
   * A meeting that can move into slot s from `from` alone at a cost of at most `enough`, -1 if none of some can. Whose agendas
   * are about to change by a path between s and another slot, or by a meeting that comes into `from`, have none that can.
   */
  private goesInto(s: number, from: number, enough: number): number {
    const { state, random } = this;
    const { a, b, domain } = state.problem;
    const { busy } = state;
    const list = state.inSlot[from];
    const size = list.length;
    if (size === 0) return -1;
    let i = random.below(size);
    for (let k = Math.min(size, GLANCES); k > 0; k--, i = i + 1 === size ? 0 : i + 1) {
      const e = list[i];
      const x = a[e];
      const y = b[e];
      if ((((busy[x] | busy[y] | ~domain[e]) >>> s) & 1) === 1) continue;
      if (state.swapDelta(x, from, s) + state.swapDelta(y, from, s) <= enough) return e;
    }
    return -1;
  }

  /** Looks for a meeting that goes on from t to a third slot with a room, or from which another one goes into s. */
  private findDetour(s: number, t: number, enough: number): boolean {
    const { state, random, detour } = this;
    const { a, b, domain } = state.problem;
    const { busy, beside, load, capacity } = state;
    const list = state.inSlot[t];
    if (list.length === 0) return false;
    for (let k = 0; k < DETOURS; k++) {
      const e = list[random.below(list.length)];
      if (this.marks[e] === this.mark) continue;
      const x = a[e];
      const y = b[e];
      const slots = domain[e] & ~(busy[x] | busy[y] | (1 << s));
      if (slots === 0) continue;
      const better = slots & (beside[x] | beside[y]);
      const third = randomSlot(better === 0 ? slots : better, random);
      const left = enough - state.swapDelta(x, t, third) - state.swapDelta(y, t, third);
      const hasRoom = load[third] < capacity[third];
      if (left < (hasRoom ? 0 : -MOST_GAIN)) continue;
      const back = hasRoom ? -1 : this.goesInto(s, third, left);
      if (!hasRoom && back < 0) continue;
      detour.onward = e;
      detour.third = third;
      detour.back = back;
      return true;
    }
    return false;
  }
}
