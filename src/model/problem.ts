/**
 * The event in integers: ids became indexes, once, here. Engines read it, nothing changes it.
 * Slot sets are bit masks of `words` 32-bit words: slot t is bit (t & 31) of word (t >> 5).
 */

import type { CitedRow } from './cited-rows.js';
import type { Event, Room } from './event.js';
import type { Unions } from './limits.js';
import type { OrderRows } from './order-rows.js';
import type { RoomSet } from './room-limits.js';

export interface Problem {
  readonly event: Event;
  readonly participants: number;
  readonly slots: number;
  /** Candidate meetings: pairs that are wished or locked and that no rule forbids outright. */
  readonly meetings: number;
  readonly words: number;
  /** The two participants of each meeting, a < b. */
  readonly a: Int32Array;
  readonly b: Int32Array;
  /** Integer points, already divided by `pointStep`; the sum of all is below 2^53. */
  readonly points: Float64Array;
  /** A figure in the organiser's units is `value * pointStep / pointScale`. */
  readonly pointStep: number;
  readonly pointScale: number;
  /** Slots in which the meeting may take place: meetings × words. */
  readonly domain: Int32Array;
  /** The same before order rows took slots away; the same array where they took none. */
  readonly unorderedDomain: Int32Array;
  readonly order: OrderRows;
  /** 1 where the meeting has to take place (`must`, `all_wishes`, locks). */
  readonly must: Uint8Array;
  /** Slot of a locked meeting, else -1. */
  readonly lockedSlot: Int32Array;
  /** Index into `event.locks`, else -1. */
  readonly lock: Int32Array;
  /** Kind of each meeting: which rooms and interpreters it may use. */
  readonly kind: Int32Array;
  /** The event's rooms; where they are made as needed, those that are named somewhere. */
  readonly rooms: readonly Room[];
  readonly roomsAsNeeded: boolean;
  /** Indexes of the rooms each kind may use; an empty list: any room that is needed. */
  readonly kindRooms: readonly RoomSet[];
  /** Indexes of the interpreters each kind may use, of whom it needs one; an empty list: none. */
  readonly kindInterpreters: readonly RoomSet[];
  /** Limits each kind counts in. */
  readonly kindLimits: readonly Int32Array[];
  readonly limits: number;
  /** Sets of rooms of the first limits, and of interpreters of the last; one limit between them may be the slots' own. */
  readonly limitSets: Unions;
  /** Whether what keeps the limits always finds its rooms and, rests aside, its interpreters. */
  readonly hasAllLimits: boolean;
  /** Left out where all limits are counted, or where it is not to be looked at who sits where. */
  readonly uncounted?: Uncounted | undefined;
  /** Slots in which a meeting of each kind finds a room, and an interpreter if it needs one, as masks. */
  readonly kindSlots: readonly Int32Array[];
  /** Most meetings that count in a limit, by slot: limits × slots. */
  readonly capacity: Int32Array;
  /** Slots of each participant: participants × words. */
  readonly available: Int32Array;
  readonly parallel: Int32Array;
  readonly minMeetings: Int32Array;
  /** Most meetings, by `max_meetings` and by what `max_consecutive` and `max_breaks` leave of the slots. */
  readonly maxMeetings: Int32Array;
  readonly maxBreaks: Int32Array;
  /** Most neighbouring slots of one stretch in which a participant may be busy. */
  readonly maxConsecutive: Int32Array;
  /** Day of each slot, non-decreasing from 0. */
  readonly day: Int32Array;
  readonly days: number;
  /** Stretch of each slot, non-decreasing from 0: neighbouring slots of one session. */
  readonly stretch: Int32Array;
  /** Meetings of participant p: incident[incidentStart[p] .. incidentStart[p+1]). */
  readonly incidentStart: Int32Array;
  readonly incident: Int32Array;
  /** Left out where every wish can be met by one meeting alone. */
  readonly sets?: MeetingSets | undefined;
}

/** Meetings that each takes, by slot, where limits are too many to be counted. */
export interface Uncounted {
  /** Tables of each room. */
  readonly rooms?: readonly Int32Array[];
  readonly interpreters?: readonly Int32Array[];
}

/** Meetings that may each meet one wish; all of them are of the one who wishes. */
export interface MeetingSets {
  /** Meetings of set s: meetings[start[s] .. start[s + 1]). */
  readonly start: Int32Array;
  readonly meetings: Int32Array;
  /** Sets of meeting e: sets[setStart[e] .. setStart[e + 1]). */
  readonly setStart: Int32Array;
  readonly sets: Int32Array;
  /** What each held meeting beyond the first pays back, in points; infinite: at most one is held. */
  readonly fine: Float64Array;
}

/** Demands that cannot all be met. */
export interface Contradiction {
  /** What is demanded, none of it to spare if that is known. */
  readonly demands: readonly CitedRow[];
  /** What keeps the demanded meetings in a session, or elsewhere than another row has them. */
  readonly others: readonly CitedRow[];
  readonly explanation: string;
  /** Whether these rows are all there is to it, whatever slots and rooms are open. */
  readonly isForbidden?: boolean;
}

/** Stands for "no bound" in `maxMeetings`, `maxBreaks` and `maxConsecutive`. */
export const UNBOUNDED = 0x3fffffff;

export function hasBit(mask: Int32Array, offset: number, slot: number): boolean {
  return ((mask[offset + (slot >> 5)] >>> (slot & 31)) & 1) === 1;
}

export function setBit(mask: Int32Array, offset: number, slot: number): void {
  mask[offset + (slot >> 5)] |= 1 << (slot & 31);
}

export function clearBit(mask: Int32Array, offset: number, slot: number): void {
  mask[offset + (slot >> 5)] &= ~(1 << (slot & 31));
}

export function popCount(word: number): number {
  word -= (word >>> 1) & 0x55555555;
  word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
  return Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** How many bits are set in all words together. O(words). */
export function countBits(words: Int32Array): number {
  return words.reduce((sum, word) => sum + popCount(word), 0);
}

/** Meetings of each participant, in order, as `incidentStart` and `incident`. O(participants + meetings). */
export function incidence(participants: number, a: Int32Array, b: Int32Array): { start: Int32Array; list: Int32Array } {
  const start = new Int32Array(participants + 1);
  for (let e = 0; e < a.length; e++) {
    start[a[e] + 1]++;
    start[b[e] + 1]++;
  }
  for (let p = 0; p < participants; p++) start[p + 1] += start[p];
  const at = start.slice();
  const list = new Int32Array(2 * a.length);
  for (let e = 0; e < a.length; e++) {
    list[at[a[e]]++] = e;
    list[at[b[e]]++] = e;
  }
  return { start, list };
}

/** How many meetings each participant has in a schedule. O(meetings). */
export function degreesOf({ participants, a, b }: Problem, slotOf: Int32Array): Int32Array {
  const degrees = new Int32Array(participants);
  slotOf.forEach((t, e) => {
    if (t < 0) return;
    degrees[a[e]]++;
    degrees[b[e]]++;
  });
  return degrees;
}

/** Slots in which some meeting may take place, as a mask: the rooms of the others serve nobody. O(meetings · words). */
export function usedSlots({ meetings: E, words: W, domain }: Problem): Int32Array {
  const used = new Int32Array(W);
  for (let e = 0; e < E; e++) for (let k = 0; k < W; k++) used[k] |= domain[e * W + k];
  return used;
}

/** Figure in the organiser's units of an integer point value. */
export function inOrganisersPoints(problem: Problem, value: number): number {
  return (value * problem.pointStep) / problem.pointScale;
}

export type BuildOutcome =
  /** `part`: number of each meeting among the items of its two people; left out where every meeting is one. */
  | { readonly kind: 'built'; readonly problem: Problem; readonly part: Int32Array | undefined }
  | { readonly kind: 'impossible'; readonly contradictions: readonly Contradiction[] };
