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
import { ANY, BREAK, Compiler, FREE, LONGER, MEETING } from './diagrams.js';

/** @typedef {import('./agenda-question.js').AgendaQuestion} AgendaQuestion */
/** @typedef {import('./diagrams.js').Diagram} Diagram */

/** A break, in the unit of prices. */
export const UNIT = 2 ** 24;
/** Beyond this, sums of prices might not be exact. */
const MOST_EXACT = 2 ** 51;
/** Arcs of all diagrams, about; of one at most, and what each may have in any case. */
const MOST_ARCS = { ofAll: 4e6, ofOne: 20_000, atLeast: 1000 };
/** Where others left so much of all, larger ones are drawn anew, with so many times as many arcs. */
const LEFT = { share: 0.75, more: 4 };
/** What a participant is taken to lose or gain at most by a meeting in a slot: where it has no choice, that is without end. */
const MOST_AT_STAKE = 2 * UNIT;
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
 * @property {Float64Array | undefined} worth of each pair; left out where it is 1
 * @property {number} weight of one use of a place, as those of both participants count
 * @property {number} scale worth of an average pair
 * @property {number} low @property {number} high
 * @property {number} price @property {number} step @property {number} sign @property {number} used
 */

export class DiagramPrices {
  /** @param {AgendaQuestion} question @param {typeof MOST_ARCS} most */
  constructor(question, most = MOST_ARCS) {
    /** @type {AgendaQuestion} */
    this.question = question;
    const { slots, ownStart, pairOf, pairs } = question;
    const agendas = ownStart.length - 1;
    /** Everyone's; none if somebody has no agenda at all. */
    this.diagrams = drawAll(question, most);
    this.isPossible = this.diagrams.length === agendas;
    this.arcs = this.diagrams.reduce((sum, { to }) => sum + to.length, 0);
    /** Where the costs of each agenda begin: slots × (kinds of arcs, its meetings). */
    this.costStart = new Int32Array(agendas + 1);
    for (let p = 0; p < agendas; p++)
      this.costStart[p + 1] = this.costStart[p] + slots * (MEETING + ownStart[p + 1] - ownStart[p]);
    this.cost = new Float64Array(this.costStart[agendas]);
    /** Pair of each place in `cost`, else -1; places of both participants of each pair. */
    this.pairAt = new Int32Array(this.cost.length).fill(-1);
    this.first = new Int32Array(pairs).fill(-1);
    this.second = new Int32Array(pairs).fill(-1);
    this.used = new Uint8Array(this.cost.length);
    for (let p = 0; p < agendas; p++) {
      for (let i = 0; i < ownStart[p + 1] - ownStart[p]; i++) {
        for (let t = 0; t < slots; t++) {
          const pair = pairOf[(ownStart[p] + i) * slots + t];
          if (pair < 0) continue;
          const place = this.placeOf(p, t) + MEETING + i;
          this.pairAt[place] = pair;
          (this.first[pair] < 0 ? this.first : this.second)[pair] = place;
        }
      }
    }
    this.direction = new Float64Array(pairs);
    /** Places of the meetings that are only counted, by agenda and slot. */
    this.looseStart = new Int32Array(agendas * slots + 1);
    this.loose = this.#loosePlaces();
    const nodes = this.diagrams.reduce((most, { arcs }) => Math.max(most, arcs.length - 1), 0);
    /** Cheapest ways from a node on, and to it, of the agenda at work. */
    this.onwards = new Float64Array(nodes);
    this.until = new Float64Array(nodes);
    const meetings = this.widthOf(0, agendas);
    this.atStake = new Float64Array(MEETING + meetings);
    this.rows = this.isPossible ? this.#makeRows() : [];
    this.value = Number.NEGATIVE_INFINITY;
    /** What agendas cost without prices. */
    this.begin = 0;
    this.best = { cost: this.cost.slice(), prices: new Float64Array(this.rows.length) };
    this.length = FIRST_LENGTH;
    this.ofNoAvail = 0;
    this.isBalanced = false;
    this.rounds = 0;
    this.charge(1, 0);
  }

  /** Most meetings of anyone's own. @param {number} from @param {number} to */
  widthOf(from, to) {
    const { ownStart } = this.question;
    let most = 0;
    for (let p = from; p < to; p++) most = Math.max(most, ownStart[p + 1] - ownStart[p]);
    return most;
  }

  /** Where the costs of agenda p in slot t begin. @param {number} p @param {number} t @returns {number} */
  placeOf(p, t) {
    const { ownStart } = this.question;
    return this.costStart[p] + t * (MEETING + ownStart[p + 1] - ownStart[p]);
  }

  /**
   * What a break and each of its slots cost from now on: goes on from the best prices by now.
   * @param {number} breakCost @param {number} idleCost whole numbers
   */
  charge(breakCost, idleCost) {
    if (this.value > Number.NEGATIVE_INFINITY) this.#restore();
    for (let p = 0; p < this.diagrams.length; p++) {
      for (let t = 0; t < this.question.slots; t++) {
        this.cost[this.placeOf(p, t) + BREAK] = UNIT * (breakCost + idleCost);
        this.cost[this.placeOf(p, t) + LONGER] = UNIT * idleCost;
      }
    }
    this.value = Number.NEGATIVE_INFINITY;
    this.rounds = 0;
    this.length = FIRST_LENGTH;
    this.isBalanced = false;
    for (const row of this.rows) row.step = STEP.first / row.scale;
  }

  #loosePlaces() {
    const { slots } = this.question;
    /** @type {number[]} */
    const places = [];
    this.diagrams.forEach(({ counted }, p) => {
      for (let t = 0; t < slots; t++) {
        for (const i of counted)
          if (this.pairAt[this.placeOf(p, t) + MEETING + i] >= 0) places.push(this.placeOf(p, t) + MEETING + i);
        this.looseStart[p * slots + t + 1] = places.length;
      }
    });
    return Int32Array.from(places);
  }

  /** The cheapest of the meetings that are only counted, in slot t of agenda p; returns its place. @param {number} p @param {number} t */
  #setAny(p, t) {
    const { looseStart, loose, cost, question } = this;
    const slot = p * question.slots + t;
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let k = looseStart[slot]; k < looseStart[slot + 1]; k++) {
      if (cost[loose[k]] >= least) continue;
      least = cost[loose[k]];
      best = loose[k];
    }
    if (best >= 0) cost[this.placeOf(p, t) + ANY] = least;
    return best;
  }

  /** @returns {Row[]} */
  #makeRows() {
    const { rows, slots, ownStart, isHeld } = this.question;
    const fresh = { price: 0, sign: 0, used: 0 };
    /** @type {Row[]} */
    const made = rows.map(({ pairs, worth, low, high }) => {
      const places = new Int32Array(2 * pairs.length);
      pairs.forEach((pair, k) => {
        places[2 * k] = this.first[pair];
        places[2 * k + 1] = this.second[pair];
      });
      const scale = worth ? Math.max(1, worth.reduce((sum, one) => sum + one, 0) / pairs.length) : 1;
      return { ...fresh, places, worth, weight: 0.5, scale, step: STEP.first / scale, low, high };
    });
    this.diagrams.forEach(({ counted }, p) => {
      for (const i of counted) {
        const places = Array.from({ length: slots }, (_, t) => this.placeOf(p, t) + MEETING + i);
        const own = Int32Array.from(places.filter(place => this.pairAt[place] >= 0));
        const low = isHeld[ownStart[p] + i];
        made.push({ ...fresh, places: own, worth: undefined, weight: 1, scale: 1, step: STEP.first, low, high: 1 });
      }
    });
    return made;
  }

  /**
   * So much work, in arcs looked at; returns how much was left undone, as nothing was to gain any more.
   * @param {number} work @param {number} upper cost of a schedule that is known, in units
   */
  improve(work, upper) {
    let left = work;
    for (; left > 0 && !this.isDone(upper); this.rounds++) left -= this.isBalanced ? this.#step() : this.#balance();
    return left;
  }

  /** Every schedule costs so much, in whole units. */
  get least() {
    return Math.max(0, Math.ceil(this.value / UNIT));
  }

  /** The best prices, from which it goes on. O(arcs). */
  inBreaks() {
    const { first, second, cost } = this;
    this.#restore();
    const of = (/** @type {Int32Array} */ places) => Float64Array.from(places, place => cost[place] / UNIT);
    const cheapest = Float64Array.from(this.diagrams, (_, p) => this.#goBack(p) / UNIT);
    return { first: of(first), second: of(second), cheapest };
  }

  /** Whether prices say more than agendas without any. */
  get tellAnything() {
    return this.value - this.begin >= LEAST_GAIN;
  }

  /** @param {number} upper */
  isDone(upper) {
    const isInVain = this.rounds >= TRIAL && !this.tellAnything;
    return !this.isPossible || this.least >= upper || this.length * this.#scale < LEAST_LENGTH * UNIT || isInVain;
  }

  /** One round of balancing; returns the arcs that were looked at. */
  #balance() {
    const before = this.value;
    const isBetter = this.#evaluate();
    for (const row of this.rows) this.#stepAlone(row);
    for (let p = 0; p < this.diagrams.length; p++) this.#balanceOne(p);
    if (isBetter && this.value - before < STANDSTILL * this.value) this.isBalanced = true;
    return 4 * this.arcs + this.cost.length;
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
    const { cost } = this;
    const next = price * row.price < 0 ? 0 : price;
    const more = next - row.price;
    if (more === 0) return;
    row.price = next;
    const { places, worth } = row;
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

  /** Sets `onwards` for agenda p; returns what its cheapest way costs. @param {number} p */
  #goBack(p) {
    const { onwards, cost, question } = this;
    const { layers, arcs, to, what } = this.diagrams[p];
    const { slots } = question;
    onwards.fill(0, layers[slots], arcs.length - 1);
    for (let t = slots - 1; t >= 0; t--) {
      const place = this.placeOf(p, t);
      const end = layers[t + 1];
      this.#setAny(p, t);
      for (let node = layers[t]; node < end; node++) {
        let least = Number.POSITIVE_INFINITY;
        for (let arc = arcs[node]; arc < arcs[node + 1]; arc++) {
          const value = onwards[to[arc]] + cost[place + what[arc]];
          if (value < least) least = value;
        }
        onwards[node] = least;
      }
    }
    return onwards[0];
  }

  /** Marks the meetings of the cheapest agenda of p. After `#goBack`. @param {number} p */
  #trace(p) {
    const { onwards, cost, used, question } = this;
    const { arcs, to, what } = this.diagrams[p];
    let node = 0;
    for (let t = 0; t < question.slots; t++) {
      const place = this.placeOf(p, t);
      let arc = arcs[node];
      while (onwards[to[arc]] + cost[place + what[arc]] > onwards[node]) arc++;
      if (what[arc] >= MEETING) used[place + what[arc]] = 1;
      else if (what[arc] === ANY) used[this.#setAny(p, t)] = 1;
      node = to[arc];
    }
  }

  /** Takes the value of the prices at hand, with what everyone would use; whether it is the best so far. */
  #evaluate() {
    const { used, rows, cost } = this;
    used.fill(0);
    let value = 0;
    let size = 0;
    for (let p = 0; p < this.diagrams.length; p++) {
      value += this.#goBack(p);
      this.#trace(p);
    }
    for (const row of rows) {
      const { places, worth } = row;
      let count = 0;
      for (let k = 0; k < places.length; k++) if (used[places[k]] === 1) count += worth ? worth[k >> 1] : 1;
      row.used = count * row.weight;
      const paid = row.price === 0 ? 0 : row.price * (row.price > 0 ? row.high : row.low);
      value -= paid;
      size += Math.abs(paid);
    }
    for (let place = 0; place < cost.length; place++) size += Math.abs(cost[place]);
    if (size > MOST_EXACT || !(value > this.value)) return false;
    if (this.value === Number.NEGATIVE_INFINITY) this.begin = value;
    this.value = value;
    this.best.cost.set(cost);
    rows.forEach((row, k) => {
      this.best.prices[k] = row.price;
    });
    return true;
  }

  /** Slot by slot, p keeps half of what each meeting costs or gains it against its best other way. @param {number} p */
  #balanceOne(p) {
    const { onwards, until, cost, question, atStake } = this;
    const { layers, arcs, to, what } = this.diagrams[p];
    const { slots } = question;
    this.#goBack(p);
    until.fill(Number.POSITIVE_INFINITY, 0, arcs.length - 1);
    until[0] = 0;
    for (let t = 0; t < slots; t++) {
      const place = this.placeOf(p, t);
      const end = layers[t + 1];
      const kinds = this.placeOf(p, t + 1) - place;
      atStake.fill(Number.POSITIVE_INFINITY, 0, kinds);
      for (let node = layers[t]; node < end; node++) {
        const here = until[node];
        for (let arc = arcs[node]; arc < arcs[node + 1]; arc++) {
          const kind = what[arc];
          const value = here + cost[place + kind] + onwards[to[arc]];
          if (value < atStake[kind]) atStake[kind] = value;
        }
      }
      this.#handOver(p, t, kinds);
      for (let node = layers[t]; node < end; node++) {
        const here = until[node];
        for (let arc = arcs[node]; arc < arcs[node + 1]; arc++) {
          const value = here + cost[place + what[arc]];
          if (value < until[to[arc]]) until[to[arc]] = value;
        }
      }
    }
  }

  /** @param {number} p @param {number} t @param {number} kinds of arcs there */
  #handOver(p, t, kinds) {
    const { atStake, pairAt, first, second, cost, loose, looseStart, question } = this;
    const place = this.placeOf(p, t);
    const slot = p * question.slots + t;
    for (let k = looseStart[slot]; k < looseStart[slot + 1]; k++)
      atStake[loose[k] - place] = atStake[ANY] - cost[place + ANY] + cost[loose[k]];
    let least = Math.min(atStake[FREE], atStake[BREAK], atStake[LONGER]);
    let next = Number.POSITIVE_INFINITY;
    let best = -1;
    for (let kind = MEETING; kind < kinds; kind++) {
      if (atStake[kind] < least) {
        next = least;
        least = atStake[kind];
        best = kind;
      } else if (atStake[kind] < next) next = atStake[kind];
    }
    for (let kind = MEETING; kind < kinds; kind++) {
      const own = place + kind;
      const pair = pairAt[own];
      if (pair < 0) continue;
      const more = atStake[kind] - (kind === best ? next : least);
      const half = Math.round(0.5 * Math.max(-MOST_AT_STAKE, Math.min(MOST_AT_STAKE, more)));
      cost[own] -= half;
      cost[first[pair] === own ? second[pair] : first[pair]] += half;
    }
    this.#setAny(p, t);
  }

  /** A step of all prices along what is wrong with them; returns the arcs that were looked at. */
  #step() {
    const { rows, used, first, second, direction, cost } = this;
    if (this.#evaluate()) this.ofNoAvail = 0;
    else if (++this.ofNoAvail >= PATIENCE) this.#goBackToBest();
    let square = 0;
    for (let pair = 0; pair < direction.length; pair++) {
      direction[pair] = MOMENTUM * direction[pair] + used[first[pair]] - used[second[pair]];
      square += direction[pair] * direction[pair];
    }
    const work = this.arcs + this.cost.length;
    // Everyone agrees: no prices say more.
    if (square === 0 && rows.every(row => this.#wrong(row) === 0)) this.length = 0;
    const length = square === 0 ? 0 : (this.length * this.#scale) / square;
    for (let pair = 0; pair < direction.length; pair++) {
      const more = Math.round((length * direction[pair]) / 2);
      cost[first[pair]] += more;
      cost[second[pair]] -= more;
    }
    for (const row of rows) this.#stepAlone(row);
    return work;
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
    this.cost.set(best.cost);
    rows.forEach((row, k) => {
      row.price = best.prices[k];
    });
  }
}

/**
 * Everyone's diagram; fewer if somebody has no agenda.
 * @param {AgendaQuestion} question @param {typeof MOST_ARCS} most @returns {Diagram[]}
 */
function drawAll(question, { ofAll, ofOne, atLeast }) {
  const compiler = new Compiler(question);
  const agendas = question.ownStart.length - 1;
  const most = Math.max(atLeast, Math.min(ofOne, ofAll / agendas));
  const diagrams = [];
  let left = ofAll;
  for (let p = 0; p < agendas; p++) {
    const diagram = compiler.compile(p, most);
    if (!diagram) return [];
    left -= diagram.to.length;
    diagrams.push(diagram);
  }
  const more = Math.min(ofOne, LEFT.more * most);
  if (left < LEFT.share * ofAll || more <= most) return diagrams;
  return diagrams.map((diagram, p) =>
    diagram.counted.length === 0 ? diagram : (compiler.compile(p, more) ?? diagram),
  );
}
