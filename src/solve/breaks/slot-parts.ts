/**
 * Some slots of an event as an event that fits words, however many slots there are: what is held in the others stays. Of others
 * that follow each other three at most stand for all, their ends and what is between, which is enough to tell how an agenda goes
 * on beside open ones. A search of one part after the other comes to exchange any two slots, and, where some can have several
 * meetings at a time, whichever of these are of one lane.
 */
import { incidence, type Problem, UNBOUNDED } from '../../model/problem.js';
import type { Random } from '../random.js';
import { bitsFrom } from './agenda-cost.js';
import { isSingle } from './fits-words.js';
import { type Lanes, lanesOf } from './lanes.js';

/** Slots that a part may have. */
const WIDTH = 32;
/** Open slots that a part grows from. */
const SEEDS = 3;
/** Meetings that are not held take part by chance: half as many as are held, others with each part. */
const UNHELD = 0.5;
/** Meetings of events that are searched in parts of their slots: of smaller ones these leave too much out, of more than 64 slots too. */
const FEWEST = 300;
const FEWEST_OF_MANY_SLOTS = 5000;
/** Beyond, a part takes long to make, and memory. */
const MOST = 500_000;
const FEWEST_PARTS = 20;
/** Where each of them has all slots. */
const FEWEST_OF_ALL_SLOTS = 2;
/** Visits of a part, beside one for each meeting of the event: to make it takes about half as long. */
const VISITS_A_PART = 1000;

/** What a schedule of some slots of an event knows of the others, which stand for what does not change. */
export interface Surroundings {
  /** Slots that meetings may be in. */
  readonly open: number;
  /** Busy ones of the others, of each participant. */
  readonly busy: Int32Array;
  /** When each slot is, in slots of the event. */
  readonly time: Int32Array;
  /** Whose lanes the participants are, if someone has several: see `word-lanes.ts`. */
  readonly lanes?: Pick<Lanes, 'participant' | 'next'>;
}

export interface SlotPart {
  /** As an event of its own; what is not about slots, or the meetings and maxima in them, is said of the whole event. */
  readonly problem: Problem;
  /** Which meeting of the event each of the part is. */
  readonly meetings: Int32Array;
  /** Slot of the part of each of them, -1 if not held. */
  readonly slotOf: Int32Array;
  /** Slot of the event that each open slot of the part is. */
  readonly slots: Int32Array;
  readonly around: Surroundings;
}

/** Slots of one day that follow each other, all open or none. */
interface Stretch {
  readonly from: number;
  readonly length: number;
  readonly isOpen: boolean;
  readonly beginsDay: boolean;
  readonly endsDay: boolean;
  /** Slots of the part that stand for it, from `bit` on. */
  readonly bit: number;
  readonly bits: number;
}

/**
 * Whether the event does not fit words, its parts do (of some slots, or of lanes), and a search of them finds more in the same
 * time than one of the whole; rules on runs of busy slots and on orders reach beyond a part.
 */
export function fitsParts(problem: Problem): boolean {
  const { words, meetings, order, maxConsecutive, maxBreaks } = problem;
  const isFree = (most: Int32Array): boolean => most.every(value => value === UNBOUNDED);
  if (words === 1 && isSingle(problem)) return false;
  const fewest = words > 2 ? FEWEST_OF_MANY_SLOTS : words > 1 ? FEWEST : 0;
  if (meetings < fewest || meetings > MOST) return false;
  return order.row.length === 0 && isFree(maxConsecutive) && isFree(maxBreaks);
}

/** How many parts share so many visits; 0 where they are too few to go on from each other. */
export function partsFor({ meetings, words }: Problem, visits: number): number {
  const parts = Math.floor(visits / (meetings + VISITS_A_PART));
  return parts < (words === 1 ? FEWEST_OF_ALL_SLOTS : FEWEST_PARTS) ? 0 : parts;
}

/** Slots by chance, 1 for each that is open: some that follow each other, as many as a part may have. O(slots²). */
export function openSome(problem: Problem, random: Random): Uint8Array {
  const { slots: T } = problem;
  const isOpen = new Uint8Array(T);
  const ends: { at: number; readonly step: number }[] = [];
  for (let k = 0; k < SEEDS; k++) {
    const at = random.below(T);
    isOpen[at] = 1;
    ends.push({ at, step: -1 }, { at, step: 1 });
  }
  while (ends.length > 0) {
    const i = random.below(ends.length);
    const end = ends[i];
    const next = end.at + end.step;
    if (next >= 0 && next < T && isOpen[next] === 0) {
      isOpen[next] = 1;
      end.at = next;
      if (widthOf(stretches(problem, isOpen)) <= WIDTH) continue;
      isOpen[next] = 0;
    }
    ends.splice(i, 1);
  }
  return isOpen;
}

/**
 * The part of a schedule without conflicts in these slots. O(meetings + participants + slots).
 * @param isOpen 1 for open slots, which fit
 */
export function partOf(problem: Problem, slotOf: Int32Array, isOpen: Uint8Array, random: Random): SlotPart {
  const { slots: T, limits, minMeetings, maxMeetings } = problem;
  const layout = stretches(problem, isOpen);
  const width = widthOf(layout);
  const { bitOf, time, day, slots, open } = axisOf(problem, layout, width);
  const lanes = lanesOf(problem, slotOf, random);
  const { participant } = lanes;
  const outside = outsideOf(lanes, slotOf, isOpen, bitOf);
  const meetings = takingPart(slotOf, isOpen, random);
  const a = meetings.map(e => lanes.a[e]);
  const b = meetings.map(e => lanes.b[e]);
  const incident = incidence(participant.length, a, b);
  const { uncounted } = problem;
  const inPart = (places: ArrayLike<number>, first: number): Int32Array => {
    const part = new Int32Array(width);
    for (const t of slots) if (t >= 0) part[bitOf[t]] = places[first + t];
    return part;
  };
  const capacity = new Int32Array(limits * width);
  for (let j = 0; j < limits; j++) capacity.set(inPart(problem.capacity, j * T), j * width);
  const part: Problem = {
    ...problem,
    participants: participant.length,
    slots: width,
    words: 1,
    meetings: meetings.length,
    a,
    b,
    points: Float64Array.from(meetings, e => problem.points[e]),
    must: Uint8Array.from(meetings, e => problem.must[e]),
    kind: meetings.map(e => problem.kind[e]),
    domain: domainOf(problem, meetings, layout),
    capacity,
    uncounted: uncounted && {
      ...(uncounted.rooms && { rooms: uncounted.rooms.map(places => inPart(places, 0)) }),
      ...(uncounted.interpreters && { interpreters: uncounted.interpreters.map(places => inPart(places, 0)) }),
    },
    minMeetings: participant.map(p => Math.max(0, minMeetings[p] - outside.meetings[p])),
    maxMeetings: participant.map(p =>
      maxMeetings[p] === UNBOUNDED ? UNBOUNDED : maxMeetings[p] - outside.meetings[p],
    ),
    parallel: new Int32Array(participant.length).fill(1),
    maxBreaks: new Int32Array(participant.length).fill(UNBOUNDED),
    maxConsecutive: new Int32Array(participant.length).fill(UNBOUNDED),
    day,
    stretch: day,
    days: day.length === 0 ? 0 : day[day.length - 1] + 1,
    incidentStart: incident.start,
    incident: incident.list,
  };
  return {
    problem: part,
    meetings,
    slotOf: meetings.map(e => (slotOf[e] < 0 ? -1 : bitOf[slotOf[e]])),
    slots,
    around: { open, busy: outside.busy, time, ...(lanes.next ? { lanes } : {}) },
  };
}

/** The event's schedule with this one of a part in it. O(meetings). */
export function withPart({ meetings, slots }: SlotPart, found: Int32Array, slotOf: Int32Array): Int32Array {
  const next = slotOf.slice();
  meetings.forEach((e, i) => {
    next[e] = found[i] < 0 ? -1 : slots[found[i]];
  });
  return next;
}

/** Days without an open slot are left out: nothing of them changes. */
function stretches({ slots: T, day }: Problem, isOpen: Uint8Array): Stretch[] {
  const list: Stretch[] = [];
  let bit = 0;
  let hasOpen = false;
  for (let from = 0, end = 0; from < T; from = end) {
    const beginsDay = from === 0 || day[from] !== day[from - 1];
    for (end = from; end < T && day[end] === day[from] && isOpen[end] === isOpen[from]; ) end++;
    const endsDay = end === T || day[end] !== day[from];
    if (beginsDay) hasOpen = isOpen.subarray(from).some((open, k) => open === 1 && day[from + k] === day[from]);
    if (!hasOpen) continue;
    const length = end - from;
    const most = isOpen[from] === 1 ? length : beginsDay || endsDay ? 2 : 3;
    const bits = Math.min(length, most);
    list.push({ from, length, isOpen: isOpen[from] === 1, beginsDay, endsDay, bit, bits });
    bit += bits;
  }
  return list;
}

function widthOf(layout: readonly Stretch[]): number {
  const last = layout.at(-1);
  return last === undefined ? 0 : last.bit + last.bits;
}

interface Axis {
  /** Slot of the part that stands for each of the event, -1 if none does. */
  readonly bitOf: Int32Array;
  /** Slot of the event of each open one of the part, -1 of others. */
  readonly slots: Int32Array;
  readonly open: number;
  /** When each slot of the part is, about so where it stands for several. */
  readonly time: Int32Array;
  readonly day: Int32Array;
}

function axisOf(problem: Problem, layout: readonly Stretch[], width: number): Axis {
  const bitOf = new Int32Array(problem.slots).fill(-1);
  const slots = new Int32Array(width).fill(-1);
  const time = new Int32Array(width);
  const day = new Int32Array(width);
  const days = [...new Set(layout.map(({ from }) => problem.day[from]))];
  let open = 0;
  for (const stretch of layout) {
    const { from, length, isOpen } = stretch;
    for (let k = 0; k < length; k++) {
      const bit = bitIn(stretch, k);
      bitOf[from + k] = bit;
      day[bit] = days.indexOf(problem.day[from]);
      if (!isOpen) continue;
      slots[bit] = from + k;
      open |= 1 << bit;
    }
    for (let k = 0; k < length; k++) time[bitOf[from + k]] = from + k;
  }
  return { bitOf, slots, open, time, day };
}

/** The slot of the part for the k-th of a stretch: of those that are not open the ones beside open slots have their own. */
function bitIn({ isOpen, length, beginsDay, endsDay, bit, bits }: Stretch, k: number): number {
  if (isOpen) return bit + k;
  if (k === 0 && !beginsDay) return bit;
  if (k === length - 1 && !endsDay) return bit + bits - 1;
  return beginsDay ? bit : bit + 1;
}

/** What is held in slots that are not open: busy slots of the part of each lane, and meetings of each participant. */
function outsideOf(
  { participant, a, b }: Lanes,
  slotOf: Int32Array,
  isOpen: Uint8Array,
  bitOf: Int32Array,
): { readonly busy: Int32Array; readonly meetings: Int32Array } {
  const busy = new Int32Array(participant.length);
  const meetings = new Int32Array(participant.length);
  for (let e = 0; e < slotOf.length; e++) {
    const t = slotOf[e];
    if (t < 0 || isOpen[t] === 1) continue;
    const bit = bitOf[t] < 0 ? 0 : 1 << bitOf[t];
    busy[a[e]] |= bit;
    busy[b[e]] |= bit;
    meetings[participant[a[e]]]++;
    meetings[participant[b[e]]]++;
  }
  return { busy, meetings };
}

/** Meetings held in open slots, and by chance some of those that are not held. */
function takingPart(slotOf: Int32Array, isOpen: Uint8Array, random: Random): Int32Array {
  let held = 0;
  let unheld = 0;
  for (const t of slotOf) {
    if (t < 0) unheld++;
    else if (isOpen[t] === 1) held++;
  }
  const isWhole = unheld <= UNHELD * held;
  const list = new Int32Array(held + unheld);
  let size = 0;
  for (let e = 0; e < slotOf.length; e++) {
    const t = slotOf[e];
    if (t >= 0 ? isOpen[t] === 1 : isWhole || random.below(unheld) < UNHELD * held) list[size++] = e;
  }
  return list.slice(0, size);
}

/** Open slots of the part that each of these meetings may be in. */
function domainOf({ domain, words: W }: Problem, meetings: Int32Array, layout: readonly Stretch[]): Int32Array {
  const open = layout.filter(({ isOpen }) => isOpen);
  return meetings.map(e => {
    let bits = 0;
    for (const { from, length, bit } of open) bits |= bitsFrom(domain, e * W, from, length) << bit;
    return bits;
  });
}
