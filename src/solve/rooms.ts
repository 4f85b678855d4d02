/**
 * Rooms for meetings whose slots are fixed, with as few changes of room as possible: an assignment problem slot by slot
 * against the neighbours in time, swept forward and back, then annealed exchanges of two meetings' rooms within a slot.
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
/** Fewer for more than 100,000 meetings, where each takes longer. */
const MOST_EXCHANGES = 10e6;
const EXCHANGES_TIMES_MEETINGS = 1e12;
const QUICK_EXCHANGES = 100_000;
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
  /** The meeting that sat down last at (room, slot). */
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
    this.sitter = new Int32Array(this.rooms * T);
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
    if (this.roomOf[i] >= 0) this.used[this.roomOf[i] * T + t]--;
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

  /** Exchanges: a meeting takes a neighbour's room, whoever sits there takes the meeting's. Keeps the best. */
  private async anneal(budget: Budget): Promise<void> {
    const n = this.count;
    if (n < 2 || this.link.length === 0) return;
    const moves = Math.ceil(
      budget.amount(Math.min(MOST_EXCHANGES, 2000 * n, EXCHANGES_TIMES_MEETINGS / n), QUICK_EXCHANGES) / ROUNDS,
    );
    let current = 0;
    let least = 0;
    const best = this.roomOf.slice();
    for (const temperature of cooling(0.6, 0.15, ROUNDS)) {
      for (let k = 0; k < moves; k++) {
        current += this.exchange(temperature);
        if (current < least) {
          least = current;
          best.set(this.roomOf);
        }
      }
      if (!(await budget.breathe())) break;
    }
    this.roomOf.set(best);
  }

  /** One proposal; returns the change made. */
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
