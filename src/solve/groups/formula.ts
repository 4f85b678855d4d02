/** Every hard rule on one-to-ones and group sessions as clauses; one assumption a row that demands something, if any may be given up. */
import { type CitedRow, lockRow, orderRow } from '../../model/cited-rows.js';
import type { GroupProblem, ItemSlots } from '../../model/group-problem.js';
import { hasBit, UNBOUNDED } from '../../model/problem.js';
import { addAtMost, addExclusive } from '../breaks/unbroken.js';
import { Cnf, MOST_LITERALS } from '../cnf.js';
import { fewestRows } from '../demand-rows.js';
import { addOrder, addRests, breakEnds } from '../rules-in-clauses.js';
import type { Asked } from './asked.js';
import type { Items } from './items.js';
import { addSpeech } from './speech-clauses.js';

/** A literal to assume, and the rows that stand behind it. */
interface Assumption {
  readonly literal: number;
  readonly rows: readonly CitedRow[];
  /** Whether no other row demands the same. */
  readonly isAlone: boolean;
}

/** The room of a session as a lock asks for it: its kind, what it seats, and the assumption of the lock. */
interface LockedRoom {
  readonly kind: number;
  readonly most: number;
  readonly literal: number;
}

export class GroupFormula {
  readonly cnf = new Cnf(MOST_LITERALS);
  readonly assumptions: Assumption[] = [];
  /** Whether a lock asks for a room for a one-to-one that may be held without it: then nothing is said of that meeting's room. */
  roomsAreLoose = false;
  /** Assumption of each item that a wish alone demands. */
  readonly mustLiteral = new Map<number, number>();
  /** Variable of (item, slot), 0 outside of what is looked at: at i * slots + t. */
  readonly variable: Int32Array;
  /** Literals by cell (host, slot): entry n is true where the session has more than n guests. */
  readonly sizes: readonly (readonly number[])[];
  /** Literals of what takes a place in (limit, slot): at limit * slots + t. */
  readonly inLimit: readonly (readonly number[])[];
  /** Literals of meetings of each participant by slot, sessions that it holds among them. */
  readonly meetingsOf: readonly (readonly (readonly number[])[])[];
  /** Literal of each participant in a slot: it has a meeting, 0 where it cannot; empty where nobody asks. */
  readonly busyOf: readonly (readonly number[])[];
  /** Assumption of each lock, by its index. */
  private readonly lockLiteral = new Map<number, number>();

  /**
   * O(items · slots · (people + rooms + ways)).
   * @param asked which rows demand what, each of which may be given up: items that are not demanded, and help nobody whose are, are
   * left out then; without it every demand holds, every item is looked at, and so is everyone's agenda
   */
  constructor(
    private readonly problem: GroupProblem,
    readonly items: Items,
    private readonly asked?: Asked,
  ) {
    this.variable = this.makeVariables();
    this.addLocks();
    this.addMusts();
    this.sizes = this.makeSessions();
    this.meetingsOf = this.listMeetings();
    this.busyOf = this.addPeople();
    this.inLimit = this.addLimits();
    this.addSets();
    this.addApart();
    this.addOrders();
    addSpeech(this.cnf, problem, i => this.literalsOf(i), this.sizes);
  }

  /** Slot of each item, -1 where it is not held. O(items · slots). */
  read(model: Uint8Array): ItemSlots {
    const slots = new Int32Array(this.items.count).fill(-1);
    const T = this.problem.pairs.slots;
    this.variable.forEach((variable, place) => {
      if (variable !== 0 && model[variable] === 1) slots[Math.floor(place / T)] = place % T;
    });
    return slots;
  }

  /** At most one of them; pair by pair where a solver is to search for long. */
  private exclude(literals: readonly number[]): void {
    if (this.asked) this.cnf.atMost(literals, 1);
    else addExclusive(this.cnf, literals);
  }

  private assume(rows: readonly CitedRow[], isAlone = rows.length === 1): number {
    const literal = this.cnf.newVariable();
    this.assumptions.push({ literal, rows, isAlone });
    return literal;
  }

  /** Literals of an item, by slot. */
  private literalsOf(i: number): number[] {
    const T = this.problem.pairs.slots;
    return Array.from(this.variable.subarray(i * T, (i + 1) * T));
  }

  /** The same without those that are none. */
  placesOf(i: number): number[] {
    return this.literalsOf(i).filter(literal => literal !== 0);
  }

  /** What has to be held, and what could help: guests where a session needs several, and anything where breaks count. */
  private isLookedAt(): (i: number) => boolean {
    const { problem, items } = this;
    if (!this.asked || problem.pairs.maxBreaks.some(cap => cap < UNBOUNDED)) return () => true;
    const demanded = items.must.slice();
    for (const i of problem.someItems) demanded[i] = 1;
    const needsGuests = new Uint8Array(problem.hosts);
    problem.seatHost.forEach((h, s) => {
      if (demanded[items.pairs + s] === 1 && problem.groupMin[h] > 1) needsGuests[h] = 1;
    });
    return i => demanded[i] === 1 || (i >= items.pairs && needsGuests[problem.seatHost[i - items.pairs]] === 1);
  }

  private makeVariables(): Int32Array {
    const { slots: T, words: W } = this.problem.pairs;
    const variable = new Int32Array(this.items.count * T);
    const isLookedAt = this.isLookedAt();
    const { domain } = this.asked ?? this.items;
    for (let i = 0; i < this.items.count; i++) {
      if (!isLookedAt(i)) continue;
      const own: number[] = [];
      for (let t = 0; t < T; t++) {
        if (!hasBit(domain, i * W, t)) continue;
        variable[i * T + t] = this.cnf.newVariable();
        own.push(variable[i * T + t]);
      }
      this.exclude(own);
    }
    return variable;
  }

  /** A lock holds its items in its slot; without it, they are not where nobody wishes them. */
  private addLocks(): void {
    const { cnf, asked } = this;
    if (!asked) return;
    const { slots: T, words: W } = this.problem.pairs;
    for (const [lock, items] of asked.byLock) {
      const isAlone = items.every(i => !asked.mustRows.has(i));
      const literal = this.assume([lockRow(this.problem.pairs.event, lock)], isAlone);
      this.lockLiteral.set(lock, literal);
      for (const i of items) {
        const place = this.variable[i * T + asked.lockedSlot(i)];
        cnf.add(-literal, ...(place === 0 ? [] : [place]));
        for (let t = 0; t < T; t++) {
          const other = this.variable[i * T + t];
          if (other !== 0 && !hasBit(asked.wished, i * W, t)) cnf.add(-other, literal);
        }
      }
    }
  }

  private addMusts(): void {
    const { asked, items } = this;
    if (!asked) {
      items.must.forEach((must, i) => {
        if (must === 1) this.cnf.add(...this.placesOf(i));
      });
      return;
    }
    for (const [i, rows] of asked.mustRows) {
      const isAlone = rows.filter(({ demands }) => demands).length === 1 && asked.lockedSlot(i) < 0;
      const literal = this.assume(fewestRows(rows), isAlone);
      this.mustLiteral.set(i, literal);
      this.cnf.add(-literal, ...this.placesOf(i));
    }
  }

  private makeSessions(): number[][] {
    const { cnf, problem } = this;
    const { seatsOfHost, hostStart, groupMin, groupMax, mostSessions, hosts } = problem;
    const T = problem.pairs.slots;
    const sizes: number[][] = [];
    for (let h = 0; h < hosts; h++) {
      const seats = seatsOfHost.subarray(hostStart[h], hostStart[h + 1]);
      for (let t = 0; t < T; t++) {
        const guests = Array.from(seats, s => this.variable[(this.items.pairs + s) * T + t]).filter(one => one !== 0);
        const size = cnf.sort(guests, groupMax[h] + 1);
        sizes.push(size);
        if (size.length === 0) continue;
        if (groupMin[h] > 1) cnf.add(-size[0], ...size.slice(groupMin[h] - 1, groupMin[h]));
        if (size.length > groupMax[h]) cnf.add(-size[groupMax[h]]);
      }
      const held = sizes.slice(h * T).flatMap(size => size.slice(0, 1));
      cnf.atMost(held, mostSessions[h]);
    }
    return sizes;
  }

  private listMeetings(): number[][][] {
    const { problem, items } = this;
    const { participants: P, slots: T } = problem.pairs;
    return Array.from({ length: P }, (_, p) => {
      const bySlot: number[][] = Array.from({ length: T }, () => []);
      for (const i of items.own.subarray(items.ownStart[p], items.ownStart[p + 1])) {
        for (let t = 0; t < T; t++) if (this.variable[i * T + t] !== 0) bySlot[t].push(this.variable[i * T + t]);
      }
      const h = items.hostIndex[p];
      if (h >= 0) for (let t = 0; t < T; t++) bySlot[t].push(...this.sizes[h * T + t].slice(0, 1));
      return bySlot;
    });
  }

  private addPeople(): number[][] {
    const { problem, cnf } = this;
    const { parallel, maxMeetings, maxBreaks, maxConsecutive } = problem.pairs;
    return this.meetingsOf.map((bySlot, p) => {
      for (const literals of bySlot) {
        if (parallel[p] === 1) this.exclude(literals);
        else cnf.atMost(literals, parallel[p]);
      }
      if (maxMeetings[p] < UNBOUNDED) cnf.atMost(bySlot.flat(), maxMeetings[p]);
      if (this.asked && maxBreaks[p] === UNBOUNDED && maxConsecutive[p] === UNBOUNDED) return [];
      const busy = bySlot.map(literals => (literals.length === 0 ? 0 : cnf.anyOf(literals)));
      if (maxBreaks[p] < UNBOUNDED) cnf.atMost(breakEnds(cnf, problem.pairs, busy), maxBreaks[p]);
      if (maxConsecutive[p] < UNBOUNDED) addRests(cnf, problem.pairs, busy, maxConsecutive[p]);
      return busy;
    });
  }

  /** Rooms and limits of slots. */
  private addLimits(): number[][] {
    const { problem, cnf } = this;
    const { meetings: E, slots: T, kind, kindLimits, capacity, lock, event } = problem.pairs;
    const inLimit: number[][] = Array.from({ length: capacity.length }, () => []);
    const fillsBreaks = problem.pairs.maxBreaks.some(cap => cap < UNBOUNDED);
    for (let e = 0; e < E; e++) {
      const hasRoom = lock[e] >= 0 && event.locks[lock[e]].room !== undefined;
      this.roomsAreLoose ||= hasRoom && (fillsBreaks || this.mustLiteral.has(e) || problem.someItems.includes(e));
      for (let t = 0; t < T; t++) {
        let literal = this.variable[e * T + t];
        if (literal === 0) continue;
        if (hasRoom && this.asked) literal = this.both(literal, this.lockLiteral.get(lock[e])!);
        for (const limit of kindLimits[kind[e]]) inLimit[limit * T + t].push(literal);
      }
    }
    this.sizes.forEach((size, cell) => {
      for (const [limit, literal] of this.limitsOfSession(cell, size)) inLimit[limit * T + (cell % T)].push(literal);
    });
    inLimit.forEach((literals, cell) => {
      if (this.asked) cnf.atMost(literals, capacity[cell]);
      else addAtMost(cnf, literals, capacity[cell]);
    });
    return inLimit;
  }

  /** In which limits a session counts, and when. */
  private limitsOfSession(cell: number, size: readonly number[]): Map<number, number> {
    const { pairs, sizeKind, sizes, groupMax } = this.problem;
    const counts = new Map<number, number>();
    if (size.length === 0) return counts;
    const h = Math.floor(cell / pairs.slots);
    const locked = this.lockedRoom(h, cell % pairs.slots);
    // Rooms for more guests are among those for fewer: a session counts in a limit from some size on.
    for (let guests = 1; guests <= Math.min(size.length, groupMax[h]); guests++) {
      for (const limit of pairs.kindLimits[sizeKind[h * sizes + guests]]) {
        if (counts.has(limit)) continue;
        counts.set(limit, locked ? this.both(size[guests - 1], -locked.literal) : size[guests - 1]);
      }
    }
    if (!locked) return counts;
    if (size.length > locked.most) this.cnf.add(-locked.literal, -size[locked.most]);
    for (const limit of pairs.kindLimits[locked.kind]) {
      const own = this.both(size[0], locked.literal);
      const other = counts.get(limit);
      counts.set(limit, other === undefined ? own : this.cnf.anyOf([own, other]));
    }
    return counts;
  }

  /** The lock that says in which room a session is: as where it is kept, the last one. */
  private lockedRoom(host: number, slot: number): LockedRoom | undefined {
    const { lockedRooms, seatHost, seatLockedSlot, seatLock, pairs } = this.problem;
    const room = lockedRooms.find(one => one.host === host && one.slot === slot);
    if (!room) return undefined;
    const locks = Array.from(seatLock).filter(
      (lock, s) =>
        lock >= 0 && seatHost[s] === host && seatLockedSlot[s] === slot && pairs.event.locks[lock].room !== undefined,
    );
    if (locks.length === 0) return undefined;
    return { ...room, literal: this.lockLiteral.get(Math.max(...locks)) ?? this.always() };
  }

  private always(): number {
    const literal = this.cnf.newVariable();
    this.cnf.add(literal);
    return literal;
  }

  /** A literal that is true where both are. */
  private both(one: number, other: number): number {
    const both = this.cnf.newVariable();
    this.cnf.add(-one, -other, both);
    this.cnf.add(-both, one);
    this.cnf.add(-both, other);
    return both;
  }

  private addSets(): void {
    const { onceStart, onceItems, someStart, someItems, someWish } = this.problem;
    const places = (items: Int32Array): number[] => [...items].flatMap(i => this.placesOf(i));
    for (let k = 0; k + 1 < onceStart.length; k++)
      this.cnf.atMost(places(onceItems.subarray(onceStart[k], onceStart[k + 1])), 1);
    someWish.forEach((_, k) => {
      const unless = this.asked ? [-this.assume(this.asked.someRows(k))] : [];
      this.cnf.add(...unless, ...places(someItems.subarray(someStart[k], someStart[k + 1])));
    });
  }

  /** Guests who must not sit together. */
  private addApart(): void {
    const { hosts, hostStart, seatsOfHost, seatGuest, apartStart, apart, pairs } = this.problem;
    for (let h = 0; h < hosts; h++) {
      // A guest may have several, of which one at most is taken.
      const seatsOf = new Map<number, number[]>();
      for (const s of seatsOfHost.subarray(hostStart[h], hostStart[h + 1]))
        seatsOf.set(seatGuest[s], [...(seatsOf.get(seatGuest[s]) ?? []), this.items.pairs + s]);
      for (const [guest, own] of seatsOf) {
        const others = [...apart.subarray(apartStart[guest], apartStart[guest + 1])].flatMap(p => seatsOf.get(p) ?? []);
        for (const [i, j] of own.flatMap(seat => others.map(other => [seat, other]))) {
          if (j < i) continue;
          for (let t = 0; t < pairs.slots; t++) {
            const [x, y] = [this.variable[i * pairs.slots + t], this.variable[j * pairs.slots + t]];
            if (x !== 0 && y !== 0) this.cnf.add(-x, -y);
          }
        }
      }
    }
  }

  private addOrders(): void {
    const { orderFirst, orderSecond, orderRow: rowOf } = this.problem;
    const guards = new Map<number, number>();
    orderFirst.forEach((first, k) => {
      const [before, after] = [this.literalsOf(first), this.literalsOf(orderSecond[k])];
      if ([before, after].some(literals => literals.every(literal => literal === 0))) return;
      const row = rowOf[k];
      if (!guards.has(row)) guards.set(row, this.asked ? this.assume([orderRow(this.problem.pairs.event, row)]) : 0);
      addOrder(this.cnf, before, after, guards.get(row)!);
    });
  }
}
