/**
 * How few breaks prices leave to all participants together. Everyone takes the agenda that is cheapest for it alone
 * (`priced-agenda.ts`): a break costs one, and a price on each meeting in each slot, which one of its two participants pays
 * and the other is paid, brings the two to agree; a slot's rooms and the points have prices too. Whatever the prices, no schedule
 * of equal promises and points has fewer breaks than what all these agendas cost (Geoffrion 1974, "Lagrangean relaxation for
 * integer programming"). As an agenda holds each of its meetings once, this says much more than paths that only count them
 * (`agenda-paths.ts`). Order, rests, caps and odd sets are left out: it bounds all the same.
 *
 * Prices are integers when a bound is computed, so that it is exact.
 */
import { hasBit } from '../../model/problem.js';
import { AgendaGuide } from './agenda-guide.js';
import type { EqualWorth } from './formula.js';
import { type AgendaRules, MOST_OWN_MEETINGS, PricedAgenda, workOf } from './priced-agenda.js';

/** A break, in the unit of integer prices. */
const UNIT = 2 ** 24;
/** Beyond this, sums of prices might not be exact. */
const MOST_EXACT = 2 ** 51;
/** Work of one step up to which prices are looked for at all, see `workOf`: some milliseconds. */
const MOST_WORK = 2e6;
/** Part of the last direction that goes on into the next, as prices turn to and fro. */
const MOMENTUM = 0.9;
/** Length of the first step, in parts of what is left to the best schedule; how it shrinks after so many steps of no avail. */
const FIRST_STEP = 1;
const SHRINK = 0.8;
const PATIENCE = 15;
/** What a step of avail gains at least, in integer prices. */
const LEAST_GAIN = UNIT / 1000;
/** Length of a step from which on nothing is gained any more. */
const LEAST_STEP = 0.003;
/** Prices that gained nothing in so many steps never gained anything. */
const TRIAL = 100;

interface Agenda {
  readonly meetings: number;
  readonly rules: AgendaRules;
  /** Pair of the i-th meeting in slot t, -1 if it cannot be there: at i * slots + t. */
  readonly pairOf: Int32Array;
  /** 1 where the participant is the first of the i-th meeting's two. */
  readonly isFirst: Uint8Array;
}

/** A slot's rooms of a limit, where more meetings are possible than rooms. */
interface Cell {
  readonly capacity: number;
  readonly pairs: readonly number[];
}

/** What prices are on: pairs (meeting, slot), cells, and points. */
class Priced {
  readonly meetingOf: number[] = [];
  readonly cells: Cell[];
  /** Cells that a pair takes a room of. */
  readonly cellsOf: number[][];
  readonly agendas: Agenda[];
  /** Points that the meetings which need not be held have at least. */
  readonly wanted: number;
  /** Pair of meeting e in slot t, -1 if it cannot be there: at e * slots + t. */
  readonly pairAt: Int32Array;

  /** O(people · meetings each · slots) */
  constructor(readonly worth: EqualWorth) {
    const { problem, facts } = worth;
    const { meetings: E, slots: T, words: W, kind, kindLimits, capacity, participants: P, points } = problem;
    this.pairAt = new Int32Array(E * T).fill(-1);
    const inCell: number[][] = Array.from(capacity, () => []);
    // Points that are not looked at have no price.
    let wanted = Number.isFinite(worth.points) ? worth.points : 0;
    for (let e = 0; e < E; e++) {
      if (facts.held[e] === 1) wanted -= points[e];
      for (let t = 0; t < T; t++) {
        if (!hasBit(facts.usable, e * W, t)) continue;
        const pair = this.meetingOf.push(e) - 1;
        this.pairAt[e * T + t] = pair;
        for (const limit of kindLimits[kind[e]]) inCell[limit * T + t].push(pair);
      }
    }
    this.wanted = Math.max(0, wanted);
    this.cells = inCell
      .map((pairs, cell) => ({ pairs, capacity: capacity[cell] }))
      .filter(cell => cell.pairs.length > cell.capacity);
    this.cellsOf = this.meetingOf.map(() => []);
    this.cells.forEach(({ pairs }, c) => {
      for (const pair of pairs) this.cellsOf[pair].push(c);
    });
    this.agendas = Array.from({ length: P }, (_, p) => this.agendaOf(p));
  }

  private agendaOf(p: number): Agenda {
    const { problem, facts, terms } = this.worth;
    const { slots: T, words: W, incident, incidentStart, a, maxMeetings, day } = problem;
    const own = incident
      .subarray(incidentStart[p], incidentStart[p + 1])
      .filter(e => facts.usable.subarray(e * W, (e + 1) * W).some(word => word !== 0));
    const possible = new Int32Array(T);
    const pairOf = new Int32Array(own.length * T);
    let held = 0;
    own.forEach((e, i) => {
      if (facts.held[e] === 1) held |= 1 << i;
      for (let t = 0; t < T; t++) {
        pairOf[i * T + t] = this.pairAt[e * T + t];
        if (this.pairAt[e * T + t] >= 0) possible[t] |= 1 << i;
      }
    });
    // Where not every promise can be kept, anyone's may be the one that is not.
    const least = terms.target >= terms.total ? terms.possible[p] : 0;
    const rules = { possible, busy: facts.busy[p * W], held, least, most: maxMeetings[p], day };
    const isFirst = Uint8Array.from(own, e => (a[e] === p ? 1 : 0));
    return { meetings: own.length, rules, pairOf, isFirst };
  }
}

/** Whether everyone has few enough agendas. O(people · slots) */
function isPriceable({ agendas }: Priced): boolean {
  if (agendas.some(({ meetings }) => meetings > MOST_OWN_MEETINGS)) return false;
  return agendas.reduce((sum, { rules, meetings }) => sum + workOf(rules, meetings), 0) <= MOST_WORK;
}

export class AgendaPrices {
  /** Every schedule of equal worth has so many breaks. */
  least = 0;
  /** Whether more steps are of no use. */
  done = false;
  private readonly priced: PricedAgenda;
  private readonly cost: Float64Array;
  /** Integer prices that the first and the second participant of a pair pay. */
  private readonly first: Float64Array;
  private readonly second: Float64Array;
  /** Prices of pairs, then of cells, then of as many points as an average meeting has; in breaks. */
  private readonly prices: Float64Array;
  private readonly best: Float64Array;
  /** By how much the cheapest agendas break what has a price. */
  private readonly gradient: Float64Array;
  private readonly direction: Float64Array;
  private readonly average: number;
  private value = Number.NEGATIVE_INFINITY;
  private step = FIRST_STEP;
  private ofNoAvail = 0;
  private steps = 0;
  /** What agendas cost without prices. */
  private begin = 0;

  /** `undefined` where the event is none for it. */
  static of(worth: EqualWorth): AgendaPrices | undefined {
    const { words, parallel } = worth.problem;
    if (words > 1 || parallel.some(places => places !== 1)) return undefined;
    const on = new Priced(worth);
    return isPriceable(on) ? new AgendaPrices(on) : undefined;
  }

  private constructor(private readonly on: Priced) {
    const { meetingOf, cells, agendas, worth } = on;
    const { slots, points, meetings } = worth.problem;
    const most = agendas.reduce((max, agenda) => Math.max(max, agenda.meetings), 0);
    const size = meetingOf.length + cells.length + 1;
    this.priced = new PricedAgenda(slots, most);
    this.cost = new Float64Array(most * slots);
    this.first = new Float64Array(meetingOf.length);
    this.second = new Float64Array(meetingOf.length);
    this.prices = new Float64Array(size);
    this.best = new Float64Array(size);
    this.gradient = new Float64Array(size);
    this.direction = new Float64Array(size);
    this.average = Math.max(1, points.reduce((sum, value) => sum + value, 0) / Math.max(1, meetings));
  }

  /**
   * Steps along what the cheapest agendas break, each as long as what is left to the best schedule allows (Polyak 1969,
   * doi:10.1016/0041-5553(69)90061-5). O(people · slots · meetings each · 2^meetings each) a step.
   * @param upper breaks of the best schedule known
   */
  improve(steps: number, upper: number): void {
    const { prices, best, direction } = this;
    for (let i = 0; i < steps && !this.done; i++) {
      const value = this.evaluate();
      if (value === Number.POSITIVE_INFINITY) {
        // Someone has no agenda: there is no such schedule, which others may say.
        this.done = true;
        return;
      }
      if (this.steps++ === 0) this.begin = value;
      if (value > this.value) {
        if (value - this.value > LEAST_GAIN) this.ofNoAvail = 0;
        this.value = value;
        best.set(prices);
        this.least = Math.max(this.least, Math.ceil(value / UNIT));
      }
      this.done = this.least >= upper || this.step < LEAST_STEP || (this.steps >= TRIAL && !this.tellAnything);
      // Such a step went much too far.
      if (value === Number.NEGATIVE_INFINITY) this.ofNoAvail = PATIENCE;
      if (this.ofNoAvail++ < PATIENCE) this.advance(upper - value / UNIT);
      else {
        this.ofNoAvail = 0;
        this.step *= SHRINK;
        prices.set(best);
        direction.fill(0);
      }
    }
  }

  /** Whether prices say more than agendas without any. */
  private get tellAnything(): boolean {
    return this.value - this.begin >= LEAST_GAIN;
  }

  /** What the best prices say about agendas; `undefined` if nothing. */
  guide(): AgendaGuide | undefined {
    if (!this.tellAnything) return undefined;
    const { on, prices, best, first, second } = this;
    prices.set(best);
    this.direction.fill(0);
    this.setIntegers();
    const cheapest = Float64Array.from(on.agendas, agenda => this.choose(agenda) / UNIT);
    const inBreaks = (list: Float64Array): Float64Array => list.map(price => price / UNIT);
    const priced = { pairAt: on.pairAt, first: inBreaks(first), second: inBreaks(second), cheapest };
    return new AgendaGuide(on.worth.problem, priced);
  }

  private advance(left: number): void {
    const { prices, gradient, direction, on } = this;
    const pairs = on.meetingOf.length;
    let square = 0;
    for (let k = 0; k < prices.length; k++) {
      // A price that is 0 and would fall stays.
      const isFloor = k >= pairs && prices[k] <= 0 && gradient[k] < 0;
      direction[k] = isFloor ? 0 : gradient[k] + MOMENTUM * direction[k];
      square += direction[k] * direction[k];
    }
    if (square === 0) return;
    const length = (this.step * left) / square;
    for (let k = 0; k < prices.length; k++) {
      prices[k] += length * direction[k];
      if (k >= pairs && prices[k] < 0) prices[k] = 0;
    }
  }

  /**
   * What the cheapest agendas cost beside what rooms and points are worth, in integers; sets the gradient. Below any bound, and
   * without a gradient, where prices are so large that sums of them would not be exact.
   */
  private evaluate(): number {
    const { on, prices, gradient, average } = this;
    const { meetingOf, cells, wanted, agendas, worth } = on;
    const { slots, participants } = worth.problem;
    if (!(this.setIntegers() + UNIT * slots * participants < MOST_EXACT)) return Number.NEGATIVE_INFINITY;
    gradient.fill(0);
    let value = 0;
    cells.forEach(({ capacity }, c) => {
      value -= this.integer(meetingOf.length + c) * capacity;
      gradient[meetingOf.length + c] = -capacity;
    });
    const last = prices.length - 1;
    value += this.pricePerPoint * wanted;
    gradient[last] = wanted / average;
    for (const agenda of agendas) value += this.choose(agenda);
    return value;
  }

  private integer(k: number): number {
    return Math.round(UNIT * this.prices[k]);
  }

  private get pricePerPoint(): number {
    return Math.round((UNIT * this.prices[this.prices.length - 1]) / this.average);
  }

  /** Each participant's integer prices of the pairs; returns the sum of all prices' amounts. */
  private setIntegers(): number {
    const { on, first, second } = this;
    const { meetingOf, cells, worth, wanted } = on;
    const { points } = worth.problem;
    const perPoint = this.pricePerPoint;
    let size = perPoint * wanted;
    for (let k = 0; k < meetingOf.length; k++) {
      const e = meetingOf[k];
      second[k] = worth.facts.held[e] === 1 ? 0 : -perPoint * points[e];
    }
    cells.forEach(({ pairs, capacity }, c) => {
      const rent = this.integer(meetingOf.length + c);
      for (const k of pairs) second[k] += rent;
      size += rent * capacity;
    });
    for (let k = 0; k < meetingOf.length; k++) {
      first[k] = Math.round(second[k] / 2) + this.integer(k);
      second[k] -= first[k];
      size += Math.abs(first[k]) + Math.abs(second[k]);
    }
    return size;
  }

  /** A participant's cheapest agenda goes into the gradient; returns its cost. */
  private choose({ meetings, rules, pairOf, isFirst }: Agenda): number {
    const { cost, priced, first, second, on } = this;
    const { slots } = on.worth.problem;
    for (let k = 0; k < pairOf.length; k++)
      if (pairOf[k] >= 0) cost[k] = (isFirst[Math.floor(k / slots)] === 1 ? first : second)[pairOf[k]];
    const value = priced.cheapest(rules, meetings, cost, UNIT);
    if (value === Number.POSITIVE_INFINITY) return value;
    for (let t = 0; t < slots; t++) {
      const i = priced.meetingAt[t];
      if (i >= 0) this.use(pairOf[i * slots + t], isFirst[i] === 1);
    }
    return value;
  }

  private use(pair: number, isFirst: boolean): void {
    const { gradient, on } = this;
    gradient[pair] += isFirst ? 1 : -1;
    for (const cell of on.cellsOf[pair]) gradient[on.meetingOf.length + cell] += 0.5;
    const e = on.meetingOf[pair];
    const { facts, problem } = on.worth;
    if (facts.held[e] === 0) gradient[gradient.length - 1] -= problem.points[e] / (2 * this.average);
  }
}
