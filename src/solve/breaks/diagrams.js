// What an agenda can be, slot by slot, as a decision diagram: every way from its root is an agenda of one participant, which meeting
// is in which slot (Hadžić & Hooker 2006; Bergman, Cire, van Hoeve & Hooker 2016, doi:10.1007/978-3-319-42849-9). A node is where
// an agenda stands and which of its meetings it has had by then, as far as that matters later; where these would be too many,
// some meetings are only counted, so that there are more ways than agendas: what bounds them bounds these too. Plain JavaScript, so
// that workers run it unbuilt too.

/** @typedef {import('./agenda-question.js').AgendaQuestion} AgendaQuestion */

/**
 * What an arc is: a slot without a meeting, the first slot of a break, another one, any of the meetings that are only counted, a session
 * for guests, or from `MEETING` on a meeting that is told apart from others.
 */
export const FREE = 0;
export const BREAK = 1;
export const LONGER = 2;
export const ANY = 3;
export const SESSION = 4;
export const MEETING = 5;

/** Where an agenda stands after a slot: before its day's first meeting, in a run, in a break, after its day's last. */
const BEFORE = 0;
const RUN = 1;
const PAUSE = 2;
const AFTER = 3;
const PLACES = 4;

/** Meetings told apart at most, and nodes of a slot that can be told apart. */
const MOST_TRACKED = 14;
const MOST_KEYS = 2 ** 20;

/**
 * @typedef {object} Diagram
 * @property {Int32Array} layers first node before each slot; nodes after the last slot begin at `layers[slots]`
 * @property {Int32Array} arcs first arc of each node
 * @property {Int32Array} to node that an arc leads to
 * @property {Int32Array} what an arc is
 * @property {Int32Array} counted own meetings that it may have more than once
 */

export class Compiler {
  /** Node of a key, where it is one of the layer at work. */
  #nodeOf = new Int32Array(MOST_KEYS);
  #given = 1;

  /** @param {AgendaQuestion} question */
  constructor(question) {
    this.question = question;
  }

  /**
   * The agendas of participant p in no more than so many arcs, or as few as can be; `undefined` if it has none.
   * O(arcs), up to six times.
   * @param {number} p @param {number} mostArcs @returns {Diagram | undefined}
   */
  compile(p, mostArcs) {
    const rules = new Rules(this.question, p);
    const unfold = (/** @type {number} */ tracked, most = mostArcs) => {
      rules.track(tracked);
      return this.#unfold(rules, most);
    };
    const all = Math.min(rules.meetings, MOST_TRACKED);
    let raw = unfold(all);
    if (!raw) {
      let [fits, beyond] = [0, all];
      while (beyond - fits > 1) {
        const tracked = (fits + beyond) >> 1;
        if (unfold(tracked)) fits = tracked;
        else beyond = tracked;
      }
      raw = unfold(fits) ?? this.#unfoldLoosely(rules, mostArcs);
    }
    return raw && prune(raw, rules);
  }

  /**
   * Where too much is to be remembered even so: rests are left out, then how many meetings there are.
   * @param {Rules} rules @param {number} mostArcs
   */
  #unfoldLoosely(rules, mostArcs) {
    rules.longest = 0;
    rules.mostSessions = 0;
    rules.track(0);
    const raw = this.#unfold(rules, mostArcs);
    if (raw) return raw;
    rules.least = 0;
    rules.isHeld = rules.isHeld.map(() => 0);
    rules.track(0);
    return this.#unfold(rules, Number.POSITIVE_INFINITY);
  }

  /**
   * All nodes that can be reached; `undefined` if these are too many.
   * @param {Rules} rules @param {number} mostArcs
   */
  #unfold(rules, mostArcs) {
    const { slots } = rules;
    if (rules.keys > MOST_KEYS) return undefined;
    /** @type {number[]} */
    const to = [];
    /** @type {number[]} */
    const what = [];
    const arcs = [0];
    const layers = [0, 1];
    let keys = [0];
    let count = 1;
    for (let t = 0; t < slots; t++) {
      /** @type {number[]} */
      const next = [];
      // Numbers go on from those of other agendas, so that what is left of these is none of this one.
      const first = this.#given;
      for (const key of keys) {
        rules.ways(t, key, (after, kind) => {
          let node = this.#nodeOf[after];
          if (node < first) {
            node = this.#given++;
            this.#nodeOf[after] = node;
            next.push(after);
          }
          to.push(count + node - first);
          what.push(kind);
        });
        arcs.push(to.length);
      }
      if (to.length > mostArcs) return undefined;
      count += next.length;
      layers.push(count);
      keys = next;
    }
    return { layers, arcs, to, what, ends: keys };
  }
}

/** What makes an agenda, and which of its meetings are told apart. A key is a set of these, counts, and where the agenda stands. */
class Rules {
  /** @param {AgendaQuestion} question @param {number} p */
  constructor(question, p) {
    const { slots, ownStart, isHeld, pairOf, busy, least, most, longest, day, stretch, hosts } = question;
    this.slots = slots;
    const from = ownStart[p];
    this.meetings = ownStart[p + 1] - from;
    this.isHeld = isHeld.subarray(from, from + this.meetings);
    this.least = least[p];
    this.most = most[p];
    this.longest = longest[p] < slots ? longest[p] : 0;
    const host = hosts.find(({ agenda }) => agenda === p);
    /** 1 where it can hold a session for guests. */
    this.mayHost = host?.mayHost ?? new Uint8Array(slots);
    const slotsOfSessions = this.mayHost.reduce((sum, may) => sum + may, 0);
    const mostSessions = host?.mostSessions ?? 0;
    /** Sessions at most; 0 where they are not counted, as they cannot be too many. */
    this.mostSessions = mostSessions < slotsOfSessions ? mostSessions : 0;
    this.sessions = Math.min(mostSessions, slotsOfSessions);
    /** Own meetings by slot. @type {number[][]} */
    this.possible = Array.from({ length: slots }, () => []);
    /** Those that are told apart. @type {number[][]} */
    this.apart = [];
    /** Slots of each meeting. */
    this.widths = new Int32Array(this.meetings);
    this.last = new Int32Array(this.meetings).fill(-1);
    for (let i = 0; i < this.meetings; i++) {
      for (let t = 0; t < slots; t++) {
        if (pairOf[(from + i) * slots + t] < 0) continue;
        this.possible[t].push(i);
        this.widths[i]++;
        this.last[i] = t;
      }
    }
    this.mustBeBusy = busy.subarray(p * slots, (p + 1) * slots);
    this.endsDay = Uint8Array.from({ length: slots }, (_, t) => (t + 1 === slots || day[t + 1] !== day[t] ? 1 : 0));
    this.endsStretch = this.endsDay.map((ends, t) => (ends === 1 || stretch[t + 1] !== stretch[t] ? 1 : 0));
    /** Those that are held first, as most follows from these, then those of few slots. */
    this.order = Array.from(this.widths.keys()).sort(
      (i, j) => this.isHeld[j] - this.isHeld[i] || this.widths[i] - this.widths[j],
    );
    /** Bit of each meeting that is told apart, else 0. */
    this.bit = new Int32Array(this.meetings);
    this.heldBits = 0;
    /** Meetings but those that are held and told apart: so many at least, and at most, as far as they are counted. */
    this.fewest = 0;
    this.greatest = 0;
    this.counts = 1;
    this.keys = 0;
    /** Bits of those that cannot be held after a slot. */
    this.over = new Int32Array(slots);
  }

  /** Tells so many meetings apart. @param {number} tracked */
  track(tracked) {
    const { order, bit, isHeld, slots, last, meetings } = this;
    bit.fill(0);
    this.heldBits = 0;
    let held = 0;
    for (let k = 0; k < tracked; k++) {
      const i = order[k];
      bit[i] = 1 << k;
      if (isHeld[i] === 0) continue;
      this.heldBits |= bit[i];
      held++;
    }
    const inAll = isHeld.reduce((sum, one) => sum + one, 0);
    this.fewest = Math.max(0, Math.max(this.least, inAll) - held);
    const others = meetings + this.sessions - held;
    const isBound = tracked === meetings && this.most - held < others;
    this.greatest = isBound ? this.most - held : Number.POSITIVE_INFINITY;
    this.counts = 1 + (isBound ? Math.max(this.fewest, this.greatest) : this.fewest);
    this.keys = 2 ** tracked * this.counts * (this.mostSessions + 1) * (this.longest + 1) * PLACES;
    for (let t = 0; t < slots; t++) {
      this.over[t] = 0;
      for (let i = 0; i < meetings; i++) if (last[i] <= t) this.over[t] |= bit[i];
      this.apart[t] = this.possible[t].filter(i => bit[i] !== 0);
    }
  }

  /**
   * Where an agenda may go in slot t.
   * @param {number} t @param {number} key @param {(after: number, what: number) => void} go
   */
  ways(t, key, go) {
    const { counts, longest, isHeld, bit, greatest, mostSessions } = this;
    const place = key % PLACES;
    let rest = Math.floor(key / PLACES);
    const run = rest % (longest + 1);
    rest = Math.floor(rest / (longest + 1));
    const sessions = rest % (mostSessions + 1);
    rest = Math.floor(rest / (mostSessions + 1));
    const count = rest % counts;
    const set = Math.floor(rest / counts);
    if (place !== AFTER && (longest === 0 || run < longest)) {
      for (const i of this.apart[t]) {
        if ((set & bit[i]) !== 0) continue;
        const isCounted = isHeld[i] === 0;
        if (isCounted && count >= greatest) continue;
        this.#arrive(t, set | bit[i], isCounted ? count + 1 : count, sessions, RUN, run + 1, MEETING + i, go);
      }
      if (this.apart[t].length < this.possible[t].length)
        this.#arrive(t, set, count + 1, sessions, RUN, run + 1, ANY, go);
      if (this.mayHost[t] === 1 && (mostSessions === 0 || sessions < mostSessions) && count < greatest)
        this.#arrive(t, set, count + 1, mostSessions === 0 ? 0 : sessions + 1, RUN, run + 1, SESSION, go);
    }
    if (this.mustBeBusy[t] === 1) return;
    if (place === RUN) {
      if (this.endsDay[t] === 0) this.#arrive(t, set, count, sessions, PAUSE, 0, BREAK, go);
      this.#arrive(t, set, count, sessions, AFTER, 0, FREE, go);
    } else if (place !== PAUSE || this.endsDay[t] === 0)
      this.#arrive(t, set, count, sessions, place, 0, place === PAUSE ? LONGER : FREE, go);
  }

  /**
   * @param {number} t @param {number} set @param {number} count @param {number} sessions @param {number} place @param {number} run
   * @param {number} what @param {(after: number, what: number) => void} go
   */
  #arrive(t, set, count, sessions, place, run, what, go) {
    const { counts, longest, heldBits, mostSessions } = this;
    const over = this.over[t];
    // What is held and was not by its last slot never will be.
    if ((heldBits & over & ~set) !== 0) return;
    // Nobody asks any more which of those that are over it has had.
    const open = (set & ~over) | (heldBits & over);
    const after = this.endsDay[t] === 1 ? BEFORE : place;
    const length = after === RUN && longest > 0 && this.endsStretch[t] === 0 ? run : 0;
    const met = open * counts + Math.min(count, counts - 1);
    go(((met * (mostSessions + 1) + sessions) * (longest + 1) + length) * PLACES + after, what);
  }

  /** Whether an agenda may end so. @param {number} key */
  mayEnd(key) {
    return Math.floor(key / (PLACES * (this.longest + 1) * (this.mostSessions + 1))) % this.counts >= this.fewest;
  }
}

/**
 * Only what leads to an end. O(arcs).
 * @param {{ layers: number[], arcs: number[], to: number[], what: number[], ends: number[] }} raw @param {Rules} rules
 * @returns {Diagram | undefined}
 */
function prune({ layers, arcs, to, what, ends }, rules) {
  const last = layers[layers.length - 2];
  const nodes = last + ends.length;
  const leads = new Uint8Array(nodes);
  ends.forEach((key, k) => {
    leads[last + k] = rules.mayEnd(key) ? 1 : 0;
  });
  let kept = 0;
  for (let node = last - 1; node >= 0; node--) {
    for (let arc = arcs[node]; arc < arcs[node + 1]; arc++) {
      if (leads[to[arc]] === 0) continue;
      leads[node] = 1;
      kept++;
    }
  }
  if (leads[0] === 0) return undefined;
  const name = new Int32Array(nodes);
  let count = 0;
  for (let node = 0; node < nodes; node++) {
    name[node] = count;
    count += leads[node];
  }
  const diagram = {
    layers: Int32Array.from({ length: rules.slots + 1 }, (_, t) => name[layers[t]]),
    arcs: new Int32Array(count + 1),
    to: new Int32Array(kept),
    what: new Int32Array(kept),
    counted: Int32Array.from(rules.bit.keys()).filter(i => rules.bit[i] === 0),
  };
  let at = 0;
  for (let node = 0; node < last; node++) {
    if (leads[node] === 0) continue;
    for (let arc = arcs[node]; arc < arcs[node + 1]; arc++) {
      if (leads[to[arc]] === 0) continue;
      diagram.to[at] = name[to[arc]];
      diagram.what[at++] = what[arc];
    }
    diagram.arcs[name[node] + 1] = at;
  }
  diagram.arcs.fill(at, name[last] + 1);
  return diagram;
}
