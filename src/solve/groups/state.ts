/**
 * A schedule of one-to-ones and group sessions under change, never in conflict: every hard rule but `max_breaks` holds at all
 * times, with one exception that is counted (`short`): a session of fewer than `group_min` guests, or without a room since a
 * guest who opens one has left, does not count as held outside of a search. Changes are noted, so that any number of them can be taken back.
 */
import type { GroupProblem } from '../../model/group-problem.js';
import { orderClashes, orderWindow } from '../../model/order-rows.js';
import { LimitLoads } from '../limit-loads.js';
import { Members } from '../members.js';
import { Ends } from './ends.js';
import { Guests } from './guests.js';
import { Interpreters } from './interpreters.js';
import { type Items, itemsOf } from './items.js';
import { Journal } from './journal.js';
import { People } from './people.js';
import { SessionKinds } from './session-kinds.js';
import { Sets } from './sets.js';

/** Kinds of journal entries. */
const PLACED = 0;
const REMOVED = 1;
const SERVED = 2;
const COUNTED = 3;

export class GroupState {
  readonly items: Items;
  /** Slot of each item, -1 if not held. */
  readonly slotOf: Int32Array;
  readonly people: People;
  readonly limits: LimitLoads;
  readonly kinds: SessionKinds;
  /** Kind under which the session of each cell counts in the limits; -1: there is none, or it has no room. */
  readonly counted: Int32Array;
  /** Left out where nobody needs an interpreter. */
  readonly interpreters: Interpreters | undefined;
  /** Guests of the session of host h in slot t: at cell h * slots + t; 0: there is none. */
  readonly size: Int32Array;
  /** Sessions of each host. */
  readonly sessions: Int32Array;
  /** Slots in which a host has a session that is not full (its room not looked at): hosts × words. */
  readonly roomy: Int32Array;
  /** Slots in which a host has no session: hosts × words. */
  readonly idle: Int32Array;
  /** Items held in each slot, in no order; the last list holds those not held. */
  readonly inSlot: readonly number[][];
  readonly ends: Ends;
  readonly sets: Sets;
  points = 0;
  /** Musts held. */
  musts = 0;
  /** Sessions (cells) of too few guests, or without a room. */
  readonly short: Members;

  private readonly position: Int32Array;
  private readonly guests: Guests;
  /** Rooms of sessions are looked at last where a schedule is adopted: who opens one may be the last to come. */
  private isAdopting = false;
  private readonly journal = new Journal();

  constructor(readonly problem: GroupProblem) {
    const { pairs, hosts, sizes, speech } = problem;
    const { participants: P, slots: T, words: W } = pairs;
    this.items = itemsOf(problem);
    const { count } = this.items;
    this.slotOf = new Int32Array(count).fill(-1);
    this.people = new People(pairs);
    this.limits = new LimitLoads(pairs);
    this.guests = new Guests(hosts * T, sizes, problem.seats, pairs.meetings);
    this.size = this.guests.size;
    this.sessions = new Int32Array(hosts);
    this.roomy = new Int32Array(hosts * W);
    this.idle = new Int32Array(hosts * W).fill(-1);
    this.inSlot = Array.from({ length: T + 1 }, () => []);
    this.ends = new Ends(P * T, count);
    this.position = new Int32Array(count);
    for (let i = 0; i < count; i++) this.enlist(i, T);
    this.short = new Members(hosts * T);
    this.sets = new Sets(problem);
    this.counted = new Int32Array(hosts * T).fill(-1);
    this.kinds = new SessionKinds(problem, this.items, this.limits);
    const note = (place: number, before: number) => this.journal.note(SERVED, place, before);
    this.interpreters = speech && new Interpreters(speech, problem, note);
  }

  /** Promises kept by all meetings, too small sessions among them. */
  get promises(): number {
    return this.people.promises;
  }

  /**
   * Word k of the slots in which item i could be placed by domain, people, rooms of its first guest, and order; once-sets,
   * maxima, apart and interpreters not looked at: what it leaves out is impossible, the rest is for `fits`. O(order rows).
   */
  candidates(i: number, k: number): number {
    const { items, problem, people } = this;
    const { words: W, kind } = problem.pairs;
    let open = items.domain[i * W + k];
    if (open === 0) return 0;
    open &= people.slotsOf(items.b[i], k);
    if (i < items.pairs) open &= people.slotsOf(items.a[i], k) & this.limits.openTo(kind[i], k);
    else if (open !== 0) {
      const h = problem.seatHost[i - items.pairs];
      open &= this.roomy[h * W + k] | this.openable(h, k);
    }
    return open === 0 || items.order.start[i] === items.order.start[i + 1]
      ? open
      : open & orderWindow(items.order, this.problem.pairs.slots, this.slotOf, i, k);
  }

  /** Word k of the slots in which host h could open a session, by itself and the room of a first guest. O(1). */
  openable(h: number, k: number): number {
    const { pairs, hostDomain, sizeKind, sizes, host, mostSessions, lockedRooms } = this.problem;
    const p = host[h];
    if (this.sessions[h] >= mostSessions[h] || this.people.degree[p] >= pairs.maxMeetings[p]) return 0;
    const word = h * pairs.words + k;
    const open = hostDomain[word] & this.idle[word] & this.people.slotsOf(p, k);
    // A lock may demand another kind than the size does: then `fits` judges alone.
    return lockedRooms.length > 0 ? open : open & this.limits.openTo(sizeKind[h * sizes + 1], k);
  }

  /** Whether item i, which is not held, may be placed in slot t under every hard rule. O(apart + rows + once-sets). */
  fits(i: number, t: number): boolean {
    const { items, problem, people } = this;
    const word = t >> 5;
    const bit = 1 << (t & 31);
    if ((items.domain[i * problem.pairs.words + word] & bit) === 0) return false;
    if (!people.hasPlace(items.b[i], t) || this.sets.isMet(i)) return false;
    if (orderClashes(items.order, this.slotOf, i, t) > 0) return false;
    if (i >= items.pairs) return this.fitsSession(i, t);
    if (!people.hasPlace(items.a[i], t) || !this.limits.allows(-1, problem.pairs.kind[i], t)) return false;
    return this.interpreters === undefined || this.interpreters.canServe(i, i, t, true);
  }

  private fitsSession(i: number, t: number): boolean {
    const { problem, items } = this;
    const s = i - items.pairs;
    const h = problem.seatHost[s];
    const cell = h * problem.pairs.slots + t;
    const size = this.size[cell];
    if (size === 0 && (!this.people.hasPlace(items.a[i], t) || this.sessions[h] >= problem.mostSessions[h]))
      return false;
    if (size >= this.kinds.most[cell]) return false;
    if (!this.isAdopting && !this.hasRoomFor(i, cell, t)) return false;
    if (size > 0 && this.hasApart(items.b[i], h, t)) return false;
    return this.interpreters === undefined || this.interpreters.canServe(items.pairs + cell, i, t, size === 0);
  }

  /** Puts an item that is not held into slot t. The caller has seen to it that it fits. */
  place(i: number, t: number): void {
    this.journal.note(PLACED, i, 0);
    this.put(i, t);
    this.interpreters?.serve(this.meetingOf(i, t), t);
  }

  /** Takes a held item out; returns the slot it had. A session goes with its last guest. */
  remove(i: number): number {
    const t = this.slotOf[i];
    this.journal.note(REMOVED, i, t);
    this.take(i);
    if (this.interpreters === undefined) return t;
    const meeting = this.meetingOf(i, t);
    if (i < this.items.pairs || this.size[meeting - this.items.pairs] === 0) this.interpreters.release(meeting, t);
    else this.interpreters.serve(meeting, t);
    return t;
  }

  /** Items of a session, by cell, in no order. Good until the next change. O(1). */
  guestsOf(cell: number): Int32Array {
    return this.guests.of(cell);
  }

  /** Item k of a session, by cell, 0 ≤ k < its size. */
  guest(cell: number, k: number): number {
    return this.guests.guest(cell, k);
  }

  /** A place in the journal to come back to. */
  mark(): number {
    return this.journal.length;
  }

  /** Appends the items placed or removed since the mark, each as often as it was. O(changes). */
  changedSince(mark: number, items: number[]): void {
    const { entries, length } = this.journal;
    for (let x = mark; x < length; x += 3)
      if (entries[x] === PLACED || entries[x] === REMOVED) items.push(entries[x + 1]);
  }

  /** Takes back everything since the mark, and what that makes count anew on the way. */
  undo(mark: number): void {
    const { journal } = this;
    while (journal.length > mark) {
      journal.length -= 3;
      const kind = journal.entries[journal.length];
      const of = journal.entries[journal.length + 1];
      const before = journal.entries[journal.length + 2];
      if (kind === PLACED) this.take(of);
      else if (kind === REMOVED) this.put(of, before);
      else if (kind === COUNTED) this.countAs(before, of);
      else this.interpreters!.serves[of] = before;
    }
  }

  /** Forgets what was noted: it cannot be taken back any more. */
  commit(): void {
    this.journal.length = 0;
  }

  /**
   * Makes the schedule that of another state, which keeps every rule; a session that has no room is short. O(items).
   * @param serves the other's interpreters; without it they are sought anew, and a meeting that finds none is left out
   */
  adopt(slots: Int32Array, serves?: Int32Array): void {
    for (let i = 0; i < slots.length; i++) if (this.slotOf[i] >= 0 && this.slotOf[i] !== slots[i]) this.remove(i);
    const { pairs, count } = this.items;
    // One-to-ones may use what sessions leave once all their guests are there.
    if (this.kinds.byGuests) {
      this.isAdopting = true;
      this.takeOver(slots, pairs, count, serves);
      this.isAdopting = false;
      for (const cell of this.short.list.slice(0, this.short.size)) this.recount(cell);
    }
    this.takeOver(slots, 0, count, serves);
    if (serves) this.interpreters?.serves.set(serves);
    this.commit();
  }

  /** Takes the guests out of sessions that are short. */
  dropShort(): void {
    while (this.short.size > 0) this.remove(this.guest(this.short.list[0], 0));
  }

  /** Points that are there with item i and not without it, as things stand. O(its sets). */
  worthOf(i: number): number {
    return this.items.points[i] - this.sets.repeatedBy(i, this.slotOf[i] >= 0);
  }

  /** Whether rooms allow seat i more in the session of a cell of slot t, or one with it. O(limits of its kind). */
  hasRoomFor(i: number, cell: number, t: number): boolean {
    return this.limits.allows(this.counted[cell], this.kinds.with(cell, this.size[cell], i), t);
  }

  /** Whether a guest must not sit beside p in the session of host h in slot t. O(apart). */
  hasApart(p: number, h: number, t: number): boolean {
    const { apartStart, apart } = this.problem;
    for (let k = apartStart[p]; k < apartStart[p + 1]; k++) if (this.seatWith(apart[k], h, t) >= 0) return true;
    return false;
  }

  /** The item by which p sits with host h in slot t, -1 if it does not. O(parallel). */
  seatWith(p: number, h: number, t: number): number {
    const { pairs, seatHost } = this.problem;
    for (let end = this.ends.head[p * pairs.slots + t]; end >= 0; end = this.ends.next[end]) {
      const i = end >> 1;
      if (i >= this.items.pairs && seatHost[i - this.items.pairs] === h) return i;
    }
    return -1;
  }

  private takeOver(slots: Int32Array, first: number, end: number, serves: Int32Array | undefined): void {
    for (let i = first; i < end; i++) {
      if (slots[i] < 0 || this.slotOf[i] >= 0) continue;
      if (serves) this.put(i, slots[i]);
      else if (this.fits(i, slots[i])) this.place(i, slots[i]);
    }
  }

  private meetingOf(i: number, t: number): number {
    const { pairs } = this.items;
    return i < pairs ? i : pairs + this.problem.seatHost[i - pairs] * this.problem.pairs.slots + t;
  }

  private put(i: number, t: number): void {
    const { items } = this;
    this.slotOf[i] = t;
    this.addEnd(2 * i + 1, items.b[i], t);
    this.delist(i, this.inSlot.length - 1);
    this.enlist(i, t);
    this.count(i, 1);
    if (i >= items.pairs) this.seat(i, t);
    else {
      this.addEnd(2 * i, items.a[i], t);
      this.limits.change(-1, this.problem.pairs.kind[i], t);
    }
  }

  private take(i: number): void {
    const { items } = this;
    const t = this.slotOf[i];
    this.slotOf[i] = -1;
    this.dropEnd(2 * i + 1, items.b[i], t);
    this.delist(i, t);
    this.enlist(i, this.inSlot.length - 1);
    this.count(i, -1);
    if (i >= items.pairs) this.unseat(i, t);
    else {
      this.dropEnd(2 * i, items.a[i], t);
      this.limits.change(this.problem.pairs.kind[i], -1, t);
    }
  }

  private count(i: number, by: 1 | -1): void {
    const repeated = this.sets.repeated;
    this.sets.count(i, by);
    this.points += by * this.items.points[i] - (this.sets.repeated - repeated);
    this.musts += by * this.items.must[i];
  }

  private seat(i: number, t: number): void {
    const h = this.problem.seatHost[i - this.items.pairs];
    const cell = h * this.problem.pairs.slots + t;
    if (this.size[cell] === 0) {
      this.people.add(this.items.a[i], t);
      this.sessions[h]++;
    }
    this.guests.add(i, cell);
    this.resized(h, cell, t);
  }

  private unseat(i: number, t: number): void {
    const h = this.problem.seatHost[i - this.items.pairs];
    const cell = h * this.problem.pairs.slots + t;
    this.guests.drop(i, cell);
    if (this.size[cell] === 0) {
      this.people.drop(this.items.a[i], t);
      this.sessions[h]--;
    }
    this.resized(h, cell, t);
  }

  private resized(h: number, cell: number, t: number): void {
    const { pairs } = this.problem;
    const word = h * pairs.words + (t >> 5);
    const bit = 1 << (t & 31);
    const size = this.size[cell];
    this.recount(cell);
    if (size === 0) this.idle[word] |= bit;
    else this.idle[word] &= ~bit;
    if (size > 0 && size < this.kinds.most[cell]) this.roomy[word] |= bit;
    else this.roomy[word] &= ~bit;
    this.judge(cell);
    this.interpreters?.setItems(this.items.pairs + cell, this.guestsOf(cell));
  }

  /** Counts a session as what its guests make it; one that rooms do not allow, not at all. What goes back is noted. */
  private recount(cell: number): void {
    const kind = this.kinds.seat(cell, this.guestsOf(cell));
    if (!this.kinds.byGuests) this.countAs(kind, cell);
    else {
      const allowed =
        kind >= 0 && this.limits.allows(this.counted[cell], kind, cell % this.problem.pairs.slots) ? kind : -1;
      if (allowed === this.counted[cell]) return;
      this.journal.note(COUNTED, cell, this.counted[cell]);
      this.countAs(allowed, cell);
    }
  }

  private countAs(kind: number, cell: number): void {
    this.limits.change(this.counted[cell], kind, cell % this.problem.pairs.slots);
    this.counted[cell] = kind;
    this.judge(cell);
  }

  /** Whether a session counts as held. */
  private judge(cell: number): void {
    const { groupMin, pairs } = this.problem;
    const size = this.size[cell];
    const isHeld = this.counted[cell] >= 0 && size >= groupMin[Math.floor(cell / pairs.slots)];
    if (size > 0 && !isHeld) this.short.add(cell);
    else this.short.drop(cell);
  }

  private enlist(i: number, list: number): void {
    this.position[i] = this.inSlot[list].length;
    this.inSlot[list].push(i);
  }

  private delist(i: number, list: number): void {
    const last = this.inSlot[list].pop()!;
    if (last === i) return;
    this.inSlot[list][this.position[i]] = last;
    this.position[last] = this.position[i];
  }

  private addEnd(end: number, p: number, t: number): void {
    this.ends.add(end, p * this.problem.pairs.slots + t);
    this.people.add(p, t);
  }

  private dropEnd(end: number, p: number, t: number): void {
    this.ends.drop(end, p * this.problem.pairs.slots + t);
    this.people.drop(p, t);
  }
}
