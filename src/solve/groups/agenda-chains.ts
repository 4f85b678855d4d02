/**
 * Chains for agendas: of two slots, what has to leave the one is put into the other, so that a chain of one-to-ones is a Kempe
 * exchange; but it may end early wherever an item has a free place, and what cannot go there is forced elsewhere. What does not
 * find a place in the end is given up only by exchanges, or where points may be.
 */
import type { GroupProblem } from '../../model/group-problem.js';
import { hasBit } from '../../model/problem.js';
import type { AgendaFigures } from '../breaks/agenda-figures.js';
import type { Random } from '../random.js';
import { Chains } from './chains.js';
import type { GroupState } from './state.js';

/** Items forced into a slot in one move. */
const DEPTH = 12;
/** Mean of the noise on costs of places, in twentieths of a break: ties are broken, and not always the best is taken. */
export const NOISE = 8;

/** What it costs that somebody has no place in the slot that another left. */
const NO_PLACE = 20;

export class AgendaChains {
  private readonly chains: Chains;
  private readonly problem: GroupProblem;
  private readonly slots: number;
  private readonly words: number;
  private readonly scratch: Int32Array;
  /** Items forced so far. */
  private forced = 0;
  /** The two slots of the move. */
  private one = 0;
  private other = 0;

  constructor(
    private readonly state: GroupState,
    private readonly figures: AgendaFigures,
    private readonly random: Random,
  ) {
    this.problem = state.problem;
    this.slots = state.problem.pairs.slots;
    this.words = state.problem.pairs.words;
    this.chains = new Chains(state, random);
    this.scratch = new Int32Array(this.words);
  }

  begin(one: number, other: number): void {
    this.chains.begin();
    this.forced = 0;
    this.one = one;
    this.other = other;
  }

  /** Takes an item out, to be put back later. */
  evict(i: number): void {
    this.chains.evict(i);
  }

  /** Makes a place for person p in slot t by evicting. */
  makePlace(p: number, t: number): boolean {
    return this.chains.clearPerson(p, t);
  }

  /** Seats all of these evicted guests of one host who fit in slot t; if nobody does, the first who can be made free. The others wait. */
  open(guests: Int32Array, t: number): boolean {
    let seated = 0;
    for (let k = 0; k < guests.length; k++) {
      if (!this.state.fits(guests[k], t)) continue;
      this.chains.settle(guests[k], t);
      seated++;
    }
    for (let k = 0; k < guests.length && seated === 0; k++) if (this.insert(guests[k], t)) seated++;
    return seated > 0;
  }

  /** Puts item i into slot t, out of its way whatever is; it may be held elsewhere. */
  insert(i: number, t: number): boolean {
    const from = this.state.slotOf[i];
    if (from >= 0) this.state.remove(i);
    this.makeSeat(i, from >= 0 ? from : this.chains.cameFrom[i], t);
    if (!this.chains.clear(i, t)) return false;
    this.chains.settle(i, t);
    return true;
  }

  /** Evicts what the people of item i have in slot t, sessions of a host excepted. */
  clearPlaces(i: number, t: number): boolean {
    const { a, b, pairs } = this.state.items;
    return this.chains.clearPerson(b[i], t) && (i >= pairs || this.chains.clearPerson(a[i], t));
  }

  /** Puts back what was evicted; false as soon as something has no place, unless it may be given up. */
  putBack(mayGiveUp: boolean): boolean {
    const { pending } = this.chains;
    while (pending.length > 0) {
      const i = pending.pop()!;
      if (this.state.slotOf[i] >= 0 || this.place(i)) continue;
      if (this.forced++ < DEPTH && this.forceOn(i)) continue;
      if (!mayGiveUp || this.state.items.must[i] === 1) return false;
    }
    return true;
  }

  /** Into the free place where agendas cost least. */
  private place(i: number): boolean {
    const { state, random, words } = this;
    if (state.sets.isMet(i)) return false;
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let k = 0; k < words; k++) {
      for (let word = this.freeWord(i, k); word !== 0; word &= word - 1) {
        const t = 32 * k + 31 - Math.clz32(word & -word);
        const cost = this.change(i, t, true) + NOISE * random.exponential();
        if (cost >= least || !state.fits(i, t)) continue;
        best = t;
        least = cost;
      }
    }
    if (best < 0) return false;
    this.chains.settle(i, best);
    return true;
  }

  /** Sessions that need more guests are not opened for one. */
  private freeWord(i: number, k: number): number {
    const { state, problem } = this;
    const word = state.candidates(i, k);
    if (word === 0 || i < state.items.pairs) return word;
    const h = problem.seatHost[i - state.items.pairs];
    return problem.groupMin[h] > 1 ? word & state.roomy[h * this.words + k] : word;
  }

  /** By how much the agendas of the item's people would cost more with slot t busy, or free. The host of a seat is not looked at. */
  change(i: number, t: number, isBusy: boolean): number {
    const { items } = this.state;
    const change = this.changeOf(items.b[i], t, isBusy);
    return i < items.pairs ? change + this.changeOf(items.a[i], t, isBusy) : change;
  }

  /** The same of one person. O(days). */
  changeOf(p: number, t: number, isBusy: boolean): number {
    const { scratch, words, figures } = this;
    const { busy } = this.state.people;
    for (let k = 0; k < words; k++) scratch[k] = busy[p * words + k];
    if (isBusy) scratch[t >> 5] |= 1 << (t & 31);
    else scratch[t >> 5] &= ~(1 << (t & 31));
    return figures.costOf(p, scratch, 0) - figures.costOf(p, busy, p * words);
  }

  /** Forces an item into the slot of the two that it did not come from, else where its host has a session. */
  private forceOn(i: number): boolean {
    const from = this.chains.cameFrom[i];
    const t = from === this.one ? this.other : from === this.other ? this.one : -1;
    const target = t >= 0 && this.isTarget(i, t) ? t : this.someTarget(i);
    if (target < 0) return false;
    this.makeSeat(i, from, target);
    if (!this.chains.clear(i, target)) return false;
    this.chains.settle(i, target);
    return true;
  }

  /** In a full session somebody leaves for seat i: whose agenda suffers least in the slot that i came from. */
  private makeSeat(i: number, from: number, t: number): void {
    const { state, problem, random } = this;
    if (i < state.items.pairs) {
      this.makeRoom(i, from, t);
      return;
    }
    const h = problem.seatHost[i - state.items.pairs];
    const cell = h * this.slots + t;
    const size = state.size[cell];
    if (size < problem.groupMax[h]) return;
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let k = 0; k < size; k++) {
      const g = state.guest(cell, k);
      if (this.chains.isFixed(g)) continue;
      const cost = this.swapChange(g, state.items.b[g], t, from) + NOISE * random.exponential();
      if (cost >= least) continue;
      best = g;
      least = cost;
    }
    if (best >= 0) this.chains.evict(best);
  }

  /** Where rooms are full a one-to-one leaves for another: which suits its people best in the slot that the other came from. */
  private makeRoom(i: number, from: number, t: number): void {
    const { state, chains, random } = this;
    const { a, b, pairs } = state.items;
    const { kind } = this.problem.pairs;
    if (!chains.clearPerson(b[i], t) || !chains.clearPerson(a[i], t)) return;
    if (state.limits.allows(-1, kind[i], t)) return;
    const list = state.inSlot[t];
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (const j of list) {
      if (j >= pairs || chains.isFixed(j)) continue;
      const cost = this.swapChange(j, a[j], t, from) + this.swapChange(j, b[j], t, from) + NOISE * random.exponential();
      if (cost >= least) continue;
      best = j;
      least = cost;
    }
    if (best >= 0) chains.evict(best);
  }

  /** By how much the agenda of p would cost more with item g in another slot; as much as a break more where it has no place there. */
  private swapChange(g: number, p: number, t: number, to: number): number {
    const { scratch, words, figures, state } = this;
    const { busy, free } = state.people;
    for (let k = 0; k < words; k++) scratch[k] = busy[p * words + k];
    scratch[t >> 5] &= ~(1 << (t & 31));
    const hasPlace = to >= 0 && hasBit(free, p * words, to) && hasBit(state.items.domain, g * words, to);
    if (hasPlace) scratch[to >> 5] |= 1 << (to & 31);
    const change = figures.costOf(p, scratch, 0) - figures.costOf(p, busy, p * words);
    return hasPlace ? change : change + NO_PLACE;
  }

  private someTarget(i: number): number {
    const from = this.random.below(this.slots);
    for (let x = 0; x < this.slots; x++) {
      const t = from + x < this.slots ? from + x : from + x - this.slots;
      if (t !== this.chains.cameFrom[i] && this.isTarget(i, t)) return t;
    }
    return -1;
  }

  /** Whether the item could be in slot t if only others left: a seat, where there is a session or one guest makes one. */
  isTarget(i: number, t: number): boolean {
    const { state, problem } = this;
    if (!hasBit(state.items.domain, i * this.words, t)) return false;
    if (i < state.items.pairs) return true;
    const h = problem.seatHost[i - state.items.pairs];
    return state.size[h * this.slots + t] > 0 || problem.groupMin[h] === 1;
  }
}
