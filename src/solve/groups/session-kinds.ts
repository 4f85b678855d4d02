/** Of which kind a session is, that is in which rooms' limits it counts: by its host and size, and where guests say, by who is there. */
import type { GroupProblem } from '../../model/group-problem.js';
import { type LimitLoads, NOWHERE } from '../limit-loads.js';
import { type Company, GuestRooms } from './guest-rooms.js';
import type { Items } from './items.js';

/** Sessions by cell: host · slots + slot. */
export class SessionKinds {
  /** Most guests of each. */
  readonly most: Int32Array;
  /** Room kind that a lock demands for a session, -1 for none. */
  private readonly locked: Int32Array;
  /** Left out where who is there has no say in rooms. */
  private readonly guestRooms: GuestRooms | undefined;
  /** Of each host alone, and of all in each session: empty without these. */
  private readonly hosts: readonly Company[];
  private readonly there: Company[];

  /** O(cells), and as `GuestRooms`. */
  constructor(
    private readonly problem: GroupProblem,
    private readonly items: Items,
    private readonly limits: LimitLoads,
  ) {
    const { pairs, hosts, groupMax, lockedRooms } = problem;
    const { slots: T } = pairs;
    const guestRooms = GuestRooms.of(problem);
    this.guestRooms = guestRooms;
    this.hosts = guestRooms ? Array.from(problem.host, p => guestRooms.join(guestRooms.nobody, p)) : [];
    this.locked = new Int32Array(hosts * T).fill(-1);
    this.most = this.locked.map((_, cell) => groupMax[Math.floor(cell / T)]);
    this.there = guestRooms ? Array.from(this.locked, (_, cell) => this.ofHost(cell)) : [];
    for (const { host, slot, kind, most } of lockedRooms) {
      this.locked[host * T + slot] = kind;
      this.most[host * T + slot] = Math.min(most, groupMax[host]);
    }
  }

  /** Whether guests say in which rooms sessions are: then one that leaves may take the room along. */
  get byGuests(): boolean {
    return this.guestRooms !== undefined;
  }

  /** Kind of a session of so many guests if all were there who could be; -1 for none. O(1). */
  ofSize(cell: number, size: number): number {
    if (size === 0) return -1;
    if (this.locked[cell] >= 0) return this.locked[cell];
    const { sizeKind, sizes, pairs } = this.problem;
    return sizeKind[Math.floor(cell / pairs.slots) * sizes + size];
  }

  /** Kind of a session of these seats; `NOWHERE` where there is no room for it, -1 for none. O(seats). */
  of(cell: number, seats: ArrayLike<number>): number {
    const isSized = !this.byGuests || seats.length === 0;
    return isSized ? this.ofSize(cell, seats.length) : this.byThose(cell, seats.length, this.companyOf(cell, seats));
  }

  /** Kind of the session of a cell, as it was seated last, with seat i more. O(1). */
  with(cell: number, size: number, i: number): number {
    const { guestRooms } = this;
    if (guestRooms === undefined) return this.ofSize(cell, size + 1);
    return this.byThose(cell, size + 1, guestRooms.join(this.there[cell], this.items.b[i]));
  }

  /** Tells who sits in a session from now on; of which kind it is. O(seats). */
  seat(cell: number, seats: ArrayLike<number>): number {
    if (!this.byGuests) return this.ofSize(cell, seats.length);
    const company = this.companyOf(cell, seats);
    this.there[cell] = company;
    return seats.length === 0 ? -1 : this.byThose(cell, seats.length, company);
  }

  /** Kind of a session about to open, before it is known for whom: as its host alone has it, if it has a room; else as for any guest. */
  opening(cell: number): number {
    const alone = this.byGuests ? this.byThose(cell, 1, this.ofHost(cell)) : NOWHERE;
    return alone === NOWHERE ? this.ofSize(cell, 1) : alone;
  }

  /** These items, of seats those first whose guests open most rooms, else in the same order; as they are where guests have no say. */
  openersFirst(items: Int32Array): Int32Array {
    const { guestRooms } = this;
    const { b, pairs } = this.items;
    if (guestRooms === undefined) return items;
    const opens = (i: number): number => (i < pairs ? pairs : guestRooms.opens(b[i]));
    return items.toSorted((x, y) => opens(y) - opens(x));
  }

  private companyOf(cell: number, seats: ArrayLike<number>): Company {
    let company = this.ofHost(cell);
    for (let k = 0; k < seats.length; k++) company = this.guestRooms!.join(company, this.items.b[seats[k]]);
    return company;
  }

  private ofHost(cell: number): Company {
    return this.hosts[Math.floor(cell / this.problem.pairs.slots)];
  }

  private byThose(cell: number, size: number, company: Company): number {
    const kind = this.ofSize(cell, size);
    const limits = kind < 0 ? undefined : this.guestRooms!.limitsOf(kind, company);
    return limits === undefined ? NOWHERE : this.limits.kindOf(limits);
  }
}
