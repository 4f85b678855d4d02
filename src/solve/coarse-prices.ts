/**
 * Prices for events in which slots matter by the hour alone. Large events know few different sets of slots (those of a few time
 * zones), so that meetings fall into few classes by the slots and rooms they may take. Each person's meetings are counted over
 * all slots, rooms slot by slot: a linear program of one variable a meeting (is it held?) and one a class and slot (how many
 * are held there?), for which an iteration of the primal–dual method of prices.ts takes a twentieth of the time. Its prices are
 * prices of the whole problem, and what they prove is evaluated there.
 */
import { hasBit, type Problem } from '../model/problem.js';
import { type AlikeSlots, fold } from './alike-slots.js';
import type { Duals, PromiseTerms } from './duals.js';

/** Different sets of slots up to which classes are few. */
const MOST_CLASSES = 500;
/** Balance of primal and dual steps for weights of mean 1; measured with 10,000 and 50,000 people. */
const PRIMAL_WEIGHT = 1;
/** A step of the meetings of a class in a slot is that of so small a part of the places there. */
const PARTS_OF_A_SLOT = 8;

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

export class CoarsePrices {
  private readonly scale: number;
  private readonly now: Rows;
  private readonly sums: Rows;
  private readonly rows: Rows;
  private readonly steps: Rows;
  private summed = 0;
  /** How much of each meeting is held. */
  private readonly held: Float32Array;
  /** How many meetings of each class are held in each slot, and how much a step changes of it (0: never): classes × slots. */
  private readonly inSlot: Float64Array;
  private readonly grain: Float64Array;
  /** Slots in which some meeting of each participant may take place (participants × words), and its most meetings. */
  private readonly usable: Int32Array;
  private readonly most: Float64Array;
  /** How many slots each slot stands for, and places in all of these: limits × slots. */
  private readonly width: Float64Array;
  private readonly places: Float64Array;
  private readonly problem: Problem;

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
    const fraction = start.fraction;
    const duals = alike ? fold(alike, start.duals) : start.duals;
    this.width = alike?.width ?? new Float64Array(T).fill(1);
    this.places = Float64Array.from(capacity, (one, cell) => one * this.width[cell % T]);
    const total = points.reduce((sum, w) => sum + w, 0);
    this.scale = total > 0 ? total / E : 1;
    this.held = Float32Array.from(fraction);
    this.usable = usableSlots(problem);
    this.most = Float64Array.from({ length: P }, (_, p) => this.mostOf(p));
    const sizes = new Float64Array(classes.first.length);
    for (const own of classes.of) sizes[own]++;
    this.grain = this.grains(sizes);
    this.steps = this.stepsOf(sizes);
    this.rows = likeRows(this.steps);
    this.sums = likeRows(this.steps);
    this.now = likeRows(this.steps);
    const factor = 1 / (duals.unit * this.scale);
    for (let p = 0; p < P; p++) {
      const dearest = duals.pi.subarray(p * T, (p + 1) * T).reduce((most, price) => Math.max(most, price), 0);
      this.now.person[p] = (duals.mu[p] + dearest) * factor;
      this.now.theta[p] = duals.theta[p] * factor;
    }
    this.now.rho.set(duals.rho.map(price => price * factor));
    this.inSlot = this.spread();
  }

  /** O(meetings + classes · slots). */
  iterate(): void {
    for (const name of NAMES) this.rows[name].fill(0);
    this.stepOfMeetings();
    this.stepOfSlots();
    this.stepOfPrices();
    this.summed++;
    for (const name of NAMES) {
      const sum = this.sums[name];
      const now = this.now[name];
      for (let k = 0; k < sum.length; k++) sum[k] += now[k];
    }
  }

  /** The mean of the prices since the last call, and the last ones, as prices of each slot. O(people · slots). */
  read(unit: number): Duals[] {
    const factor = this.scale * unit;
    const read = [
      this.inWhole(this.sums, factor / Math.max(1, this.summed), unit),
      this.inWhole(this.now, factor, unit),
    ];
    for (const name of NAMES) this.sums[name].fill(0);
    this.summed = 0;
    return read;
  }

  /** A price of all meetings of a participant is one of each of its slots, or of its maximum. */
  private inWhole({ person, theta, rho }: Rows, factor: number, unit: number): Duals {
    const { participants: P, slots: T, words: W, maxMeetings } = this.problem;
    const round = (price: number): number => Math.round(price * factor);
    const pi = new Float64Array(P * T);
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

  private stepOfMeetings(): void {
    const { problem, classes, now, rows, held, scale } = this;
    const { a, b, points, meetings: E } = problem;
    const { person, theta, place } = now;
    for (let e = 0; e < E; e++) {
      const p = a[e];
      const q = b[e];
      const own = classes.of[e];
      const gain = points[e] / scale - person[p] - person[q] + theta[p] + theta[q] - place[own];
      const before = held[e];
      const value = Math.min(1, Math.max(0, before + (PRIMAL_WEIGHT / ROWS_OF_A_MEETING) * gain));
      if (value === 0 && before === 0) continue;
      held[e] = value;
      const bar = 2 * value - before;
      rows.person[p] += bar;
      rows.person[q] += bar;
      rows.place[own] += bar;
    }
  }

  private stepOfSlots(): void {
    const { now, rows, grain, inSlot } = this;
    const T = this.problem.slots;
    for (let cell = 0; cell < grain.length; cell++) {
      if (grain[cell] === 0) continue;
      const own = Math.floor(cell / T);
      const t = cell % T;
      const limits = this.limitsOf(own);
      let gain = now.place[own];
      for (const limit of limits) gain -= now.rho[limit * T + t];
      const before = inSlot[cell];
      const value = Math.max(0, before + (PRIMAL_WEIGHT / (1 + limits.length)) * grain[cell] * gain);
      inSlot[cell] = value;
      rows.place[own] -= 2 * value - before;
      for (const limit of limits) rows.rho[limit * T + t] += 2 * value - before;
    }
  }

  private stepOfPrices(): void {
    const { now, rows, steps, most, places } = this;
    const { possible } = this.terms;
    for (let p = 0; p < most.length; p++) {
      now.person[p] = Math.max(0, now.person[p] + steps.person[p] * (rows.person[p] - most[p]));
      now.theta[p] = Math.max(0, now.theta[p] + steps.theta[p] * (possible[p] - rows.person[p]));
    }
    for (let k = 0; k < places.length; k++)
      now.rho[k] = Math.max(0, now.rho[k] + steps.rho[k] * (rows.rho[k] - places[k]));
    for (let own = 0; own < now.place.length; own++) now.place[own] += steps.place[own] * rows.place[own];
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

  /** Spreads what is selected of each class over its slots, which pays the cheapest of them. */
  private spread(): Float64Array {
    const { classes, now, grain, held } = this;
    const T = this.problem.slots;
    const selected = new Float64Array(classes.first.length);
    for (let e = 0; e < held.length; e++) selected[classes.of[e]] += held[e];
    const slots = new Float64Array(selected.length);
    now.place.fill(Number.POSITIVE_INFINITY);
    this.forEachCell((own, t) => {
      const rent = this.limitsOf(own).reduce((sum, limit) => sum + now.rho[limit * T + t], 0);
      now.place[own] = Math.min(now.place[own], rent);
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

/** Rows of people, promises and the class. */
const ROWS_OF_A_MEETING = 5;

function likeRows(like: Rows): Rows {
  return Object.fromEntries(NAMES.map(name => [name, new Float64Array(like[name].length)])) as unknown as Rows;
}
