// How few breaks prices leave to all participants together. Everyone takes the agenda that is cheapest for it alone, the shortest
// way through its decision diagram (`diagrams.js`): a break costs one, and a price on each meeting in each slot, which one of
// its two participants pays and the other is paid, brings the two to agree; rooms, points and meetings that a diagram only counts
// have prices too. Whatever the prices, no schedule of equal promises and points has fewer breaks than what all these agendas cost
// (Geoffrion 1974, "Lagrangean relaxation for integer programming").
//
// Prices of meetings are first balanced: one participant after the other keeps half of what each meeting in each slot would cost
// it, and hands the other half over, which never makes the bound worse (min-marginal averaging: Lange & Swoboda 2021, "Efficient message
// passing for 0–1 ILPs with binary decision diagrams"). Where this gains little more, they go on along what the agendas break
// (Polyak 1969, doi:10.1016/0041-5553(69)90061-5). The few prices of rooms and points go in steps of their own all the while, longer
// as long as their sign stays (Riedmiller & Braun 1993, doi:10.1109/ICNN.1993.298623).
//
// All prices are whole numbers, so that every sum is exact. Plain JavaScript, so that workers run it unbuilt too. Deterministic.
import { isCutShort } from '../cut-short.js';
import { MEETING } from './diagrams.js';
import { PricedDiagrams } from './priced-diagrams.js';
import { MOST_AT_STAKE, UNIT } from './units.js';

/** @typedef {import('./agenda-question.js').AgendaQuestion} AgendaQuestion */

/** Beyond this, sums of prices might not be exact. */
const MOST_EXACT = 2 ** 51;
/** Steps of the prices of rows: the first and the longest, and how they grow and shrink. */
const STEP = { first: UNIT / 20, longest: 0.3 * UNIT, grows: 1.2, shrinks: 0.7 };
/** Balancing ends where a round of it gains less than this part of the bound. */
const STANDSTILL = 3e-3;
/** Of the steps after it: first length, in parts of the bound; how it shrinks after so many of no avail, and when they end. */
const FIRST_LENGTH = 0.04;
const SHRINK = 0.7;
const ROW_SHRINK = 0.5;
const PATIENCE = 20;
const LEAST_LENGTH = 0.005;
/** What prices that say anything gain at least; after so many rounds of no gain there will be none. */
const LEAST_GAIN = UNIT / 1000;
const TRIAL = 25;
/** Part of the last direction that goes on into the next, as prices turn to and fro. */
const MOMENTUM = 0.9;

/**
 * Rows over pairs, or over the slots of a meeting in one agenda: what is used is worth between `low` and `high`.
 * @typedef {object} Row
 * @property {Int32Array} places in `cost`, of both participants of each pair
 * @property {Int32Array} alone places that are each worth 1, of the rooms of sessions
 * @property {Float64Array | undefined} worth of each pair; left out where it is 1
 * @property {number} weight of one use of a place, as those of both participants count
 * @property {number} scale worth of an average pair
 * @property {number} low @property {number} high
 * @property {number} price @property {number} step @property {number} sign @property {number} used
 */

export class DiagramPrices {
  /**
   * Prices of breaks, until others are charged.
   * @param {AgendaQuestion} question @param {ConstructorParameters<typeof PricedDiagrams>[1]} [most] arcs of diagrams
   */
  constructor(question, most) {
    this.question = question;
    this.agendas = new PricedDiagrams(question, most);
    /** Whether everyone has an agenda at all. */
    this.isPossible = this.agendas.diagrams.length === question.ownStart.length - 1;
    this.rows = this.isPossible ? this.#makeRows() : [];
    this.direction = new Float64Array(question.pairs);
    /** Looked at in each round, beside arcs. */
    this.places = this.rows.reduce((sum, { places }) => sum + places.length, this.agendas.cost.length);
    /** The best prices by now. */
    this.best = { cost: this.agendas.cost.slice(), prices: new Float64Array(this.rows.length) };
    /** What all agendas cost at these, and when it began with what is charged. */
    this.value = Number.NEGATIVE_INFINITY;
    this.begin = 0;
    this.rounds = 0;
    this.ofNoAvail = 0;
    this.isBalanced = false;
    this.length = FIRST_LENGTH;
    this.charge(1, 0);
  }

  /**
   * What a break and each of its slots cost from now on: begins at the best prices by now.
   * @param {number} breakCost @param {number} idleCost whole numbers
   */
  charge(breakCost, idleCost) {
    const { agendas, best } = this;
    this.#restore();
    agendas.charge(breakCost, idleCost);
    best.cost.set(agendas.cost);
    this.value = Number.NEGATIVE_INFINITY;
    this.rounds = 0;
    this.ofNoAvail = 0;
    this.isBalanced = false;
    this.length = FIRST_LENGTH;
    this.direction.fill(0);
    for (const row of this.rows) {
      row.step = STEP.first / row.scale;
      row.sign = 0;
    }
  }

  /** @returns {Row[]} */
  #makeRows() {
    const { rows, slots, ownStart, isHeld } = this.question;
    const { first, second, diagrams, pairAt, sessions: all } = this.agendas;
    const fresh = { price: 0, sign: 0, used: 0, alone: new Int32Array() };
    /** @type {Row[]} */
    const made = rows.map(({ pairs, sessions, worth, low, high }) => {
      const alone = (sessions ?? fresh.alone).map(at => all.roomOf(all.sessionAt[at]));
      const places = new Int32Array(2 * pairs.length);
      pairs.forEach((pair, k) => {
        places[2 * k] = first[pair];
        places[2 * k + 1] = second[pair];
      });
      const scale = worth ? Math.max(1, worth.reduce((sum, one) => sum + one, 0) / pairs.length) : 1;
      return { ...fresh, places, alone, worth, weight: 0.5, scale, step: STEP.first / scale, low, high };
    });
    diagrams.forEach(({ counted }, p) => {
      for (const i of counted) {
        const places = Array.from({ length: slots }, (_, t) => this.agendas.placeOf(p, t) + MEETING + i);
        const own = Int32Array.from(places.filter(place => pairAt[place] >= 0));
        const low = isHeld[ownStart[p] + i];
        made.push({ ...fresh, places: own, worth: undefined, weight: 1, scale: 1, step: STEP.first, low, high: 1 });
      }
    });
    return made;
  }

  /**
   * So much work, in arcs and places looked at, unless it is done before.
   * @param {number} work @param {number} upper cost of a schedule that is known, in units
   */
  improve(work, upper) {
    let left = work;
    for (; left > 0 && !this.isDone(upper) && !isCutShort(); this.rounds++)
      left -= this.isBalanced ? this.#step() : this.#balance();
  }

  /** Every schedule costs so much, in whole units. */
  get least() {
    return Math.max(0, Math.ceil(this.value / UNIT));
  }

  /** The best prices, from which it goes on. O(arcs). */
  inBreaks() {
    const { first, second, cost, diagrams } = this.agendas;
    this.#restore();
    const of = (/** @type {Int32Array} */ places) => Float64Array.from(places, place => cost[place] / UNIT);
    const cheapest = Float64Array.from(diagrams, (_, p) => this.agendas.cheapest(p) / UNIT);
    return { first: of(first), second: of(second), cheapest };
  }

  /** Whether prices say more than those it began with. */
  get tellAnything() {
    return this.value - this.begin >= LEAST_GAIN;
  }

  /** @param {number} upper */
  isDone(upper) {
    const isInVain = this.rounds >= TRIAL && !this.tellAnything;
    return !this.isPossible || this.least >= upper || this.length * this.#scale < LEAST_LENGTH * UNIT || isInVain;
  }

  /** One round of balancing; returns its work. */
  #balance() {
    const { agendas, rows, value } = this;
    const isBetter = this.#evaluate();
    this.ofNoAvail = isBetter ? 0 : this.ofNoAvail + 1;
    const standsStill = isBetter && this.value - value < STANDSTILL * this.value;
    if (standsStill || this.ofNoAvail >= PATIENCE) {
      this.isBalanced = true;
      this.ofNoAvail = 0;
      if (!standsStill) this.#restore();
    }
    for (const row of rows) this.#stepAlone(row);
    for (let p = 0; p < agendas.diagrams.length; p++) agendas.balance(p);
    return 4 * agendas.arcs + this.places;
  }

  /** What steps are measured by. */
  get #scale() {
    return Math.max(UNIT, this.value);
  }

  /** What the row's price is wrong by. @param {Row} row */
  #wrong({ price, used, low, high }) {
    if (price > 0) return used - high;
    if (price < 0) return used - low;
    return Math.max(0, used - high) + Math.min(0, used - low);
  }

  /** @param {Row} row */
  #stepAlone(row) {
    const sign = Math.sign(this.#wrong(row));
    if (sign !== 0 && row.sign !== 0)
      row.step =
        sign === row.sign ? Math.min(STEP.longest / row.scale, row.step * STEP.grows) : row.step * STEP.shrinks;
    row.sign = sign;
    this.#setPrice(row, row.price + sign * Math.ceil(row.step));
  }

  /** Never over 0: what is right on one side of it is not on the other. @param {Row} row @param {number} price */
  #setPrice(row, price) {
    const { cost } = this.agendas;
    const next = price * row.price < 0 ? 0 : price;
    const more = next - row.price;
    if (more === 0) return;
    row.price = next;
    const { places, alone, worth } = row;
    for (const place of alone) cost[place] += more;
    if (row.weight === 1) for (const place of places) cost[place] += more;
    else {
      for (let k = 0; k < places.length; k += 2) {
        const all = worth ? more * worth[k >> 1] : more;
        const half = Math.floor(all / 2);
        cost[places[k]] += half;
        cost[places[k + 1]] += all - half;
      }
    }
  }

  /** Takes the value of the prices at hand, with what everyone would use; whether it is the best so far. */
  #evaluate() {
    const { agendas, rows, best } = this;
    const { used, cost, diagrams } = agendas;
    used.fill(0);
    let value = 0;
    let size = 0;
    for (let p = 0; p < diagrams.length; p++) {
      value += agendas.cheapest(p);
      agendas.trace(p);
    }
    for (const row of rows) {
      const { places, alone, worth } = row;
      let count = 0;
      for (let k = 0; k < places.length; k++) if (used[places[k]] === 1) count += worth ? worth[k >> 1] : 1;
      row.used = count * row.weight;
      for (const place of alone) row.used += used[place];
      const paid = row.price === 0 ? 0 : row.price * (row.price > 0 ? row.high : row.low);
      value -= paid;
      size += Math.abs(paid);
    }
    for (let place = 0; place < cost.length; place++) size += Math.abs(cost[place]);
    if (size > MOST_EXACT) {
      this.#goBackToBest();
      return false;
    }
    if (!(value > this.value)) return false;
    if (this.value === Number.NEGATIVE_INFINITY) this.begin = value;
    this.value = value;
    best.cost.set(cost);
    rows.forEach((row, k) => {
      best.prices[k] = row.price;
    });
    return true;
  }

  /** A step of all prices along what is wrong with them; returns its work. */
  #step() {
    const { rows, direction, agendas } = this;
    const { used, first, second } = agendas;
    if (this.#evaluate()) this.ofNoAvail = 0;
    else if (++this.ofNoAvail >= PATIENCE) this.#goBackToBest();
    let disputed = 0;
    let square = 0;
    for (let pair = 0; pair < direction.length; pair++) {
      const wrong = used[first[pair]] - used[second[pair]];
      if (wrong !== 0) disputed++;
      direction[pair] = MOMENTUM * direction[pair] + wrong;
      square += direction[pair] * direction[pair];
    }
    if (disputed > 0 && square > 0) this.#move((this.length * this.#scale) / square);
    // Everyone agrees: no prices say more.
    else if (disputed === 0 && rows.every(row => this.#wrong(row) === 0)) this.length = 0;
    for (const row of rows) this.#stepAlone(row);
    return agendas.arcs + this.places;
  }

  /** All prices of pairs so far along the direction. @param {number} length */
  #move(length) {
    const { direction, agendas } = this;
    const { first, second, cost } = agendas;
    for (let pair = 0; pair < direction.length; pair++) {
      const more = Math.round(Math.max(-MOST_AT_STAKE, Math.min(MOST_AT_STAKE, length * direction[pair])) / 2);
      cost[first[pair]] += more;
      cost[second[pair]] -= more;
    }
  }

  /** The best prices again, with shorter steps from there. */
  #goBackToBest() {
    this.#restore();
    this.length *= SHRINK;
    this.ofNoAvail = 0;
    this.direction.fill(0);
    for (const row of this.rows) {
      row.step *= ROW_SHRINK;
      row.sign = 0;
    }
  }

  #restore() {
    const { best, rows } = this;
    this.agendas.cost.set(best.cost);
    rows.forEach((row, k) => {
      row.price = best.prices[k];
    });
  }
}
