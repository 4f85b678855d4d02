/**
 * Breaks of events with groups as a linear program: everyone's agenda is a path (`../breaks/agenda-paths.ts`), and all paths
 * share sessions, rooms and points. Order, caps, interpreters and once-sets are left out: it bounds all the same.
 */
import type { GroupProblem } from '../../model/group-problem.js';
import { countBits, hasBit, UNBOUNDED } from '../../model/problem.js';
import { AgendaPaths, pathsWithin } from '../breaks/agenda-paths.js';
import type { MipModel } from '../mip.js';
import { leastMeetingsOfGroups, type Reached } from './agenda-bounds.js';
import type { SharedOfGroups } from './agenda-facts.js';
import { type Items, itemsOf } from './items.js';
import { limitsOfSession } from './session-limits.js';

class Program {
  readonly paths: AgendaPaths;
  private readonly items: Items;
  /** Columns of (participant, slot): its meetings there. */
  private readonly meetingsAt: number[][];
  /** Columns of (item, slot), -1 where it cannot be. */
  private readonly place: Int32Array;
  /** Columns in each limit and slot, as `capacity` has them. */
  private readonly inLimit: number[][];

  constructor(
    private readonly problem: GroupProblem,
    private readonly shared: SharedOfGroups,
    private readonly reached: Reached,
    private readonly keepsRests: boolean,
  ) {
    const { pairs } = problem;
    this.items = itemsOf(shared.event);
    this.paths = new AgendaPaths(pairs);
    this.meetingsAt = Array.from({ length: pairs.participants * pairs.slots }, () => []);
    this.place = new Int32Array(this.items.count * pairs.slots).fill(-1);
    this.inLimit = Array.from(pairs.capacity, () => []);
    this.addItems();
    for (let h = 0; h < problem.hosts; h++) this.addHost(h);
    this.addRooms();
    this.addPoints();
    const least = leastMeetingsOfGroups(problem, shared.facts, reached);
    for (let p = 0; p < pairs.participants; p++) if (pairs.parallel[p] === 1) this.addAgenda(p, least[p]);
  }

  private addItems(): void {
    const { items, paths, shared } = this;
    const { slots: T, words: W, kind, kindLimits } = this.problem.pairs;
    for (let i = 0; i < items.count; i++) {
      const own: number[] = [];
      for (let t = 0; t < T; t++) {
        if (!hasBit(shared.facts.usable, i * W, t)) continue;
        const column = paths.column(0);
        own.push(column);
        this.place[i * T + t] = column;
        this.meetingsAt[items.b[i] * T + t].push(column);
        if (i >= items.pairs) continue;
        this.meetingsAt[items.a[i] * T + t].push(column);
        for (const limit of kindLimits[kind[i]]) this.inLimit[limit * T + t].push(column);
      }
      paths.rows.add(own, shared.facts.held[i], 1);
    }
  }

  /** Sessions of a host: no more than it may hold, each with as many guests as it may have. */
  private addHost(h: number): void {
    const { problem, paths, shared, items } = this;
    const { slots: T, words: W } = problem.pairs;
    const { groupMin, groupMax, mostSessions, hostStart, seatsOfHost, host } = problem;
    const sessions: number[] = [];
    for (let t = 0; t < T; t++) {
      const guests = Array.from(
        seatsOfHost.subarray(hostStart[h], hostStart[h + 1]),
        s => this.place[(items.pairs + s) * T + t],
      ).filter(column => column >= 0);
      if (guests.length === 0) continue;
      const isOpen = hasBit(shared.event.hostDomain, h * W, t) && guests.length >= groupMin[h];
      if (!isOpen) {
        paths.rows.add(guests, 0, 0);
        continue;
      }
      const session = paths.column(0);
      sessions.push(session);
      this.meetingsAt[host[h] * T + t].push(session);
      for (const limit of limitsOfSession(problem, h, t)) this.inLimit[limit * T + t].push(session);
      const less = (size: number) => (column: number) => (column === session ? -size : 1);
      for (const guest of guests) paths.rows.add([guest, session], -1, 0, less(1));
      paths.rows.add([...guests, session], -groupMax[h], 0, less(groupMax[h]));
      if (groupMin[h] > 1) paths.rows.add([...guests, session], 0, guests.length, less(groupMin[h]));
    }
    if (sessions.length > mostSessions[h]) paths.rows.add(sessions, 0, mostSessions[h]);
  }

  private addRooms(): void {
    const { capacity } = this.problem.pairs;
    this.inLimit.forEach((list, cell) => {
      if (list.length > capacity[cell]) this.paths.rows.add(list, 0, capacity[cell]);
    });
  }

  /** As many points as were reached: what counts once is counted as often as it is there. */
  private addPoints(): void {
    const { items, place, paths } = this;
    const T = this.problem.pairs.slots;
    const worth = new Map<number, number>();
    place.forEach((column, at) => {
      const points = items.points[Math.floor(at / T)];
      if (column >= 0 && points > 0) worth.set(column, points);
    });
    const total = items.points.reduce((sum, points) => sum + points, 0);
    paths.rows.add([...worth.keys()], this.reached.points, total, column => worth.get(column)!);
  }

  private addAgenda(p: number, least: number): void {
    const { slots: T, words: W, maxConsecutive } = this.problem.pairs;
    const { items } = this;
    const own = items.ownStart[p + 1] - items.ownStart[p];
    const isAll = items.hostIndex[p] < 0 && least === own;
    this.paths.addAgenda({
      least,
      most: isAll ? least : Number.POSITIVE_INFINITY,
      longest: this.keepsRests ? maxConsecutive[p] : UNBOUNDED,
      mustBeBusy: t => hasBit(this.shared.facts.busy, p * W, t),
      meetingsAt: this.meetingsAt.slice(p * T, (p + 1) * T),
    });
  }
}

/**
 * Maximises the breaks' negative over schedules as good as one. `undefined` beyond so many columns.
 * O(people · slots · meetings each + items · slots).
 * @param mostNodes branches, see `MipModel`
 */
export function groupAgendaProgram(
  problem: GroupProblem,
  shared: SharedOfGroups,
  reached: Reached,
  mostColumns: number,
  mostNodes: number,
): MipModel | undefined {
  const places = countBits(shared.facts.usable);
  if (places === 0 || places > mostColumns) return undefined;
  const make = (keepsRests: boolean): AgendaPaths => new Program(problem, shared, reached, keepsRests).paths;
  return pathsWithin(mostColumns, problem.pairs, make)?.build(mostNodes);
}
