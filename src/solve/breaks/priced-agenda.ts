/**
 * The cheapest agenda of one participant where each of its meetings costs something in each slot: which meetings it has, and
 * when, so that each is held once at most, and the breaks between them are paid. By dynamic programming over slots and the sets
 * of meetings held by then (as Held & Karp 1962, doi:10.1137/0110015, for tours).
 */
import { popCount } from '../../model/problem.js';

/** What is known of an agenda of a participant with one meeting at a time. */
export interface AgendaRules {
  /** By slot, the meetings that may take place in it: bit i is the i-th meeting. */
  readonly possible: Int32Array;
  /** Slots in which the participant is busy, as a mask. */
  readonly busy: number;
  /** The meetings that are held. */
  readonly held: number;
  /** Fewest and most meetings. */
  readonly least: number;
  readonly most: number;
  /** Day of each slot. */
  readonly day: Int32Array;
}

/**
 * A choice of a slot and a set of meetings, in bits: the meeting in the slot if the set ends with it, what the agenda was before
 * a meeting if it had the set by then, what it was before it was free, and what it was at the end of the day before.
 */
const MEETING = 15;
const BEFORE_MEETING = 4;
const BEFORE_FREE = 6;
const DAY_BEFORE = 8;
const STATE = 3;
/** What an agenda is after a slot: without a meeting on this day so far, in a run, or after one. */
const NONE = 0;
const RUN = 1;
const PAUSE = 2;

/** Meetings of a participant up to which its agendas are looked at. */
export const MOST_OWN_MEETINGS = 12;

/** Work of `PricedAgenda.cheapest`, in sets of meetings looked at. */
export function workOf({ possible }: AgendaRules, meetings: number): number {
  const slots = possible.reduce((count, word) => count + (word === 0 ? 0 : 1), 0);
  return slots * meetings * 2 ** meetings;
}

function isBusy({ busy }: AgendaRules, t: number): boolean {
  return ((busy >>> t) & 1) === 1;
}

function beginsDay({ day }: AgendaRules, t: number): boolean {
  return t > 0 && day[t] !== day[t - 1];
}

/** Whether every agenda is after slot t what it was before: none can have had a meeting in it or just before it. */
function changesNothing(rules: AgendaRules, t: number): boolean {
  const { possible } = rules;
  return possible[t] === 0 && (t === 0 || possible[t - 1] === 0) && !isBusy(rules, t) && !beginsDay(rules, t);
}

/** Tables for one participant after the other, made once. */
export class PricedAgenda {
  /** The meeting in each slot of the cheapest agenda, -1 if none. */
  readonly meetingAt: Int32Array;
  private readonly none: Float64Array;
  private readonly run: Float64Array;
  private readonly pause: Float64Array;
  /** Cheapest way to be about to begin or go on with a run. */
  private readonly ready: Float64Array;
  private readonly choices: Uint16Array;
  /** By slot: meetings that can have been held by its end, and those held by its begin, as they cannot be held later. */
  private readonly begun: Int32Array;
  private readonly over: Int32Array;

  constructor(
    private readonly slots: number,
    meetings: number,
  ) {
    const sets = 2 ** meetings;
    this.none = new Float64Array(sets);
    this.run = new Float64Array(sets);
    this.pause = new Float64Array(sets);
    this.ready = new Float64Array(sets);
    this.choices = new Uint16Array(slots * sets);
    this.meetingAt = new Int32Array(slots);
    this.begun = new Int32Array(slots);
    this.over = new Int32Array(slots);
  }

  /**
   * Cost of the cheapest agenda, infinite if there is none; sets `meetingAt`. O(slots · meetings · 2^meetings).
   * @param cost of meeting i in slot t, at i * slots + t
   * @param breakCost of each break
   */
  cheapest(rules: AgendaRules, meetings: number, cost: Float64Array, breakCost: number): number {
    const { none, run, pause } = this;
    const sets = 2 ** meetings;
    for (const table of [none, run, pause, this.ready]) table.fill(Number.POSITIVE_INFINITY, 0, sets);
    none[0] = 0;
    this.setWindows(rules);
    for (let t = 0; t < this.slots; t++) {
      if (changesNothing(rules, t)) continue;
      this.enter(t, rules, sets, cost, breakCost);
    }
    let best = Number.POSITIVE_INFINITY;
    let end = 0;
    for (let set = rules.held; set < sets; set = (set + 1) | rules.held) {
      const least = Math.min(none[set], run[set], pause[set]);
      if (least >= best) continue;
      const size = popCount(set);
      if (size < rules.least || size > rules.most) continue;
      best = least;
      end = set;
    }
    if (best < Number.POSITIVE_INFINITY) this.trace(end, rules, sets);
    return best;
  }

  /** All agendas go on through slot t, by the meetings they have held after it; sets of fewer meetings come first. */
  private enter(t: number, rules: AgendaRules, sets: number, cost: Float64Array, breakCost: number): void {
    const mayBeFree = !isBusy(rules, t);
    const isFirst = beginsDay(rules, t);
    const possible = rules.possible[t];
    const offset = t * sets;
    const over = this.over[t];
    // Those that begin in this slot too: what was chosen for them is of another agenda.
    const open = this.begun[t] & ~over;
    for (let part = 0, isLast = false; !isLast; part = (part - open) & open) {
      isLast = part === open;
      const set = over | part;
      const choice = this.pass(set, isFirst, mayBeFree, breakCost);
      this.choices[offset + set] = choice | this.hold(set, t, possible, cost);
    }
  }

  /** The agendas that are free in a slot, and those that are about to hold a meeting in it; returns the choice. */
  private pass(set: number, isFirst: boolean, mayBeFree: boolean, breakCost: number): number {
    const { none, run, pause, ready } = this;
    let choice = 0;
    if (isFirst) {
      choice = this.cheapestState(set) << DAY_BEFORE;
      none[set] = Math.min(none[set], run[set], pause[set]);
      run[set] = pause[set] = Number.POSITIVE_INFINITY;
    }
    let least = none[set];
    let from = NONE;
    if (run[set] < least) {
      least = run[set];
      from = RUN;
    }
    if (pause[set] + breakCost < least) {
      least = pause[set] + breakCost;
      from = PAUSE;
    }
    ready[set] = least;
    choice |= from << BEFORE_MEETING;
    choice |= (run[set] < pause[set] ? RUN : PAUSE) << BEFORE_FREE;
    if (mayBeFree) pause[set] = Math.min(pause[set], run[set]);
    else none[set] = pause[set] = Number.POSITIVE_INFINITY;
    return choice;
  }

  /** The agendas that hold a meeting in slot t; returns the choice. */
  private hold(set: number, t: number, possible: number, cost: Float64Array): number {
    const { run, ready, slots } = this;
    let least = Number.POSITIVE_INFINITY;
    let meeting = 0;
    for (let rest = set & possible; rest !== 0; rest &= rest - 1) {
      const low = rest & -rest;
      const i = 31 - Math.clz32(low);
      const value = ready[set ^ low] + cost[i * slots + t];
      if (value >= least) continue;
      least = value;
      meeting = i;
    }
    run[set] = least;
    return meeting;
  }

  private setWindows({ possible, held }: AgendaRules): void {
    const { begun, over, slots } = this;
    for (let t = 0; t < slots; t++) begun[t] = possible[t] | (t > 0 ? begun[t - 1] : 0);
    let later = 0;
    for (let t = slots - 1; t >= 0; t--) {
      later |= possible[t];
      over[t] = held & ~later;
    }
  }

  private cheapestState(set: number): number {
    const { none, run, pause } = this;
    if (none[set] <= run[set] && none[set] <= pause[set]) return NONE;
    return run[set] <= pause[set] ? RUN : PAUSE;
  }

  /** Goes back from the set of all meetings. */
  private trace(end: number, rules: AgendaRules, sets: number): void {
    const { choices, meetingAt } = this;
    let state = this.cheapestState(end);
    let set = end;
    for (let t = this.slots - 1; t >= 0; t--) {
      meetingAt[t] = -1;
      if (changesNothing(rules, t)) continue;
      if (state === RUN) {
        meetingAt[t] = choices[t * sets + set] & MEETING;
        set ^= 1 << meetingAt[t];
        state = (choices[t * sets + set] >>> BEFORE_MEETING) & STATE;
      } else if (state === PAUSE) state = (choices[t * sets + set] >>> BEFORE_FREE) & STATE;
      if (beginsDay(rules, t)) state = (choices[t * sets + set] >>> DAY_BEFORE) & STATE;
    }
  }
}
