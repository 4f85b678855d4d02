/**
 * Rows that no schedule breaks where guests say in which rooms sessions are. Meetings of a slot that find their rooms in a set U are
 * no more than its places. A session finds its own there if all of its host do, and of all guests who open others none comes: so
 * it counts once, less one for each such guest. Of a host that opens no room at all, U may be empty.
 */
import type { GroupProblem } from '../../model/group-problem.js';
import type { RowBuilder } from '../mip.js';
import { GuestRooms } from './guest-rooms.js';
import type { Items } from './items.js';
import type { TimeProgram } from './time-program.js';

/** Meetings by which a fractional solution has to break a row at least. */
const LEAST_BREACH = 0.02;

const NO_ROOMS: ReadonlySet<number> = new Set();

/** One term of a row. */
interface Term {
  readonly column: number;
  readonly weight: 1 | -1;
}

/** Adds those that a solution breaks. O(limits · slots · (items + hosts) + limits · seats · rooms). */
export function addBrokenRoomRows(
  problem: GroupProblem,
  items: Items,
  program: TimeProgram,
  values: Float64Array,
  rows: RowBuilder,
): void {
  const guestRooms = GuestRooms.of(problem);
  if (guestRooms === undefined) return;
  const { slots: T, limitSets, capacity } = problem.pairs;
  const hosts = Array.from({ length: problem.hosts }, (_, h) => new HostRooms(problem, guestRooms, h));
  const add = (terms: readonly Term[], most: number): void => {
    const weightOf = new Map(terms.map(({ column, weight }) => [column, weight]));
    const sum = terms.reduce((total, { column, weight }) => total + weight * values[column], 0);
    if (sum > most + LEAST_BREACH)
      rows.add([...weightOf.keys()], Number.NEGATIVE_INFINITY, most, column => weightOf.get(column)!);
  };
  for (let t = 0; t < T; t++) {
    for (const host of hosts) add(host.termsWithout(NO_ROOMS, items, program, t), 0);
    limitSets.rooms.forEach((set, limit) => {
      const rooms = new Set(set);
      const sessions = hosts.flatMap(host => host.termsWithout(rooms, items, program, t));
      add([...pairsIn(problem, program, limit, t), ...sessions], capacity[limit * T + t]);
    });
  }
}

function pairsIn({ pairs }: GroupProblem, program: TimeProgram, limit: number, t: number): Term[] {
  const terms: Term[] = [];
  for (let e = 0; e < pairs.meetings; e++) {
    const column = program.columnOf[e * pairs.slots + t];
    if (column >= 0 && pairs.kindLimits[pairs.kind[e]].includes(limit)) terms.push({ column, weight: 1 });
  }
  return terms;
}

/** Rooms that the sessions of a host may use, by those who open them. */
class HostRooms {
  /** Of its smallest session: larger ones use no others. */
  private readonly all: readonly number[];
  private readonly alone: readonly number[];
  private readonly seats: readonly number[];
  /** By seat: what its guest opens beside what the host does. */
  private readonly opened: readonly (readonly number[])[];

  constructor(
    private readonly problem: GroupProblem,
    guestRooms: GuestRooms,
    private readonly h: number,
  ) {
    const { pairs, host, hostStart, seatsOfHost, seatGuest, sizeKind, sizes, groupMin } = problem;
    const kind = sizeKind[h * sizes + groupMin[h]];
    this.all = pairs.kindRooms[kind];
    this.seats = Array.from(seatsOfHost.subarray(hostStart[h], hostStart[h + 1]));
    this.alone = guestRooms.openIn(this.all, host[h]);
    this.opened = this.seats.map(s =>
      guestRooms.openIn(this.all, seatGuest[s]).filter(room => !this.alone.includes(room)),
    );
  }

  /** A session of slot t, less the guests who open a room that is not among these; nothing where it may use others anyway. */
  termsWithout(rooms: ReadonlySet<number>, items: Items, program: TimeProgram, t: number): Term[] {
    const { h, problem } = this;
    const { slots: T } = problem.pairs;
    const column = program.sessionColumn[h * T + t];
    if (column < 0 || this.all.length === 0 || !this.alone.every(room => rooms.has(room))) return [];
    const lifting = this.seats.filter((_, k) => this.opened[k].some(room => !rooms.has(room)));
    const columns = lifting.map(s => program.columnOf[(items.pairs + s) * T + t]).filter(one => one >= 0);
    return [{ column, weight: 1 }, ...columns.map(one => ({ column: one, weight: -1 }) as const)];
  }
}
