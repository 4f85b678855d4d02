// Decision diagrams of everyone's agendas (`diagrams.js`) under prices: what each meeting in each slot costs either of its two
// participants, and what breaks cost. Finds cheapest agendas, and balances what one participant is charged against what it would lose
// otherwise. All costs are whole numbers. Plain JavaScript, so that workers run it unbuilt too.
import { ANY, BREAK, Compiler, FREE, LONGER, MEETING, SESSION } from './diagrams.js';
import { Sessions } from './priced-sessions.js';
import { MOST_AT_STAKE, UNIT } from './units.js';

/** @typedef {import('./agenda-question.js').AgendaQuestion} AgendaQuestion */
/** @typedef {import('./diagrams.js').Diagram} Diagram */

/** Arcs of all diagrams, about; of one at most, and what each may have in any case. */
const MOST_ARCS = { ofAll: 4e6, ofOne: 20_000, atLeast: 1000 };
/** Where others left so much of all, larger ones are drawn anew, with so many times as many arcs. */
const LEFT = { share: 0.75, more: 4 };

export class PricedDiagrams {
  /** @param {AgendaQuestion} question @param {typeof MOST_ARCS} most */
  constructor(question, most = MOST_ARCS) {
    /** @type {AgendaQuestion} */
    this.question = question;
    const { slots, ownStart, pairOf, pairs } = question;
    const agendas = ownStart.length - 1;
    /** Everyone's; none if somebody has no agenda at all. */
    this.diagrams = drawAll(question, most);
    this.arcs = this.diagrams.reduce((sum, { to }) => sum + to.length, 0);
    /** Where the costs of each agenda begin: slots × (kinds of arcs, its meetings). */
    this.costStart = new Int32Array(agendas + 1);
    let widest = 0;
    for (let p = 0; p < agendas; p++) {
      const kinds = MEETING + ownStart[p + 1] - ownStart[p];
      this.costStart[p + 1] = this.costStart[p] + slots * kinds;
      widest = Math.max(widest, kinds);
    }
    /** Sessions of hosts, whose places come after those of arcs. */
    this.sessions = new Sessions(question, this.costStart[agendas]);
    this.cost = new Float64Array(this.sessions.end);
    /** 1 where the cheapest agenda that was traced last has the meeting, or the session and its guests. */
    this.used = new Uint8Array(this.cost.length);
    /** Pair of each place in `cost`, else -1; places of both participants of each pair. */
    this.pairAt = new Int32Array(this.cost.length).fill(-1);
    this.first = new Int32Array(pairs).fill(-1);
    this.second = new Int32Array(pairs).fill(-1);
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
    this.sessions.pairs.forEach((pair, k) => {
      const place = this.sessions.placeOf(k);
      this.pairAt[place] = pair;
      this.second[pair] = place;
    });
    /** Places of the meetings that are only counted, by agenda and slot. */
    this.looseStart = new Int32Array(agendas * slots + 1);
    this.loose = this.#loosePlaces();
    const nodes = this.diagrams.reduce((greatest, { arcs }) => Math.max(greatest, arcs.length - 1), 0);
    /** Cheapest ways from a node on, and to it, of the agenda at work; cheapest agendas with each kind of arc in the slot at work. */
    this.onwards = new Float64Array(nodes);
    this.until = new Float64Array(nodes);
    this.atStake = new Float64Array(widest);
  }

  /** Where the costs of agenda p in slot t begin. @param {number} p @param {number} t @returns {number} */
  placeOf(p, t) {
    const { ownStart } = this.question;
    return this.costStart[p] + t * (MEETING + ownStart[p + 1] - ownStart[p]);
  }

  /**
   * What a break and each of its slots cost from now on. O(people · slots).
   * @param {number} breakCost @param {number} idleCost whole numbers
   */
  charge(breakCost, idleCost) {
    const { cost, diagrams, question } = this;
    for (let p = 0; p < diagrams.length; p++) {
      for (let t = 0; t < question.slots; t++) {
        cost[this.placeOf(p, t) + BREAK] = UNIT * (breakCost + idleCost);
        cost[this.placeOf(p, t) + LONGER] = UNIT * idleCost;
      }
    }
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

  /** What a session of p's costs in slot t, with the guests that make it cheapest. @param {number} p @param {number} t */
  #setSession(p, t) {
    const session = this.sessions.at(p, t);
    if (session >= 0) this.cost[this.placeOf(p, t) + SESSION] = this.sessions.cheapest(session, this.cost);
  }

  /** What the cheapest agenda of p costs; sets `onwards`. O(its arcs). @param {number} p */
  cheapest(p) {
    const { onwards, cost, question } = this;
    const { layers, arcs, to, what } = this.diagrams[p];
    const { slots } = question;
    onwards.fill(0, layers[slots], arcs.length - 1);
    for (let t = slots - 1; t >= 0; t--) {
      const place = this.placeOf(p, t);
      const end = layers[t + 1];
      this.#setAny(p, t);
      this.#setSession(p, t);
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

  /** Marks the meetings of the cheapest agenda of p. After `cheapest`. @param {number} p */
  trace(p) {
    const { onwards, cost, used, question } = this;
    const { arcs, to, what } = this.diagrams[p];
    let node = 0;
    for (let t = 0; t < question.slots; t++) {
      const place = this.placeOf(p, t);
      let arc = arcs[node];
      while (onwards[to[arc]] + cost[place + what[arc]] > onwards[node]) arc++;
      if (what[arc] >= MEETING) used[place + what[arc]] = 1;
      else if (what[arc] === ANY) used[this.#setAny(p, t)] = 1;
      else if (what[arc] === SESSION) this.sessions.mark(this.sessions.at(p, t), used);
      node = to[arc];
    }
  }

  /** Slot by slot, p keeps half of what each meeting costs or gains it against its best other way. @param {number} p */
  balance(p) {
    const { onwards, until, cost, question, atStake } = this;
    const { layers, arcs, to, what } = this.diagrams[p];
    const { slots } = question;
    this.cheapest(p);
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
    for (let kind = SESSION; kind < kinds; kind++) {
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
    const session = this.sessions.at(p, t);
    if (session >= 0) this.sessions.balance(session, this, atStake[SESSION], best === SESSION ? next : least);
    this.#setAny(p, t);
    this.#setSession(p, t);
  }
}

/**
 * Everyone's diagram; fewer if somebody has no agenda.
 * @param {AgendaQuestion} question @param {typeof MOST_ARCS} most @returns {Diagram[]}
 */
function drawAll(question, { ofAll, ofOne, atLeast }) {
  const compiler = new Compiler(question);
  const agendas = question.ownStart.length - 1;
  const most = Math.max(atLeast, Math.min(ofOne, ofAll / Math.max(1, largeAgendas(question))));
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
  return diagrams.map((diagram, p) => {
    if (diagram.counted.length === 0 || left <= 0) return diagram;
    const larger = compiler.compile(p, more) ?? diagram;
    left -= larger.to.length - diagram.to.length;
    return larger;
  });
}

/** How many agendas can have more than one meeting. @param {AgendaQuestion} question @returns {number} */
function largeAgendas({ ownStart, hosts }) {
  const hosting = new Set(hosts.map(({ agenda }) => agenda));
  let count = 0;
  for (let p = 0; p + 1 < ownStart.length; p++) if (ownStart[p + 1] - ownStart[p] > 1 || hosting.has(p)) count++;
  return count;
}
