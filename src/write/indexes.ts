/** Meetings by slot and by participant, as indexes in typed arrays. */
import type { Event } from '../model/event.js';
import type { Meeting } from '../model/schedule.js';
import { naturalOrder } from './natural-order.js';

/** `order`: the meetings by slot, then room, then id. `slots`: of each meeting. O(m log m), O(m) where they are sorted already. */
export function sortedMeetings(event: Event, meetings: readonly Meeting[], rooms: readonly string[]) {
  const slotIndex = new Map(event.slots.map(({ id }, index) => [id, index]));
  const roomIndex = new Map(rooms.map((room, index) => [room, index]));
  const slots = Int32Array.from(meetings, ({ slot }) => known(slotIndex, slot));
  const places = Int32Array.from(meetings, ({ room }) => roomIndex.get(room) ?? -1);
  // The sort of plain arrays is the one that sees that a solver's meetings are in order.
  const order = Array.from(meetings.keys()).sort(
    (a, b) => slots[a]! - slots[b]! || places[a]! - places[b]! || naturalOrder(meetings[a]!.id, meetings[b]!.id),
  );
  return { order: Int32Array.from(order), slots };
}

/**
 * Finds meetings by their ids. A solver's ids rise, and are found by halving: a table of 360,000 takes 30 MB while it grows.
 * O(log meetings), O(1) expected where ids do not rise.
 */
export function byId(meetings: readonly Meeting[]): (id: string) => number | undefined {
  if (meetings.some(({ id }, index) => index > 0 && id <= meetings[index - 1]!.id)) {
    const indexOf = new Map<string, number>();
    for (const [index, { id }] of meetings.entries()) indexOf.set(id, index);
    return id => indexOf.get(id);
  }
  return id => {
    let [low, high] = [0, meetings.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (meetings[middle]!.id < id) low = middle + 1;
      else high = middle;
    }
    return meetings[low]?.id === id ? low : undefined;
  };
}

/** Who is in which meeting. */
export interface Agendas {
  /** Indexes of a meeting's people, in the order of its row. */
  peopleOf(meeting: number): number[];
  /** Indexes of a participant's meetings, in the given order. */
  meetingsOf(person: number): number[];
}

/** O(people in meetings). */
export function agendasOf({ participants }: Event, meetings: readonly Meeting[], order: Int32Array): Agendas {
  const personIndex = new Map(participants.map(({ id }, index) => [id, index]));
  const people = starts(meetings, meeting => meeting.participants.length);
  const named = new Int32Array(people[meetings.length]!);
  const counts = new Int32Array(participants.length);
  for (const [index, meeting] of meetings.entries()) {
    for (const [place, id] of meeting.participants.entries()) {
      const person = known(personIndex, id);
      named[people[index]! + place] = person;
      counts[person]!++;
    }
  }
  const agendas = starts(participants, (_, person) => counts[person]!);
  const next = agendas.slice();
  const held = new Int32Array(named.length);
  for (const index of order) {
    for (let at = people[index]!; at < people[index + 1]!; at++) held[next[named[at]!]!++] = index;
  }
  return {
    peopleOf: meeting => copied(named, people[meeting]!, people[meeting + 1]!),
    meetingsOf: person => copied(held, agendas[person]!, agendas[person + 1]!),
  };
}

/** For a few numbers quicker than a `subarray`. */
function copied(list: Int32Array, start: number, end: number): number[] {
  const numbers: number[] = [];
  for (let at = start; at < end; at++) numbers.push(list[at]!);
  return numbers;
}

/** Where the entries of each item start in one common list, and where the last ends. */
function starts<T>(items: readonly T[], lengthOf: (item: T, index: number) => number): Int32Array {
  const start = new Int32Array(items.length + 1);
  for (const [index, item] of items.entries()) start[index + 1] = start[index]! + lengthOf(item, index);
  return start;
}

function known(index: ReadonlyMap<string, number>, id: string): number {
  const found = index.get(id);
  if (found === undefined) throw new Error(`the schedule names "${id}", which the event does not have`);
  return found;
}
