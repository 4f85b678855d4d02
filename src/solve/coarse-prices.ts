/**
 * Prices for events in which slots matter by the hour alone. Large events know few different sets of slots (those of a few time
 * zones), so that meetings fall into few classes by the slots and rooms they may take. Each person's meetings are counted over
 * all slots, rooms slot by slot: a linear program of one variable a meeting (is it held?) and one a class and slot (how many
 * are held there?), for which an iteration of the primal–dual method of prices.ts, restarts and all, takes a twentieth of the
 * time. Its prices are prices of the whole problem, and what they prove is evaluated there.
 */
import { largeFloat64 } from '../model/large-lists.js';
import { hasBit, type Problem } from '../model/problem.js';
import { type AlikeSlots, fold } from './alike-slots.js';
import type { Duals, PromiseTerms } from './duals.js';
import { BLOCK, type Blend, drawnBack, PLAIN, rebalanced } from './price-space.js';
import { Restarts } from './restarts.js';

/** Different sets of slots up to which classes are few. */
const MOST_CLASSES = 500;
/** Balance of primal and dual steps to begin with, for weights of mean 1; measured with 10,000 and 50,000 people. */
const PRIMAL_WEIGHT = 1;
/** A step of the meetings of a class in a slot is that of so small a part of the places there. */
const PARTS_OF_A_SLOT = 8;
/** Of a meeting, with its rows of people, promises and the class. */
const STEP_OF_MEETINGS = PRIMAL_WEIGHT / 5;

/** Where the search begins: a selection without slots, and its prices. */
interface Start {
  readonly fraction: Float64Array;
  readonly duals: Duals;
}

/** Meetings by the slots and rooms they may take. */
interface Classes {
  /** Of each meeting. */
  readonly of: Int32Array;
  /** A meeting of each class. */
  readonly first: readonly number[];
}

/** `undefined` where there are too many. O(meetings · words). */
function classesOf({ meetings: E, words: W, domain, kind }: Problem): Classes | undefined {
  const known = new Map<string, number>();
  const first: number[] = [];
  const of = new Int32Array(E);
  for (let e = 0; e < E; e++) {
    let key = String(kind[e]);
    for (let k = 0; k < W; k++) key += ` ${domain[e * W + k]}`;
    const own = known.get(key) ?? first.length;
    if (own === MOST_CLASSES) return undefined;
    if (own === first.length) known.set(key, first.push(e) - 1);
    of[e] = own;
  }
  return { of, first };
}

/** Prices of rows, in mean points of a meeting; also what else there is of each row. */
interface Rows {
  /** Of a meeting of each participant. */
  readonly person: Float64Array;
  /** Rewards of promises. */
  readonly theta: Float64Array;
  /** limits × slots. */
  readonly rho: Float64Array;
  /** What a meeting of each class pays for its place. */
  readonly place: Float64Array;
}

const NAMES = ['person', 'theta', 'rho', 'place'] as const;

/** Iterates. */
interface Iterates {
  /** How much of each meeting is held; in half the bytes, as there may be a million. */
  readonly held: Float32Array;
  /** How many meetings of each class are held in each slot: classes × slots. */
  readonly inSlot: Float64Array;
  readonly prices: Rows;
}

export class CoarsePrices {
  private readonly scale: number;
  private readonly now: Iterates;
  /** Where the steps began. */
  private readonly first: Iterates;
  /** What rows of a plain step come to, twice it less the one before. */
  private readonly rows: Rows;
  private readonly steps: Rows;
  /** Points of each meeting, in their mean. */
  private readonly weight: Float32Array;
  /** Of each participant: what a promise kept is worth, less what the meeting costs. */
  private readonly net: Float64Array;
  /** How much a step changes of the meetings of each class in each slot (0: never): classes × slots. */
  private readonly grain: Float64Array;
  /** Slots in which some meeting of each participant may take place (participants × words), and its most meetings. */
  private readonly usable: Int32Array;
  private readonly most: Float64Array;
  /** How many slots each slot stands for, and places in all of these: limits × slots. */
  private readonly width: Float64Array;
  private readonly places: Float64Array;
  private readonly problem: Problem;
  private readonly restarts = new Restarts();
  /** Whether the steps begin anew after the next one, which is a plain one. */
  private isDue = false;
  private blend: Blend = PLAIN;
  /** How long the last plain step was, squared, measured in the lengths of steps of a balance of 1. */
  private readonly moved = { values: 0, prices: 0 };
  private balance = 1;

  /**
   * `undefined` where slots differ from meeting to meeting, or where not all promises are kept. O(meetings · words).
   * @param alike given: prices are those of alike slots once
   */
  static of(problem: Problem, terms: PromiseTerms, start: Start, alike?: AlikeSlots): CoarsePrices | undefined {
    const classes = terms.target === terms.total ? classesOf(problem) : undefined;
    return classes && new CoarsePrices(problem, terms, classes, start, alike);
  }

  private constructor(
    whole: Problem,
    private readonly terms: PromiseTerms,
    private readonly classes: Classes,
    start: Start,
    alike: AlikeSlots | undefined,
  ) {
    this.problem = { ...whole, ...alike?.folded };
    const { problem } = this;
    const { participants: P, slots: T, points, meetings: E, capacity } = problem;
    this.width = alike?.width ?? new Float64Array(T).fill(1);
    this.places = Float64Array.from(capacity, (one, cell) => one * this.width[cell % T]);
    const total = points.reduce((sum, w) => sum + w, 0);
    this.scale = total > 0 ? total / E : 1;
    this.usable = usableSlots(problem);
    this.most = Float64Array.from({ length: P }, (_, p) => this.mostOf(p));
    const sizes = new Float64Array(classes.first.length);
    for (const own of classes.of) sizes[own]++;
    this.grain = this.grains(sizes);
    this.steps = this.stepsOf(sizes);
    this.rows = copyOf(this.steps);
    this.weight = Float32Array.from(points, one => one / this.scale);
    this.net = new Float64Array(P);
    const held = Float32Array.from(start.fraction);
    const prices = this.pricesOf(alike ? fold(alike, start.duals) : start.duals);
    this.now = { held, inSlot: this.spread(held, prices), prices };
    this.first = { held: held.slice(), inSlot: this.now.inSlot.slice(), prices: copyOf(prices) };
  }

  /** The prices to begin with; what the places of classes cost is told by `spread`. */
  private pricesOf({ unit, pi, rho, mu, theta }: Duals): Rows {
    const { participants: P, slots: T } = this.problem;
    const factor = 1 / (unit * this.scale);
    const person = Float64Array.from({ length: P }, (_, p) => {
      const dearest = pi.subarray(p * T, (p + 1) * T).reduce((most, price) => Math.max(most, price), 0);
      return (mu[p] + dearest) * factor;
    });
    const scaled = (list: Float64Array): Float64Array => list.map(price => price * factor);
    return { person, theta: scaled(theta), rho: scaled(rho), place: new Float64Array(this.steps.place.length) };
  }

  /** One step. Returns whether the steps begin anew: then it was a plain one, and prices may be read. O(meetings + classes · slots). */
  iterate(): boolean {
    const { now, rows, restarts, moved, net, isDue } = this;
    const { person, theta } = now.prices;
    restarts.step();
    this.blend = isDue ? PLAIN : drawnBack(restarts.part);
    moved.values = 0;
    moved.prices = 0;
    for (const name of NAMES) rows[name].fill(0);
    for (let p = 0; p < net.length; p++) net[p] = theta[p] - person[p];
    const { length } = now.held;
    for (let e = 0; e < length; e += BLOCK) this.stepMeetings(e, Math.min(e + BLOCK, length));
    this.stepSlots();
    this.stepPrices();
    if (isDue) this.restart();
    else this.isDue = restarts.isDue(Math.sqrt(moved.values / this.balance + moved.prices * this.balance));
    return isDue;
  }

  /** The last prices, as prices of each slot; to be asked where the steps begin anew. O(people · slots). */
  read(unit: number): Duals {
    return this.inWhole(this.now.prices, this.scale * unit, unit);
  }

  /** From the last step on, with steps whose lengths suit the way from the last restart. O(meetings + classes · slots). */
  private restart(): void {
    const { now, first, steps, grain } = this;
    let [ofHeld, ofSlots, ofPrices] = [0, 0, 0];
    for (let e = 0; e < now.held.length; e++) ofHeld += (now.held[e] - first.held[e]) ** 2;
    for (let cell = 0; cell < grain.length; cell++)
      if (grain[cell] > 0) ofSlots += (now.inSlot[cell] - first.inSlot[cell]) ** 2 / this.stepOfCell(cell);
    for (const name of NAMES) {
      const ofName = steps[name];
      for (let row = 0; row < ofName.length; row++)
        if (ofName[row] > 0) ofPrices += (now.prices[name][row] - first.prices[name][row]) ** 2 / ofName[row];
    }
    this.balance = rebalanced(this.balance, ofHeld / STEP_OF_MEETINGS + ofSlots, ofPrices);
    first.held.set(now.held);
    first.inSlot.set(now.inSlot);
    for (const name of NAMES) first.prices[name].set(now.prices[name]);
    this.restarts.begin();
    this.isDue = false;
  }

  /** A price of all meetings of a participant is one of each of its slots, or of its maximum. */
  private inWhole({ person, theta, rho }: Rows, factor: number, unit: number): Duals {
    const { participants: P, slots: T, words: W, maxMeetings } = this.problem;
    // Between two restarts a reflected price may be negative, which would prove nothing.
    const round = (price: number): number => Math.max(0, Math.round(price * factor));
    const pi = largeFloat64(P * T);
    const mu = new Float64Array(P);
    for (let p = 0; p < P; p++) {
      const price = round(person[p]);
      if (this.most[p] === maxMeetings[p]) mu[p] = price;
      else if (price > 0) for (let t = 0; t < T; t++) if (hasBit(this.usable, p * W, t)) pi[p * T + t] = price;
    }
    const rewards = theta.map(round);
    const sigma = rewards.reduce((most, reward) => Math.max(most, reward), 0);
    return { unit, pi, rho: rho.map(round), mu, theta: rewards, sigma };
  }

  /** The step of these meetings. */
  private stepMeetings(from: number, end: number): void {
    const { problem, classes, now, first, rows, net, weight, blend, balance, moved } = this;
    const { a, b } = problem;
    const { held } = now;
    const { place } = now.prices;
    const step = STEP_OF_MEETINGS * balance;
    let length = 0;
    for (let e = from; e < end; e++) {
      const p = a[e];
      const q = b[e];
      const own = classes.of[e];
      const before = held[e];
      const value = Math.min(1, Math.max(0, before + step * (weight[e] + net[p] + net[q] - place[own])));
      if (value === 0 && before === 0 && first.held[e] === 0) continue;
      length += (value - before) * (value - before);
      held[e] = blend.next * value + blend.before * before + blend.first * first.held[e];
      const bar = 2 * value - before;
      rows.person[p] += bar;
      rows.person[q] += bar;
      rows.place[own] += bar;
    }
    moved.values += length / STEP_OF_MEETINGS;
  }

  /** The step of how many meetings of a class are held in each slot. */
  private stepSlots(): void {
    const { now, first, rows, grain, blend, balance, moved } = this;
    const { inSlot, prices } = now;
    const T = this.problem.slots;
    for (let cell = 0; cell < grain.length; cell++) {
      if (grain[cell] === 0) continue;
      const own = Math.floor(cell / T);
      const t = cell % T;
      const limits = this.limitsOf(own);
      let gain = prices.place[own];
      for (const limit of limits) gain -= prices.rho[limit * T + t];
      const before = inSlot[cell];
      const step = this.stepOfCell(cell);
      const value = Math.max(0, before + step * balance * gain);
      moved.values += ((value - before) * (value - before)) / step;
      inSlot[cell] = blend.next * value + blend.before * before + blend.first * first.inSlot[cell];
      const bar = 2 * value - before;
      rows.place[own] -= bar;
      for (const limit of limits) rows.rho[limit * T + t] += bar;
    }
  }

  private stepOfCell(cell: number): number {
    const limits = this.limitsOf(Math.floor(cell / this.problem.slots));
    return (PRIMAL_WEIGHT / (1 + limits.length)) * this.grain[cell];
  }

  private stepPrices(): void {
    const { rows, most, places } = this;
    const { possible } = this.terms;
    for (let p = 0; p < most.length; p++) {
      this.stepPrice('person', p, rows.person[p] - most[p]);
      this.stepPrice('theta', p, possible[p] - rows.person[p]);
    }
    for (let row = 0; row < places.length; row++) this.stepPrice('rho', row, rows.rho[row] - places[row]);
    // As many are held of a class as in all slots together: an equation, whose price may be negative.
    for (let own = 0; own < rows.place.length; own++)
      this.stepPrice('place', own, rows.place[own], Number.NEGATIVE_INFINITY);
  }

  /** The step of one price along what its row is overdrawn by. */
  private stepPrice(name: (typeof NAMES)[number], row: number, overdrawn: number, least = 0): void {
    const { blend, moved, balance } = this;
    const step = this.steps[name][row];
    if (step === 0) return;
    const now = this.now.prices[name];
    const before = now[row];
    const next = Math.max(least, before + (step / balance) * overdrawn);
    moved.prices += ((next - before) * (next - before)) / step;
    now[row] = blend.next * next + blend.before * before + blend.first * this.first.prices[name][row];
  }

  /** Places of a participant, or its maximum. */
  private mostOf(p: number): number {
    const { slots: T, words: W, parallel, maxMeetings } = this.problem;
    let slots = 0;
    for (let t = 0; t < T; t++) if (hasBit(this.usable, p * W, t)) slots += this.width[t];
    return Math.min(slots * parallel[p], maxMeetings[p]);
  }

  private limitsOf(own: number): Int32Array {
    const { kind, kindLimits } = this.problem;
    return kindLimits[kind[this.classes.first[own]]];
  }

  /** Calls back with each class, slot in which it may meet, and cell. O(classes · slots). */
  private forEachCell(use: (own: number, t: number, cell: number) => void): void {
    const { slots: T, words: W, domain } = this.problem;
    this.classes.first.forEach((e, own) => {
      for (let t = 0; t < T; t++) if (hasBit(domain, e * W, t)) use(own, t, own * T + t);
    });
  }

  private grains(sizes: Float64Array): Float64Array {
    const { slots: T } = this.problem;
    const grain = new Float64Array(sizes.length * T);
    this.forEachCell((own, t, cell) => {
      const places = this.limitsOf(own).reduce((least, l) => Math.min(least, this.places[l * T + t]), sizes[own]);
      grain[cell] = Math.max(1, places / PARTS_OF_A_SLOT);
    });
    return grain;
  }

  /** Row sizes give the steps; rows that cannot bind get step 0 and stay at price 0. */
  private stepsOf(sizes: Float64Array): Rows {
    const { participants: P, slots: T, limits, incidentStart } = this.problem;
    const place = sizes.slice();
    const rho = new Float64Array(limits * T);
    this.forEachCell((own, t, cell) => {
      place[own] += this.grain[cell];
      for (const limit of this.limitsOf(own)) rho[limit * T + t] += this.grain[cell];
    });
    const person = new Float64Array(P);
    const theta = new Float64Array(P);
    for (let p = 0; p < P; p++) {
      const degree = incidentStart[p + 1] - incidentStart[p];
      if (degree > this.most[p]) person[p] = degree;
      if (this.terms.possible[p] > 0) theta[p] = degree;
    }
    const toSteps = (list: Float64Array): Float64Array => list.map(size => (size > 0 ? 1 / (PRIMAL_WEIGHT * size) : 0));
    return { person: toSteps(person), theta: toSteps(theta), rho: toSteps(rho), place: toSteps(place) };
  }

  /** Spreads what is selected of each class over its slots, and has it pay the cheapest of them. */
  private spread(held: Float32Array, prices: Rows): Float64Array {
    const { classes, grain } = this;
    const T = this.problem.slots;
    const selected = new Float64Array(classes.first.length);
    for (let e = 0; e < held.length; e++) selected[classes.of[e]] += held[e];
    const slots = new Float64Array(selected.length);
    this.forEachCell((own, t) => {
      const rent = this.limitsOf(own).reduce((sum, limit) => sum + prices.rho[limit * T + t], 0);
      prices.place[own] = slots[own] > 0 ? Math.min(prices.place[own], rent) : rent;
      slots[own] += this.width[t];
    });
    const inSlot = new Float64Array(grain.length);
    this.forEachCell((own, t, cell) => {
      inSlot[cell] = (selected[own] * this.width[t]) / slots[own];
    });
    return inSlot;
  }
}

/** Slots in which a participant has something to use: the others need no price. O(meetings · words). */
function usableSlots({ participants: P, meetings: E, words: W, a, b, domain }: Problem): Int32Array {
  const usable = new Int32Array(P * W);
  for (let e = 0; e < E; e++)
    for (let k = 0; k < W; k++) {
      usable[a[e] * W + k] |= domain[e * W + k];
      usable[b[e] * W + k] |= domain[e * W + k];
    }
  return usable;
}

function copyOf(rows: Rows): Rows {
  return Object.fromEntries(NAMES.map(name => [name, rows[name].slice()])) as unknown as Rows;
}
