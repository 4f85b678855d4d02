/**
 * Rooms for meetings whose slots are fixed, with as few changes of room as possible: an assignment problem slot by slot
 * against the neighbours in time, swept forward and back, then annealed exchanges: of two meetings' rooms within a slot, and of
 * two rooms from a slot to an end of the day.
 */
import type { Problem } from '../model/problem.js';
import { type Activities, forEachNeighbours } from './activities.js';
import { assign } from './assignment.js';
import type { Budget } from './budget.js';
import { cooling, type Random } from './random.js';

/** A cost no sum of wishes to stay can reach. */
const FORBIDDEN = 1e7;
const SWEEPS = 4;
const QUICK_SWEEPS = 2;
/** Rooms up to which slots are solved as assignment problems. */
const MOST_ASSIGNED = 300;
/** Exchanges: so many a meeting, within these limits; fewer for very many meetings, where each takes longer; and in a quick run. */
const EXCHANGES = { aMeeting: 1500, least: 400_000, most: 10e6, timesMeetings: 1e12, quick: 100_000 };
/** Percent of them that exchange two rooms from a slot to an end of its day. */
const TAILS = 60;
/** Temperatures in changes of room. */
const HEAT = { first: 0.3, last: 0.1 };
const ROUNDS = 50;

export interface RoomPlan {
  /** Room index of each activity. */
  readonly roomOf: Int32Array;
  /** Rooms there are; more than in the event where they are made as needed. */
  readonly rooms: number;
}

export class RoomPlanner {
  private readonly roomOf: Int32Array;
  private readonly rooms: number;
  /** Tables of room r open in slot t: at r * slots + t. */
  private readonly openTables: Int32Array;
  private readonly used: Int32Array;
  /** The meeting that sat down last at (room, slot), -1 if it left. */
  private readonly sitter: Int32Array;
  private readonly inSlot: number[][];
  /** Neighbours in time through participants with parallel 1: link[linkStart[i] .. linkStart[i+1]). */
  private readonly linkStart: Int32Array;
  private readonly link: Int32Array;
  /** By kind: 1 for each room its meetings may use; empty where all are good. */
  private readonly allowed: readonly Uint8Array[];

  private readonly slotOf: Int32Array;
  private readonly count: number;

  constructor(
    private readonly problem: Problem,
    private readonly activities: Activities,
    private readonly random: Random,
  ) {
    const { slotOf } = activities;
    this.slotOf = slotOf;
    this.count = slotOf.length;
    const T = problem.slots;
    this.inSlot = Array.from({ length: T }, () => []);
    for (let i = 0; i < this.count; i++) this.inSlot[slotOf[i]].push(i);
    const most = this.inSlot.reduce((all, list) => Math.max(all, list.length), 0);
    this.rooms = problem.roomsAsNeeded ? Math.max(most, problem.rooms.length) : problem.rooms.length;
    this.openTables = this.countOpenTables();
    this.used = new Int32Array(this.rooms * T);
    this.sitter = new Int32Array(this.rooms * T).fill(-1);
    this.roomOf = new Int32Array(this.count).fill(-1);
    this.linkStart = new Int32Array(this.count + 1);
    forEachNeighbours(problem, activities, (before, after) => {
      this.linkStart[before + 1]++;
      this.linkStart[after + 1]++;
    });
    for (let i = 0; i < this.count; i++) this.linkStart[i + 1] += this.linkStart[i];
    const end = this.linkStart.slice();
    this.link = new Int32Array(this.linkStart[this.count]);
    forEachNeighbours(problem, activities, (before, after) => {
      this.link[end[before]++] = after;
      this.link[end[after]++] = before;
    });
    this.allowed = problem.kindRooms.map(set => marks(set, this.rooms));
  }

  /** O(slots · meetings² · rooms) for the assignments, then a number of exchanges in proportion to the meetings. */
  async plan(budget: Budget): Promise<RoomPlan> {
    if (this.isLarge()) this.seatGreedily();
    else await this.sweep(budget);
    await this.anneal(budget);
    return this.result();
  }

  /** Too many meetings at once for assignment problems, and every room good for every meeting. */
  private isLarge(): boolean {
    const { problem, rooms } = this;
    const alike = problem.kindRooms.every(
      set => set.length === 0 || (!problem.roomsAsNeeded && set.length === problem.rooms.length),
    );
    return rooms > MOST_ASSIGNED && alike;
  }

  /** Slot by slot, into a neighbour's room where it is open, else into the first open one. O(meetings + rooms · slots). */
  private seatGreedily(): void {
    const T = this.problem.slots;
    const isOpen = (room: number, t: number): boolean => this.used[room * T + t] < this.openTables[room * T + t];
    this.inSlot.forEach((list, t) => {
      for (const i of list) {
        for (let k = this.linkStart[i]; k < this.linkStart[i + 1] && this.roomOf[i] < 0; k++) {
          const room = this.roomOf[this.link[k]];
          if (room >= 0 && isOpen(room, t)) this.take(i, room);
        }
      }
      let room = 0;
      for (const i of list) {
        if (this.roomOf[i] >= 0) continue;
        while (!isOpen(room, t)) room++;
        this.take(i, room);
      }
    });
  }

  private async sweep(budget: Budget): Promise<void> {
    const sweeps = budget.isQuick ? QUICK_SWEEPS : SWEEPS;
    for (let sweep = 0; sweep < sweeps; sweep++) {
      for (let i = 0; i < this.inSlot.length; i++) {
        this.assignSlot(sweep % 2 === 0 ? i : this.inSlot.length - 1 - i);
        if (!(await budget.breathe()) && sweep > 0) return;
      }
    }
  }

  private result(): RoomPlan {
    return { roomOf: this.roomOf, rooms: this.rooms };
  }

  private countOpenTables(): Int32Array {
    const { event, rooms, slots: T } = this.problem;
    const open = new Int32Array(this.rooms * T);
    const index = new Map(event.slots.map((slot, t) => [slot.id, t]));
    for (let r = 0; r < this.rooms; r++) {
      const room = rooms[r];
      open.fill(room?.tables ?? 1, r * T, (r + 1) * T);
      if (!room) continue;
      const available = room.available && new Set(room.available);
      for (const [id, t] of index) if (available && !available.has(id)) open[r * T + t] = 0;
      for (const id of room.unavailable) open[r * T + index.get(id)!] = 0;
    }
    return open;
  }

  private allows(i: number, room: number): boolean {
    const allowed = this.allowed[this.activities.kind[i]];
    return allowed.length === 0 || allowed[room] === 1;
  }

  /** Best rooms for one slot while all others stay. */
  private assignSlot(t: number): void {
    const list = this.inSlot[t];
    if (list.length === 0) return;
    const T = this.problem.slots;
    const places: number[] = [];
    for (let r = 0; r < this.rooms; r++) for (let k = 0; k < this.openTables[r * T + t]; k++) places.push(r);
    const cost = new Float64Array(list.length * places.length);
    list.forEach((i, row) => {
      places.forEach((room, column) => {
        cost[row * places.length + column] = this.allows(i, room) ? this.changes(i, room) : FORBIDDEN;
      });
    });
    const chosen = assign(cost, list.length, places.length);
    for (const i of list) this.take(i, -1);
    list.forEach((i, row) => {
      this.take(i, places[chosen[row]]);
    });
  }

  private take(i: number, room: number): void {
    const T = this.problem.slots;
    const t = this.slotOf[i];
    if (this.roomOf[i] >= 0) {
      const cell = this.roomOf[i] * T + t;
      this.used[cell]--;
      if (this.sitter[cell] === i) this.sitter[cell] = -1;
    }
    if (room >= 0) {
      this.used[room * T + t]++;
      this.sitter[room * T + t] = i;
    }
    this.roomOf[i] = room;
  }

  /** Changes of room that meeting i would cause in `room`. */
  private changes(i: number, room: number): number {
    let changes = 0;
    for (let k = this.linkStart[i]; k < this.linkStart[i + 1]; k++) {
      const other = this.roomOf[this.link[k]];
      if (other >= 0 && other !== room) changes++;
    }
    return changes;
  }

  /** Keeps the best. */
  private async anneal(budget: Budget): Promise<void> {
    const n = this.count;
    if (n < 2 || this.link.length === 0) return;
    const { aMeeting, least: fewest, most, timesMeetings, quick } = EXCHANGES;
    const standard = Math.min(Math.max(fewest, aMeeting * n), most, timesMeetings / n);
    const tries = Math.ceil(budget.amount(standard, quick) / ROUNDS);
    let current = 0;
    let least = 0;
    const best = this.roomOf.slice();
    for (const temperature of cooling(HEAT.first, HEAT.last, ROUNDS)) {
      for (let k = 0; k < tries; k++) {
        const isTail = this.random.below(100) < TAILS;
        current += isTail ? this.exchangeTails(temperature) : this.exchange(temperature);
        if (current < least) {
          least = current;
          best.set(this.roomOf);
        }
      }
      if (!(await budget.breathe())) break;
    }
    this.roomOf.set(best);
  }

  /**
   * Exchanges the room of a meeting and that of one beside it in time, from the meeting on or back to the day's end, so that
   * these two stay in one room; returns the change made. O(slots of a day).
   */
  private exchangeTails(temperature: number): number {
    const { random, linkStart, link, roomOf, slotOf } = this;
    const i = random.below(this.count);
    const links = linkStart[i + 1] - linkStart[i];
    if (links === 0) return 0;
    const neighbour = link[linkStart[i] + random.below(links)];
    const one = roomOf[i];
    const other = roomOf[neighbour];
    if (one === other) return 0;
    const { day, slots: T } = this.problem;
    const step = slotOf[neighbour] < slotOf[i] ? 1 : -1;
    let end = slotOf[i];
    let delta = 0;
    for (let t = end; t >= 0 && t < T && day[t] === day[end]; end = t, t += step) {
      const change = this.crossing(one, other, t, slotOf[i], step) + this.crossing(other, one, t, slotOf[i], step);
      if (change === Number.POSITIVE_INFINITY) return 0;
      delta += change;
    }
    if (delta > 0 && delta >= temperature * random.exponential()) return 0;
    for (let t = slotOf[i]; t !== end + step; t += step) {
      const first = this.sitter[one * T + t];
      const second = this.sitter[other * T + t];
      if (first >= 0) this.take(first, other);
      if (second >= 0) this.take(second, one);
    }
    return delta;
  }

  /**
   * What the meeting of room `from` in slot t adds to the changes of room if it goes to room `to`, as all do from slot `start` on
   * (`step` 1) or until it (-1); infinite if it may not.
   */
  private crossing(from: number, to: number, t: number, start: number, step: number): number {
    const { linkStart, link, roomOf, slotOf, openTables } = this;
    const T = this.problem.slots;
    if (openTables[from * T + t] > 1) return Number.POSITIVE_INFINITY;
    const i = this.sitter[from * T + t];
    if (i < 0) return 0;
    if (openTables[to * T + t] !== 1 || !this.allows(i, to)) return Number.POSITIVE_INFINITY;
    let change = 0;
    for (let k = linkStart[i]; k < linkStart[i + 1]; k++) {
      if ((slotOf[link[k]] - start) * step >= 0) continue;
      const room = roomOf[link[k]];
      if (room === from) change++;
      else if (room === to) change--;
    }
    return change;
  }

  /** A meeting takes a neighbour's room, whoever sits there takes the meeting's; returns the change made. */
  private exchange(temperature: number): number {
    const { random, linkStart, link, roomOf } = this;
    const T = this.problem.slots;
    const i = random.below(this.count);
    const links = linkStart[i + 1] - linkStart[i];
    if (links === 0) return 0;
    const room = roomOf[link[linkStart[i] + random.below(links)]];
    const own = roomOf[i];
    const t = this.slotOf[i];
    if (room === own || this.openTables[room * T + t] === 0 || !this.allows(i, room)) return 0;
    const full = this.used[room * T + t] >= this.openTables[room * T + t];
    const other = full ? this.sitting(room, t) : -1;
    if (full && (other < 0 || !this.allows(other, own))) return 0;
    let delta = this.changes(i, room) - this.changes(i, own);
    if (other >= 0) delta += this.changes(other, own) - this.changes(other, room);
    if (delta > 0 && delta >= temperature * random.exponential()) return 0;
    this.take(i, room);
    if (other >= 0) this.take(other, own);
    return delta;
  }

  /** A meeting in that room; with several tables a random one. */
  private sitting(room: number, t: number): number {
    const cell = room * this.problem.slots + t;
    if (this.openTables[cell] === 1) return this.sitter[cell];
    const list = this.inSlot[t];
    const start = this.random.below(list.length);
    for (let k = 0; k < list.length; k++) {
      const i = list[(start + k) % list.length];
      if (this.roomOf[i] === room) return i;
    }
    return -1;
  }
}

/** 1 for each member; empty for the empty set. */
function marks(set: readonly number[], size: number): Uint8Array {
  const list = new Uint8Array(set.length === 0 ? 0 : size);
  for (const member of set) list[member] = 1;
  return list;
}

/** Changes of room of participants with parallel 1. O(people in activities + activities log activities). */
export function countMoves(problem: Problem, activities: Activities, roomOf: Int32Array): number {
  let moves = 0;
  forEachNeighbours(problem, activities, (before, after) => {
    if (roomOf[before] !== roomOf[after]) moves++;
  });
  return moves;
}
