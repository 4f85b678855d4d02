/** Each participant's day as the slots tell it, and the breaks in it. */
import type { Slot } from '../model/event.js';
import type { Facts } from './facts.js';
import type { Resolved } from './rows.js';

/** Where a slot stands. */
export interface Day {
  /** Number of the day, from 0 in the order of first slots; all slots without a date are one day. */
  readonly day: number;
  /** Place among the slots of that day, from 0. */
  readonly position: number;
}

/** A maximal run of slots without a meeting between two meetings of one day. */
export interface Break {
  /** Row index of the meeting that ends it. */
  readonly endedBy: number;
  /** Slots in it, at least 1. */
  readonly length: number;
}

/** Row indexes of each slot. `slotOf`: of each row, -1 for none. O(rows + slots). */
export function bySlot(slotOf: Int32Array, slots: number): number[][] {
  const lists: number[][] = Array.from({ length: slots }, () => []);
  slotOf.forEach((slot, row) => {
    if (slot >= 0) lists[slot].push(row);
  });
  return lists;
}

/** Row indexes of each participant, by slot, then row. O(people in meetings + participants). */
export function agendasOf(rows: Resolved, slotRows: readonly (readonly number[])[], participants: number): number[][] {
  const agendas: number[][] = Array.from({ length: participants }, () => []);
  for (const list of slotRows) {
    for (const index of list) {
      rows.forEachPerson(index, person => void agendas[person].push(index));
    }
  }
  return agendas;
}

/** Day and place of each slot. O(slots). */
export function daysOf(slots: readonly Slot[]): Day[] {
  const numbers = new Map<string, number>();
  const lengths: number[] = [];
  return slots.map(({ date }) => {
    const day = numbers.get(date) ?? numbers.size;
    numbers.set(date, day);
    lengths[day] = (lengths[day] ?? 0) + 1;
    return { day, position: lengths[day] - 1 };
  });
}

/** Neighbours in an agenda that are on one day, in order: `[earlier row, later row]`. O(meetings of the person). */
export function neighbours(facts: Facts, person: number): [number, number][] {
  const last = new Map<number, number>();
  const found: [number, number][] = [];
  for (const row of facts.agendas[person]) {
    const { day } = facts.days[facts.slotOf[row]];
    const before = last.get(day);
    if (before !== undefined) found.push([before, row]);
    last.set(day, row);
  }
  return found;
}

/** All breaks of one participant. Slots in which it is not available count too. O(meetings of the person). */
export function breaksOf(facts: Facts, person: number): Break[] {
  const place = (row: number) => facts.days[facts.slotOf[row]].position;
  return neighbours(facts, person)
    .map(([before, after]) => ({ endedBy: after, length: place(after) - place(before) - 1 }))
    .filter(({ length }) => length > 0);
}
