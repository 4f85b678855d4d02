/**
 * Annealing of schedules that fit words (`word-state.ts`): the moves of `kempe.ts` and trades of meetings of equal points
 * (`word-trades.ts`), several times as fast. A meeting that stands against a move may go to a third slot, or be out for a while.
 * A move costs what it does to a few agendas, and most are refused before anything is made. Where points may be paid, most moves
 * are paths of one slot (`slot-paths.ts`), and nothing is taken out for a while: they are for schedules that are whole.
 */
import type { Random } from '../random.js';
import type { AgendaGuide } from './agenda-guide.js';
import { type Aim, type BreakStanding, NOTHING_LOST } from './aim.js';
import { randomSlot } from './random-slot.js';
import { SHARE_OF_PATHS, SlotPaths } from './slot-paths.js';
import type { WordState } from './word-state.js';
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
/** Temperature from which on a meeting may be taken out for a while, and percent of the refused exchanges that try. */
const HOT = 9;
const TAKES_OUT = 30;
/** Percent of the visits that bring it back, while one is out. */
const BRINGS_BACK = 30;
/** What taking one out costs, in temperatures: adapted by this factor so that this share of the visits finds none out. */
const PRICE = { first: 2.5, least: 0.1, most: 8, factor: 1.1, whole: 0.3 };

export class WordAnnealer {
  /** The best schedule since the start or the last `goTo`, as the aim says, and its standing. */
  readonly best: Int32Array;
  standing: BreakStanding;
  /** Where the aim allows that points are paid. */
  private readonly paths: SlotPaths | undefined;
  private readonly trades: WordTrades;
  /** Meetings on the path at hand. */
  private readonly path: Int32Array;
  private length = 0;
  /** The meeting that cannot be in its other slot, and the participant that the path came to it by. */
  private stopped = -1;
  private last = -1;
  private readonly marks: Int32Array;
  private mark = 0;
  /**
   * A meeting that was taken out and has to come back, -1 if none is out. Where many meetings can be in few slots, exchanges
   * alone do not lead from every schedule to every other one. Not whole, a schedule is never kept.
   */
  private out = -1;
  private price = PRICE.first;
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
    private readonly aim: Aim = NOTHING_LOST,
  ) {
    this.paths = aim.prices && new SlotPaths(state, random, aim);
    this.trades = new WordTrades(state, random);
    this.named = new Int32Array(state.problem.participants);
    this.path = new Int32Array(state.problem.meetings);
    this.marks = new Int32Array(state.problem.meetings);
    this.best = state.slotOf.slice();
    this.standing = state.standing();
  }

  /** Whether no meeting is out for a while. */
  get isWhole(): boolean {
    return this.out < 0;
  }

  /** Goes on from this schedule, which is without conflicts. */
  goTo(slotOf: Int32Array): void {
    this.state.goTo(slotOf);
    this.out = -1;
    this.standing = this.state.standing();
    this.best.set(slotOf);
  }

  /** @param temperature in twentieths of a break */
  round(visits: number, temperature: number): void {
    let whole = 0;
    let made = 0;
    for (; made < visits && (this.paths || this.state.broken > 0 || !this.isWhole); made++) {
      if (this.visit(temperature) && this.path.length < LARGE) this.keepIfBest();
      if (this.isWhole) whole++;
    }
    this.keepIfBest();
    const { least, most, factor } = PRICE;
    const changed = whole < PRICE.whole * made ? this.price * factor : this.price / factor;
    this.price = Math.min(most, Math.max(least, changed));
    // It may never find its way back.
    if (whole === 0 && made > 0) this.goTo(this.best);
  }

  /** Goes on until no meeting is out; to the best schedule if that takes more visits. */
  settle(visits: number, temperature: number): void {
    for (let k = 0; k < visits && !this.isWhole; k++) this.visit(temperature);
    if (!this.isWhole) this.goTo(this.best);
  }

  private keepIfBest(): void {
    if (!this.isWhole || !this.aim.isBetter(this.state, this.standing)) return;
    this.standing = this.state.standing();
    this.best.set(this.state.slotOf);
  }

  private visit(temperature: number): boolean {
    if (!this.isWhole && (this.state.broken === 0 || this.random.below(100) < BRINGS_BACK))
      return this.bringBack(temperature);
    if (this.paths && this.isWhole && this.random.below(100) < SHARE_OF_PATHS)
      return this.paths.attempt(this.someone(), temperature * this.random.exponential());
    const kind = this.random.below(100);
    // A trade might bring in the one that is out.
    if (kind < TRADES && this.isWhole) return this.tradeOf(this.someone(), temperature * this.random.exponential());
    if (kind < TRADES + ANYWHERE) return this.anywhere(temperature);
    const p = this.someone();
    for (let k = 0; k < TRIES && this.state.ends[p] !== 0; k++) if (this.proposeTo(p, temperature)) return true;
    return false;
  }

  /** Brings the meeting that is out into the slot that suits its participants best, or takes out for it what stands against it. */
  private bringBack(temperature: number): boolean {
    const { state, random, out: e } = this;
    const { a, b, domain } = state.problem;
    const { busy, at, pair } = state;
    const x = a[e];
    const y = b[e];
    const limit = temperature * random.exponential();
    let best = -1;
    let least = limit + this.price * temperature;
    for (let slots = domain[e] & ~(busy[x] | busy[y]); slots !== 0; slots &= slots - 1) {
      const t = 31 - Math.clz32(slots & -slots);
      if (!state.hasRoom(e, t) || !state.isInOrder(e, t)) continue;
      const delta = state.addDelta(x, t) + state.addDelta(y, t);
      if (delta > least || (delta === least && random.below(2) === 0)) continue;
      least = delta;
      best = t;
    }
    if (best >= 0) {
      state.putIn(e, best);
      this.out = -1;
      return true;
    }
    const halfFree = domain[e] & (busy[x] ^ busy[y]);
    if (halfFree === 0) return false;
    const t = randomSlot(halfFree, random);
    const isX = ((busy[x] >>> t) & 1) === 1;
    const f = at[(isX ? x : y) * 32 + t];
    const other = (isX ? x : y) ^ pair[f];
    if (state.addDelta(isX ? y : x, t) + state.dropDelta(other, t) > limit || !state.isInOrder(e, t)) return false;
    if (!state.hasRoom(e, t, f)) return false;
    state.takeOut(f);
    state.putIn(e, t);
    this.out = f;
    return true;
  }

  /** Moves p's meeting from s to t; what stands against it there is taken out; true if that costs at most `limit`. */
  private takesOut(p: number, s: number, t: number, temperature: number, limit: number): boolean {
    const { state, random } = this;
    const { at, pair, problem } = state;
    if (this.paths || !this.isWhole || temperature < HOT || this.path.length >= LARGE) return false;
    if (random.below(100) >= TAKES_OUT) return false;
    const e = at[p * 32 + s];
    const q = p ^ pair[e];
    const f = at[q * 32 + t];
    if (f < 0 || ((problem.domain[e] >>> t) & 1) === 0) return false;
    const delta = state.swapDelta(p, s, t) + state.dropDelta(q, s) + state.dropDelta(q ^ pair[f], t);
    if (delta + this.price * temperature > limit || !state.isInOrder(e, t) || !state.hasRoom(e, t, f)) return false;
    state.takeOut(f);
    this.out = f;
    state.moveAlone(e, s, t);
    return true;
  }

  /** A participant with something to gain, or with breaks; where points are paid, half of the time anyone. */
  private someone(): number {
    const { state, random } = this;
    if (this.paths && (state.broken === 0 || random.below(2) === 0)) return random.below(state.problem.participants);
    const named = this.guide && random.below(100) < GUIDED ? this.nameOne(this.guide) : -1;
    if (named >= 0 && state.busy[named] !== 0) return named;
    return state.withBreaks[random.below(state.broken)];
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
    if (state.ends[p] === 0) return false;
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
    return to !== 0 && this.attempt(p, s, randomSlot(to, random), temperature);
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
    return this.attempt(isFree ? a[e] : b[e], s, t, temperature);
  }

  /** An exchange, or else what makes way for it is taken out; true if either was done. */
  private attempt(p: number, s: number, t: number, temperature: number): boolean {
    const limit = temperature * this.random.exponential();
    return this.exchange(p, s, t, limit) || this.takesOut(p, s, t, temperature, limit);
  }

  /** Exchanges slots s and t along the path that starts at p, busy in s and free in t; true if it costs at most `limit`. */
  private exchange(p: number, s: number, t: number, limit: number): boolean {
    const { state, path } = this;
    const z = this.walk(p, s, t);
    if (z < 0) return this.length > 0 && this.aside(p, s, t, limit);
    const delta = state.swapDelta(p, s, t) + state.swapDelta(z, s, t);
    if (delta > limit + MOST_GAIN) return false;
    if (!state.keepsRooms(path, this.length, s, t)) return this.balanced(p, z, s, t, limit, delta);
    if (delta > limit || !state.staysInOrder(path, this.length, s, t)) return false;
    state.exchange(path, this.length, s, t, p, z);
    return true;
  }

  /**
   * The meeting at which the path ends, as it cannot be in its other slot, goes to a third one, where both of its participants are
   * free; true if that costs at most `limit`.
   */
  private aside(p: number, s: number, t: number, limit: number): boolean {
    const { state, path, random } = this;
    const { busy, beside, rooms, pair } = state;
    const e = this.stopped;
    const from = state.slotOf[e];
    const to = from === s ? t : s;
    const near = this.last;
    const far = near ^ pair[e];
    const slots = state.problem.domain[e] & ~(busy[near] | busy[far] | (1 << s) | (1 << t));
    if (slots === 0 || !state.hasNoOrder(e) || !state.staysInOrder(path, this.length, s, t)) return false;
    const third = randomSlot(slots & (beside[near] | beside[far]) || slots, random);
    const delta = state.swapDelta(p, s, t) + state.swapDelta(near, to, third) + state.swapDelta(far, from, third);
    const hasRoom = state.hasRoom(e, third);
    if (delta > limit + (hasRoom ? 0 : MOST_GAIN)) return false;
    if (rooms && !(hasRoom && rooms.keeps(path, this.length, state.slotOf, s, t, e))) return false;
    const back = hasRoom ? -1 : this.goesInto(s, third, limit - delta);
    if (!hasRoom && back < 0) return false;
    state.moveAlone(e, from, third);
    state.exchange(path, this.length, s, t, p, near);
    if (back >= 0) state.moveAlone(back, third, s);
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
      if (((domain[e] >>> to) & 1) === 0) {
        this.length = length;
        this.stopped = e;
        this.last = person;
        return -1;
      }
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
    const { state, path, trades } = this;
    if (!state.staysInOrder(path, this.length, s, t)) return false;
    const enough = limit - delta;
    const back = this.goesInto(s, t, enough);
    if (back >= 0) {
      state.exchange(path, this.length, s, t, p, z);
      state.moveAlone(back, t, s);
      return true;
    }
    this.mark++;
    for (let k = 0; k < this.length; k++) this.marks[path[k]] = this.mark;
    if (this.isWhole && trades.forRoom(s, t, z, this.marks, this.mark, enough)) {
      state.exchange(path, this.length, s, t, p, z);
      state.takeOut(trades.out);
      state.putIn(trades.in, s);
      return true;
    }
    if (!this.findDetour(s, t, enough)) return false;
    const { onward, third, back: last } = this.detour;
    state.exchange(path, this.length, s, t, p, z);
    state.moveAlone(onward, t, third);
    if (last >= 0) state.moveAlone(last, third, s);
    return true;
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
      if ((((busy[x] | busy[y] | ~domain[e]) >>> s) & 1) === 1 || !state.hasNoOrder(e)) continue;
      if (state.swapDelta(x, from, s) + state.swapDelta(y, from, s) > enough) continue;
      if (state.rooms === undefined || state.rooms.evens(e)) return e;
    }
    return -1;
  }

  /** Looks for a meeting that goes on from t to a third slot with a room, or from which another one goes into s. */
  private findDetour(s: number, t: number, enough: number): boolean {
    const { state, random, detour } = this;
    const { a, b, domain } = state.problem;
    const { busy, beside } = state;
    const list = state.inSlot[t];
    if (list.length === 0) return false;
    for (let k = 0; k < DETOURS; k++) {
      const e = list[random.below(list.length)];
      if (this.marks[e] === this.mark || !state.hasNoOrder(e)) continue;
      const x = a[e];
      const y = b[e];
      const slots = domain[e] & ~(busy[x] | busy[y] | (1 << s));
      if (slots === 0) continue;
      const third = randomSlot(slots & (beside[x] | beside[y]) || slots, random);
      const left = enough - state.swapDelta(x, t, third) - state.swapDelta(y, t, third);
      const { rooms } = state;
      if (rooms && !rooms.leaves(e)) continue;
      const hasRoom = state.hasRoom(e, third);
      if (left < (hasRoom ? 0 : -MOST_GAIN)) continue;
      const back = hasRoom || rooms ? -1 : this.goesInto(s, third, left);
      if (!hasRoom && back < 0) continue;
      detour.onward = e;
      detour.third = third;
      detour.back = back;
      return true;
    }
    return false;
  }
}
