/**
 * Events with group sessions, wishes for an organisation, or interpreters beside groups, in integers. *Items* are what may
 * take place: item e < `pairs.meetings` is a one-to-one, item `pairs.meetings + s` is seat s: one guest in a session of one
 * host. A session is all seats of one host in one slot: one meeting, in one room, which books the host once.
 */
import type { Problem } from './problem.js';

export interface GroupProblem {
  /** People, slots, room kinds with their limits, and the one-to-ones. Its points and those of seats have one unit. */
  readonly pairs: Problem;
  /** Number of each item among those of its meeting (parts.ts), of which at most one takes place. */
  readonly part: Int32Array;

  /** Those who may hold sessions; a host is an index into the arrays below. */
  readonly hosts: number;
  /** Participant of each host. */
  readonly host: Int32Array;
  /** Fewest and most guests of a session, 1 ≤ min ≤ max; `max` is not above what the largest room of the host seats. */
  readonly groupMin: Int32Array;
  readonly groupMax: Int32Array;
  /** Most sessions of each host, not above its slots. */
  readonly mostSessions: Int32Array;
  /** Slots in which the host may hold a session: hosts × words. */
  readonly hostDomain: Int32Array;
  /** Room kind of a session by its number of guests: hosts × (largest groupMax + 1); -1 beyond groupMax. Never shrinks: rooms for n guests seat n − 1 too. */
  readonly sizeKind: Int32Array;
  /** Row length of `sizeKind`. */
  readonly sizes: number;

  readonly seats: number;
  /** Host (index into `host`) and guest (participant) of each seat. */
  readonly seatHost: Int32Array;
  readonly seatGuest: Int32Array;
  /** Integer points, as `pairs.points`. */
  readonly seatPoints: Float64Array;
  /** Slots in which the seat may be taken, within the host's: seats × words. */
  readonly seatDomain: Int32Array;
  /** 1 where the seat has to be taken (`must`, `all_wishes`, locks). */
  readonly seatMust: Uint8Array;
  /** Slot of a locked seat, else -1; its domain is that slot. */
  readonly seatLockedSlot: Int32Array;
  /** Index into `event.locks`, else -1. */
  readonly seatLock: Int32Array;
  /** Seats of host h: seatsOfHost[hostStart[h] .. hostStart[h + 1]), by points, the most first. */
  readonly hostStart: Int32Array;
  readonly seatsOfHost: Int32Array;

  /** Rooms that locks demand for sessions: the session of that host and slot has that kind whatever its size, and at most so many guests. */
  readonly lockedRooms: readonly {
    readonly host: number;
    readonly slot: number;
    readonly kind: number;
    readonly most: number;
  }[];

  /**
   * Sets of items of which at most one takes place: those of one meeting, and those that have one wish as their reason.
   * Items of set k: onceItems[onceStart[k] .. onceStart[k + 1]).
   */
  readonly onceStart: Int32Array;
  readonly onceItems: Int32Array;
  /** Sets of item i: onceSets[onceOfStart[i] .. onceOfStart[i + 1]). */
  readonly onceOfStart: Int32Array;
  readonly onceSets: Int32Array;

  /**
   * Sets of items of which at least one has to take place (a must that can be met in several ways):
   * someItems[someStart[k] .. someStart[k + 1]), and the index of the wish that demands it.
   */
  readonly someStart: Int32Array;
  readonly someItems: Int32Array;
  readonly someWish: Int32Array;

  /**
   * Wishes with a choice that several held items may meet, as some of these have other reasons: each of these items has the
   * wish's points in its own, though they count once: whole numbers, as all points.
   */
  readonly repeats: readonly { readonly items: readonly number[]; readonly points: number }[];

  /** Rows of order.csv over items; both of an order's items may be seats or one-to-ones. */
  readonly orderFirst: Int32Array;
  readonly orderSecond: Int32Array;
  /** Index into `event.order` of each. */
  readonly orderRow: Int32Array;

  /** Participants who may not sit in one session with p, p itself not: apart[apartStart[p] .. apartStart[p + 1]). */
  readonly apartStart: Int32Array;
  readonly apart: Int32Array;

  /** Whether the event has schedules that the problem leaves out, as `byHosts` does. Then a bound of it is none for the event. */
  readonly isNarrower: boolean;
  /**
   * Where it is for guests to say in which rooms sessions are (reserved ones that their hosts do not open, or their own), kinds of
   * sessions here are those of the rooms that any guest could open, be that one there or not: not every schedule finds its rooms.
   * Those of this other problem do, whose sessions use what their hosts open; `none` where demands leave it none.
   */
  readonly byHosts: GroupProblem | 'none' | undefined;

  /** Who understands whom; `undefined` without a table of interpreters, or where nobody names a language. */
  readonly speech: Speech | undefined;
}

/**
 * A *way to understand* is a language or an interpreter. A meeting needs one way that is open to all its people: a language
 * all of them know, or an interpreter who knows a language of each, is available and interprets nothing else in the slot.
 * Bits 0 to `languages` − 1 are languages, the next `interpreters` bits interpreters.
 */
export interface Speech {
  readonly languages: number;
  readonly interpreters: number;
  /** 32-bit words of a set of ways. */
  readonly ways: number;
  /** Ways open to the two people of each item: items × ways. All bits where neither is restricted. */
  readonly ofItem: Int32Array;
  /** Slots of each interpreter: interpreters × pairs.words. */
  readonly available: Int32Array;
  /** Most neighbouring slots of one stretch in which an interpreter works; UNBOUNDED: no bound. */
  readonly maxConsecutive: Int32Array;
}

/** When each item takes place, in one array: slot of item i, or -1. */
export type ItemSlots = Int32Array;
