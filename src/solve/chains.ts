/**
 * Ejection chains on a state: a meeting is forced into a slot, what it drives out finds another place or drives out in turn
 * (Glover 1996, doi:10.1016/0166-218X(94)00037-E). Every change is journalled, so that a chain can be undone. O(1) a step.
 */
import { hasBit } from '../model/problem.js';
import type { Random } from './random.js';
import type { Sequence } from './sequence.js';
import type { State } from './state.js';

/** Slots looked at before a replacement gives up; of a meeting worth no more than any other, which hardly ever succeeds. */
const MOST_SLOTS = 8;
const MOST_SLOTS_OF_LEAST = 2;
/** Alternating paths tried for one meeting. */
const MOST_PATHS = 40;
/** Meetings of a full slot that are compared when one has to go. */
const SAMPLE = 6;

export class Chains {
  /** Slots each meeting is allowed by the caller: meetings × words; a subset of its domain. */
  allowed: Int32Array;
  /** Meetings put in, taken out and put back so far: what the time goes into. */
  steps = 0;
  /** Meetings looked at that might make room. */
  private looks = 0;
  /** From so much work on meetings are put in with one other moved at most. */
  deepUntil = Number.POSITIVE_INFINITY;
  private readonly leastPoints: number;
  private readonly journalMeeting: number[] = [];
  private readonly journalSlot: number[] = [];
  /** The meetings of a path that is looked at. */
  private readonly path: number[] = [];

  constructor(
    readonly state: State,
    private readonly random: Random,
  ) {
    this.allowed = state.problem.domain;
    const { points } = state.problem;
    this.leastPoints = points.reduce((least, own) => Math.min(least, own), Number.POSITIVE_INFINITY);
  }

  /** What the time of deep chains goes into. */
  get work(): number {
    return this.steps + this.looks;
  }

  /** Position in the journal to which `undo` can return. */
  get mark(): number {
    return this.journalMeeting.length;
  }

  /** Forgets the journal: what was done stays. */
  commit(): void {
    this.journalMeeting.length = 0;
    this.journalSlot.length = 0;
  }

  undo(mark: number): void {
    this.steps += this.mark - mark;
    while (this.journalMeeting.length > mark) {
      const e = this.journalMeeting.pop()!;
      const t = this.journalSlot.pop()!;
      if (t < 0) this.state.remove(e);
      else this.state.place(e, t);
    }
  }

  place(e: number, t: number): void {
    this.steps++;
    this.state.place(e, t);
    this.journalMeeting.push(e);
    this.journalSlot.push(-1);
  }

  remove(e: number): void {
    this.steps++;
    this.journalSlot.push(this.state.remove(e));
    this.journalMeeting.push(e);
  }

  /** Places e without losing any other meeting, moving up to `depth` others one after the other. */
  insert(e: number, depth: number): boolean {
    if (!this.state.belowMaxima(e) || !this.state.hasRoom(e)) return false;
    const direct = this.directSlot(e);
    if (direct >= 0) {
      this.place(e, direct);
      return true;
    }
    return depth > 0 && this.insertByMoving(e, this.work < this.deepUntil ? depth : 1);
  }

  /**
   * Places e by exchanging two slots along a path: where a is free in s and b in t, the path of meetings from b that
   * alternates between s and t changes places, and e goes into s (Kőnig 1916, the colouring of bipartite graphs).
   * At most `MOST_PATHS` paths are tried.
   */
  insertAlongPath(e: number): boolean {
    const { a, b, slots: T } = this.state.problem;
    if (!this.state.belowMaxima(e) || !this.state.hasRoom(e)) return false;
    const start = this.random.below(T);
    let paths = 0;
    for (let i = 0; i < T; i++) {
      const s = (start + i) % T;
      if (!this.isFree(a[e], s) || !this.isAllowed(e, s)) continue;
      for (let j = 0; j < T; j++) {
        const t = (start + j) % T;
        if (!this.isFree(b[e], t)) continue;
        if (this.exchangePath(e, b[e], s, t)) return true;
        if (++paths === MOST_PATHS) return false;
      }
    }
    return false;
  }

  private isFree(p: number, t: number): boolean {
    return ((this.state.free[p * this.state.problem.words + (t >> 5)] >>> (t & 31)) & 1) === 1;
  }

  private isAllowed(e: number, t: number): boolean {
    return ((this.allowed[e * this.state.problem.words + (t >> 5)] >>> (t & 31)) & 1) === 1;
  }

  private exchangePath(e: number, from: number, s: number, t: number): boolean {
    const { state } = this;
    const { a, b, slots: T, parallel, lockedSlot } = state.problem;
    const { path } = this;
    let length = 0;
    let p = from;
    let slot = s;
    for (let m = state.head[p * T + slot] >> 1; m >= 0; m = state.head[p * T + slot] >> 1) {
      const other = slot === s ? t : s;
      if (parallel[p] > 1 || lockedSlot[m] >= 0 || !this.isAllowed(m, other) || length > T * 8) return false;
      path[length++] = m;
      p = a[m] === p ? b[m] : a[m];
      if (p === a[e] || p === b[e]) return false;
      slot = other;
    }
    if (length > 0 && !this.isFree(p, slot)) return false;
    path[length] = e;
    const mark = this.mark;
    for (let i = 0; i < length; i++) this.remove(path[i]);
    for (let i = 0; i <= length; i++) {
      // The path begins in s, where e is to be, and alternates.
      const target = i === length || i % 2 === 1 ? s : t;
      if (((state.candidates(path[i], target >> 5) >>> (target & 31)) & 1) === 0) {
        this.undo(mark);
        return false;
      }
      this.place(path[i], target);
    }
    return true;
  }

  /**
   * Puts e into slot t, driving out whatever stands against it; `driven` collects them.
   * False if a locked meeting stands in the way (the caller undoes).
   */
  force(e: number, t: number, driven: number[]): boolean {
    const { a, b } = this.state.problem;
    if (this.state.slotOf[e] >= 0) this.remove(e);
    if (this.state.sequence !== undefined && !this.clearSequence(this.state.sequence, e, t, driven)) return false;
    if (!this.clearPerson(a[e], t, driven) || !this.clearPerson(b[e], t, driven)) return false;
    if (!this.clearLimits(e, t, driven) || !this.clearSets(e, driven)) return false;
    this.place(e, t);
    return true;
  }

  /** Puts e where what it drives out is worth less than e itself; the driven out are lost unless they fit elsewhere. */
  replaceCheaper(e: number): void {
    const { state } = this;
    const { words: W, slots: T } = state.problem;
    const [before, worth] = [state.worth, state.worthOf(e)];
    if (worth === 0) return;
    const most = worth > this.leastPoints ? MOST_SLOTS : MOST_SLOTS_OF_LEAST;
    const start = this.random.below(T);
    let looked = 0;
    for (let i = 0; i < T && looked < most; i++) {
      const t = start + i < T ? start + i : start + i - T;
      if (((this.allowed[e * W + (t >> 5)] >>> (t & 31)) & 1) === 0) continue;
      looked++;
      const mark = this.mark;
      const driven: number[] = [];
      if (this.force(e, t, driven)) {
        let lost = 0;
        for (let k = 0; k < driven.length && lost < worth; k++)
          if (!this.insert(driven[k], 1)) lost += state.worthOf(driven[k]);
        if (state.worth > before) return;
      }
      this.undo(mark);
    }
  }

  private directSlot(e: number): number {
    const W = this.state.problem.words;
    const first = W === 1 ? 0 : this.random.below(W);
    for (let i = 0; i < W; i++) {
      const k = (first + i) % W;
      const mask = this.state.candidates(e, k) & this.allowed[e * W + k];
      if (mask !== 0) return k * 32 + this.randomBit(mask);
    }
    return -1;
  }

  /** A random set bit of a non-zero word. */
  private randomBit(mask: number): number {
    const turn = this.random.below(32);
    const turned = turn === 0 ? mask : (mask >>> turn) | (mask << (32 - turn));
    return (31 - Math.clz32(turned & -turned) + turn) & 31;
  }

  /**
   * Places e where one other meeting has to move; with `depth` above 1 that one may push another in turn. What a move needs
   * is read off the masks first, so that a failure costs a few ANDs.
   */
  private insertByMoving(e: number, depth: number): boolean {
    const { state } = this;
    const { a, b, words: W } = state.problem;
    const first = W === 1 ? 0 : this.random.below(W);
    for (let i = 0; i < W; i++) {
      const k = (first + i) % W;
      const freeA = state.free[a[e] * W + k];
      const freeB = state.free[b[e] * W + k];
      let mask = this.allowed[e * W + k] & (freeA | freeB);
      while (mask !== 0) {
        const bit = this.randomBit(mask);
        mask &= ~(1 << bit);
        const oneIsBusy = (((freeA & freeB) >>> bit) & 1) === 0;
        const t = k * 32 + bit;
        const blocker = oneIsBusy
          ? this.meetingAt(((freeA >>> bit) & 1) === 0 ? a[e] : b[e], t)
          : this.movableBeside(e, t);
        if (blocker >= 0 && this.pushOut(blocker, e, t, depth)) return true;
      }
    }
    return false;
  }

  /** What keeps e from slot t though both are free: a meeting in one of the rooms, or in a run that would be too long. */
  private movableBeside(e: number, t: number): number {
    const inLimit = this.movableInLimit(e, t);
    const { sequence, tired, problem } = this.state;
    if (inLimit >= 0 || !sequence?.boundsRuns) return inLimit;
    for (const p of [problem.a[e], problem.b[e]]) {
      if (!hasBit(tired, p * problem.words, t)) continue;
      const cuts = sequence.cuts(p, t, this.state.count);
      return cuts.length > 0 ? this.meetingAt(p, cuts[this.random.below(cuts.length)]) : -1;
    }
    return -1;
  }

  /** Moves `blocker` away and puts e into slot t; all or nothing. */
  private pushOut(blocker: number, e: number, t: number, depth: number): boolean {
    const { state } = this;
    if (state.problem.lockedSlot[blocker] >= 0) return false;
    if (depth === 1 && this.anotherSlot(blocker, state.slotOf[blocker]) < 0) return false;
    const mark = this.mark;
    this.remove(blocker);
    if ((state.candidates(e, t >> 5) >>> (t & 31)) & 1) {
      this.place(e, t);
      if (this.insert(blocker, depth - 1)) return true;
    }
    this.undo(mark);
    return false;
  }

  /** A slot beside t to which a held meeting could move as things stand, -1 if there is none. */
  private anotherSlot(f: number, t: number): number {
    const W = this.state.problem.words;
    for (let k = 0; k < W; k++) {
      let mask = this.state.candidates(f, k) & this.allowed[f * W + k];
      if (k === t >> 5) mask &= ~(1 << (t & 31));
      if (mask !== 0) return k * 32 + 31 - Math.clz32(mask);
    }
    return -1;
  }

  /** One of a few sampled meetings that count in a full limit of e's kind in slot t and could move; -1 if there is none. */
  private movableInLimit(e: number, t: number): number {
    const { state } = this;
    const limit = state.fullLimit(e, t);
    if (limit < 0) return -1;
    const list = state.inSlot[t];
    for (let i = 0; i < SAMPLE && list.length > 0; i++) {
      this.looks++;
      const f = list[this.random.below(list.length)];
      if (state.countsIn(f, limit) && this.anotherSlot(f, t) >= 0) return f;
    }
    return -1;
  }

  /** A meeting of p in slot t: the only one, or a random one of a delegation's. */
  private meetingAt(p: number, t: number): number {
    const { head, nextEnd, count } = this.state;
    const cell = p * this.state.problem.slots + t;
    let end = head[cell];
    if (count[cell] > 1) for (let skip = this.random.below(count[cell]); skip > 0; skip--) end = nextEnd[end];
    return end < 0 ? -1 : end >> 1;
  }

  private clearPerson(p: number, t: number, driven: number[]): boolean {
    const { state } = this;
    const { slots: T, parallel, maxMeetings, lockedSlot } = state.problem;
    while (state.count[p * T + t] >= parallel[p]) {
      const blocker = this.meetingAt(p, t);
      if (blocker < 0 || lockedSlot[blocker] >= 0) return false;
      this.remove(blocker);
      driven.push(blocker);
    }
    while (state.degree[p] >= maxMeetings[p]) {
      const cheapest = this.cheapestOf(p);
      if (cheapest < 0) return false;
      this.remove(cheapest);
      driven.push(cheapest);
    }
    return true;
  }

  /** Takes out what a strict set of e holds. O(meetings of its sets). */
  private clearSets(e: number, driven: number[]): boolean {
    const { sets, lockedSlot } = this.state.problem;
    if (sets === undefined) return true;
    for (let i = sets.setStart[e]; i < sets.setStart[e + 1]; i++) {
      const s = sets.sets[i];
      for (let k = sets.start[s]; k < sets.start[s + 1] && this.state.isFull(sets, s); k++) {
        const f = sets.meetings[k];
        if (this.state.slotOf[f] < 0) continue;
        if (lockedSlot[f] >= 0) return false;
        this.remove(f);
        driven.push(f);
      }
    }
    return true;
  }

  private clearSequence(sequence: Sequence, e: number, t: number, driven: number[]): boolean {
    return sequence.clear(e, t, this.state, {
      stays: f => this.state.problem.lockedSlot[f] >= 0,
      takeOut: f => {
        this.remove(f);
        driven.push(f);
      },
    });
  }

  private cheapestOf(p: number): number {
    const { slotOf, problem } = this.state;
    const { incident, incidentStart, lockedSlot } = problem;
    let cheapest = -1;
    for (let i = incidentStart[p]; i < incidentStart[p + 1]; i++) {
      const e = incident[i];
      if (slotOf[e] >= 0 && lockedSlot[e] < 0) cheapest = this.cheaper(cheapest, e);
    }
    return cheapest;
  }

  /** The second of two held meetings where it is worth less, or the first is -1: none. */
  private cheaper(first: number, second: number): number {
    return first < 0 || this.state.worthOf(second) < this.state.worthOf(first) ? second : first;
  }

  private clearLimits(e: number, t: number, driven: number[]): boolean {
    const { state } = this;
    const { words: W, lockedSlot } = state.problem;
    while (((state.open[state.classOf[e] * W + (t >> 5)] >>> (t & 31)) & 1) === 0) {
      const blocker = this.cheapestInLimit(e, t);
      if (blocker < 0 || lockedSlot[blocker] >= 0) return false;
      this.remove(blocker);
      driven.push(blocker);
    }
    return true;
  }

  /** The cheapest of a few sampled meetings that count in a full limit of e's kind in slot t; -1 if there is none. */
  private cheapestInLimit(e: number, t: number): number {
    const { state } = this;
    const { lockedSlot } = state.problem;
    const limit = state.fullLimit(e, t);
    if (limit < 0) return -1;
    const list = state.inSlot[t];
    let cheapest = -1;
    for (let i = 0; i < SAMPLE && list.length > 0; i++) {
      const f = list[this.random.below(list.length)];
      if (lockedSlot[f] < 0 && state.countsIn(f, limit)) cheapest = this.cheaper(cheapest, f);
    }
    return cheapest;
  }
}
