/**
 * Rooms for meetings whose slots are fixed, with as few changes of room as possible: an assignment problem slot by slot
 * against the neighbours in time, swept forward and back, then annealed exchanges: of two meetings' rooms within a slot, and of
 * two rooms from a slot to an end of the day, or wherever a host holds sessions. Hosts keep their rooms as far as they can.
 */
import { Calendar } from '../model/calendar.js';
import { placesOf } from '../model/limits.js';
import type { Problem } from '../model/problem.js';
import { type Activities, forEachNeighbours, longestDay, sessionsByHost } from './activities.js';
import { assign } from './assignment.js';
import type { Budget } from './budget.js';
import { cooling, type Random } from './random.js';

/** A cost no sum of wishes to stay can reach. */
const FORBIDDEN = 1e7;
const SWEEPS = 4;
/** Rooms up to which slots are solved as assignment problems, and meetings times tables of a slot. */
const MOST_ASSIGNED = { rooms: 300, cells: 400_000 };
/** Exchanges: within these limits; fewer for very few or many meetings and for days of more slots; and in a quick run. */
const EXCHANGES = { least: 400_000, perPair: 500, most: 8e6, timesMeetings: 4e11, slots: 24, quick: 100_000 };
/**
 * Sweeps of a quick run; then so many exchanges a meeting, temperatures in changes of room, percent that move all sessions of a
 * host, and up to which percent two rooms are exchanged from a slot to an end of its day: these two are no exchanges of rooms
 * with several tables.
 */
const OF_TABLES = { quickSweeps: 2, aMeeting: 2000, first: 0.6, last: 0.15, ofHosts: 0, tails: 0 };
const OF_ROOMS = { quickSweeps: 1, aMeeting: 700, first: 0.3, last: 0.1, ofHosts: 20, tails: 60 };
/** What it costs if a host changes its room between two sessions of a day, in changes of room of its guests. */
const HOST_MOVES = 6;
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
  /** Tables of room r open in slot t, at r * slots + t. */
  private readonly openTables: Int32Array;
  private readonly used: Int32Array;
  /** The meeting that sat down last at (room, slot), -1 if it left. */
  private readonly sitter: Int32Array;
  private readonly inSlot: number[][];
  /** Neighbours in time through participants with parallel 1: link[linkStart[i] .. linkStart[i+1]). */
  private readonly linkStart: Int32Array;
  private readonly link: Int32Array;
  /** Sessions that one host holds on a day. */
  private readonly sessions: readonly (readonly number[])[];
  /** What a change of room along each link costs. */
  private readonly weight: Int32Array;
  /** By kind: 1 for each room its meetings may use; empty where all are good. */
  private readonly allowed: readonly Uint8Array[];

  private readonly slotOf: Int32Array;
  private readonly count: number;
  /** How much is tried, and what. */
  private readonly how: typeof OF_ROOMS;
  /** Slots in which two rooms are exchanged: the first `chosen` of these, which have the mark. */
  private readonly slots: Int32Array;
  private chosen = 0;
  private readonly marks: Int32Array;
  private mark = 0;

  constructor(
    private readonly problem: Problem,
    private readonly activities: Activities,
    private readonly random: Random,
  ) {
    const { slotOf } = activities;
    this.slotOf = slotOf;
    this.count = slotOf.length;
    this.slots = new Int32Array(problem.slots);
    this.marks = new Int32Array(problem.slots);
    const T = problem.slots;
    this.inSlot = Array.from({ length: T }, () => []);
    for (let i = 0; i < this.count; i++) this.inSlot[slotOf[i]].push(i);
    const most = this.inSlot.reduce((all, list) => Math.max(all, list.length), 0);
    this.rooms = problem.roomsAsNeeded ? Math.max(most, problem.rooms.length) : problem.rooms.length;
    this.openTables = this.countOpenTables();
    this.how = this.openTables.some(tables => tables > 1) ? OF_TABLES : OF_ROOMS;
    this.used = new Int32Array(this.rooms * T);
    this.sitter = new Int32Array(this.rooms * T).fill(-1);
    this.roomOf = new Int32Array(this.count).fill(-1);
    this.sessions = sessionsByHost(problem, activities);
    this.linkStart = new Int32Array(this.count + 1);
    this.forEachLink(activities, (before, after) => {
      this.linkStart[before + 1]++;
      this.linkStart[after + 1]++;
    });
    for (let i = 0; i < this.count; i++) this.linkStart[i + 1] += this.linkStart[i];
    const end = this.linkStart.slice();
    this.link = new Int32Array(this.linkStart[this.count]);
    this.weight = new Int32Array(this.link.length);
    this.forEachLink(activities, (before, after, weight) => {
      this.weight[end[before]] = this.weight[end[after]] = weight;
      this.link[end[before]++] = after;
      this.link[end[after]++] = before;
    });
    this.allowed = problem.kindRooms.map(set => marks(set, this.rooms));
  }

  /** Those of hosts first. */
  private forEachLink(activities: Activities, use: (before: number, after: number, weight: number) => void): void {
    for (const sessions of this.sessions)
      for (let k = 1; k < sessions.length; k++) use(sessions[k - 1], sessions[k], HOST_MOVES);
    forEachNeighbours(this.problem, activities, (before, after) => use(before, after, 1));
  }

  /** O(slots · meetings² · tables) for the assignments, then exchanges, in numbers that go down where each takes longer. */
  async plan(budget: Budget): Promise<RoomPlan> {
    if (this.isLarge()) this.seatGreedily();
    else await this.sweep(budget);
    await this.anneal(budget);
    return { roomOf: this.roomOf, rooms: this.rooms };
  }

  private isLarge(): boolean {
    if (this.rooms > MOST_ASSIGNED.rooms) return true;
    return this.inSlot.some(({ length }, t) => {
      const tables = Array.from({ length: this.rooms }, (_, room) => this.tablesOf(room, t));
      return length * tables.reduce((sum, one) => sum + one, 0) > MOST_ASSIGNED.cells;
    });
  }

  /**
   * Slot by slot, those first that may use the fewest rooms. O(meetings · sizes of room sets + kinds · rooms · slots), and an
   * assignment in each slot in which somebody is left without a room all the same.
   */
  private seatGreedily(): void {
    const { kind } = this.activities;
    const choices = this.roomsByChoice();
    const sizes = [...new Set(choices.map(rooms => rooms.length))].sort((x, y) => x - y);
    this.inSlot.forEach((list, t) => {
      const ofSize = (size: number): number[] => list.filter(i => choices[kind[i]].length === size);
      if (!sizes.every(size => this.seat(ofSize(size), t, choices))) this.assignSlot(t);
    });
  }

  /** Each into a neighbour's room where it is open, then the others into their first open one; whether all have one. */
  private seat(list: readonly number[], t: number, choices: readonly (readonly number[])[]): boolean {
    const T = this.problem.slots;
    const isOpen = (room: number): boolean => this.used[room * T + t] < this.openTables[room * T + t];
    for (const i of list) {
      for (let k = this.linkStart[i]; k < this.linkStart[i + 1] && this.roomOf[i] < 0; k++) {
        const room = this.roomOf[this.link[k]];
        if (room >= 0 && this.allows(i, room) && isOpen(room)) this.take(i, room);
      }
    }
    const next = new Int32Array(choices.length);
    return list.every(i => {
      if (this.roomOf[i] >= 0) return true;
      const kind = this.activities.kind[i];
      const rooms = choices[kind];
      while (next[kind] < rooms.length && !isOpen(rooms[next[kind]])) next[kind]++;
      if (next[kind] < rooms.length) this.take(i, rooms[next[kind]]);
      return this.roomOf[i] >= 0;
    });
  }

  /** Of each kind the rooms that its meetings may use, those first that fewer kinds may use. O(kinds · rooms log rooms). */
  private roomsByChoice(): readonly (readonly number[])[] {
    const all = Array.from({ length: this.rooms }, (_, room) => room);
    const sets = this.allowed.map(allowed => (allowed.length === 0 ? all : all.filter(room => allowed[room] === 1)));
    const kinds = new Int32Array(this.rooms);
    for (const set of sets) for (const room of set) kinds[room]++;
    return sets.map(set => set.slice().sort((x, y) => kinds[x] - kinds[y]));
  }

  private async sweep(budget: Budget): Promise<void> {
    const sweeps = budget.isQuick ? this.how.quickSweeps : SWEEPS;
    for (let sweep = 0; sweep < sweeps; sweep++) {
      for (let i = 0; i < this.inSlot.length; i++) {
        this.assignSlot(sweep % 2 === 0 ? i : this.inSlot.length - 1 - i);
        if (!(await budget.breathe()) && sweep > 0) return;
      }
    }
  }

  private countOpenTables(): Int32Array {
    const { event, rooms, slots: T } = this.problem;
    const open = new Int32Array(this.rooms * T).fill(1);
    for (const [room, tables] of placesOf(rooms, new Calendar(event), T).entries()) open.set(tables, room * T);
    return open;
  }

  private allows(i: number, room: number): boolean {
    const allowed = this.allowed[this.activities.kind[i]];
    return allowed.length === 0 || allowed[room] === 1;
  }

  /** Tables open in slot t; where there are more than meetings, these have no limit, and there are as many. */
  private tablesOf(room: number, t: number): number {
    return Math.min(this.openTables[room * this.problem.slots + t], this.inSlot[t].length);
  }

  /** Best rooms for one slot while all others stay. */
  private assignSlot(t: number): void {
    const list = this.inSlot[t];
    if (list.length === 0) return;
    const places: number[] = [];
    for (let r = 0; r < this.rooms; r++) for (let k = this.tablesOf(r, t); k > 0; k--) places.push(r);
    const cost = new Float64Array(list.length * places.length);
    list.forEach((i, row) => {
      places.forEach((room, column) => {
        cost[row * places.length + column] = this.allows(i, room) ? this.changes(i, room) : FORBIDDEN;
      });
    });
    const chosen = assign(cost, list.length, places.length);
    for (const i of list) this.take(i, -1);
    for (const [row, i] of list.entries()) this.take(i, places[chosen[row]]);
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
      if (other >= 0 && other !== room) changes += this.weight[k];
    }
    return changes;
  }

  /** Exchanges of two rooms in some slots at falling temperatures, until nobody changes rooms; keeps the best. */
  private async anneal(budget: Budget): Promise<void> {
    const { least: fewest, perPair, most, timesMeetings, slots, quick } = EXCHANGES;
    const { count: n, how } = this;
    const standard = Math.min(Math.max(fewest, how.aMeeting * n), perPair * n * n, most, timesMeetings / n);
    const share = Math.min(1, slots / longestDay(this.problem));
    const tries = Math.ceil((budget.amount(standard, quick) * share) / ROUNDS);
    // Each change is seen from both its ends.
    let current = this.roomOf.reduce((sum, room, i) => sum + this.changes(i, room), 0) / 2;
    let least = current;
    const best = this.roomOf.slice();
    for (const temperature of cooling(how.first, how.last, ROUNDS)) {
      if (least === 0) break;
      for (let k = 0; k < tries && least > 0; k++) {
        current += this.attempt(temperature);
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
  private attempt(temperature: number): number {
    const { random, sessions, how } = this;
    const kind = random.below(100);
    if (kind < how.ofHosts && sessions.length > 0) return this.exchangeSessions(temperature);
    return kind < how.tails ? this.exchangeTails(temperature) : this.exchange(temperature);
  }

  /** A neighbour in time of activity i; itself if it has none. */
  private neighbourOf(i: number): number {
    const { random, linkStart, link } = this;
    const links = linkStart[i + 1] - linkStart[i];
    return links === 0 ? i : link[linkStart[i] + random.below(links)];
  }

  /** Sessions that a host holds in one room go to another one together. */
  private exchangeSessions(temperature: number): number {
    const { random, sessions, roomOf, slotOf } = this;
    const all = sessions[random.below(sessions.length)];
    const i = all[random.below(all.length)];
    const other = roomOf[this.neighbourOf(i)];
    if (other === roomOf[i]) return 0;
    this.mark++;
    this.chosen = 0;
    for (const one of all) if (roomOf[one] === roomOf[i]) this.choose(slotOf[one]);
    return this.exchangeRooms(roomOf[i], other, temperature);
  }

  /**
   * Exchanges the room of a meeting and that of one beside it in time, from the meeting on or back to the day's end, so that
   * these two stay in one room. O(slots of a day).
   */
  private exchangeTails(temperature: number): number {
    const { roomOf, slotOf } = this;
    const i = this.random.below(this.count);
    const neighbour = this.neighbourOf(i);
    if (roomOf[i] === roomOf[neighbour]) return 0;
    const { day, slots: T } = this.problem;
    const step = slotOf[neighbour] < slotOf[i] ? 1 : -1;
    this.mark++;
    this.chosen = 0;
    for (let t = slotOf[i]; t >= 0 && t < T && day[t] === day[slotOf[i]]; t += step) this.choose(t);
    return this.exchangeRooms(roomOf[i], roomOf[neighbour], temperature);
  }

  private choose(t: number): void {
    this.slots[this.chosen++] = t;
    this.marks[t] = this.mark;
  }

  /** Who sits in either room in the chosen slots goes to the other, if that costs little; returns the change made. O(chosen slots). */
  private exchangeRooms(one: number, other: number, temperature: number): number {
    const { random, slots, chosen, sitter } = this;
    const T = this.problem.slots;
    let delta = 0;
    for (let k = 0; k < chosen && delta < FORBIDDEN; k++)
      delta += this.leaving(one, other, slots[k]) + this.leaving(other, one, slots[k]);
    if (delta > 0 && delta >= temperature * random.exponential()) return 0;
    for (let k = 0; k < chosen; k++) {
      const first = sitter[one * T + slots[k]];
      const second = sitter[other * T + slots[k]];
      if (first >= 0) this.take(first, other);
      if (second >= 0) this.take(second, one);
    }
    return delta;
  }

  /** What it costs if who sits in room `from` in slot t goes to room `to`, as in all marked slots; infinite if it may not. */
  private leaving(from: number, to: number, t: number): number {
    const { linkStart, link, weight, roomOf, slotOf, openTables, marks, mark } = this;
    const T = this.problem.slots;
    if (openTables[from * T + t] > 1) return Number.POSITIVE_INFINITY;
    const i = this.sitter[from * T + t];
    if (i < 0) return 0;
    if (openTables[to * T + t] !== 1 || !this.allows(i, to)) return Number.POSITIVE_INFINITY;
    let cost = 0;
    for (let k = linkStart[i]; k < linkStart[i + 1]; k++) {
      if (marks[slotOf[link[k]]] === mark) continue;
      const room = roomOf[link[k]];
      if (room === from) cost += weight[k];
      else if (room === to) cost -= weight[k];
    }
    return cost;
  }

  /** A meeting takes a neighbour's room, whoever sits there takes the meeting's; returns the change made. */
  private exchange(temperature: number): number {
    const { random, roomOf } = this;
    const T = this.problem.slots;
    const i = random.below(this.count);
    const room = roomOf[this.neighbourOf(i)];
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
