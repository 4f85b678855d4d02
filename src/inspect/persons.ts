/** Who stands out: twice in the table, in great demand, without any meeting, with a promise that cannot be kept. */
import type { Event } from '../model/event.js';
import type { Demand } from './counts.js';
import type { Loads } from './loads.js';
import { Pairing } from './pairing.js';
import type { BrokenPromise, Duplicate, Isolated, PersonLoad } from './report.js';
import type { Found, Verdicts } from './verdicts.js';

/** Participants with the same e-mail address, without case. In order of first appearance. O(people). */
export function duplicates({ participants }: Event): Duplicate[] {
  const byEmail = new Map<string, Duplicate['people'][number][]>();
  for (const { id, name, email, line } of participants) {
    const key = email.trim().toLowerCase();
    if (key === '') continue;
    const same = byEmail.get(key);
    if (same) same.push({ id, name, line });
    else byEmail.set(key, [{ id, name, line }]);
  }
  return [...byEmail].filter(([, people]) => people.length > 1).map(([email, people]) => ({ email, people }));
}

/** Everyone who is wished, the most wished first, then in table order. O(people log people). */
export function popular({ participants }: Event, demand: Demand, loads: Loads): PersonLoad[] {
  const found = participants.map(({ id, name }, person) => ({
    id,
    name,
    received: demand.received[person],
    made: demand.made[person],
    needed: loads.needed[person],
    places: loads.places[person],
    seats: loads.seats[person],
    unmet: loads.unmet[person],
  }));
  return found.filter(({ received }) => received > 0).sort((x, y) => y.received - x.received);
}

/** Who has no meeting in any schedule. O(people). */
export function isolated({ participants }: Event, loads: Loads, { wished }: Verdicts): Isolated[] {
  return participants.flatMap(({ id, name }, person) => {
    if (loads.partners[person] > 0 && loads.places[person] > 0) return [];
    return [{ id, name, why: wished[person] === 1 ? ('impossible' as const) : ('unwished' as const) }];
  });
}

/** O(people). */
export function brokenPromises({ participants }: Event, { partners, places }: Loads): BrokenPromise[] {
  return participants.flatMap(({ id, name, minMeetings }, person) => {
    const possible = Math.min(partners[person], places[person]);
    if (possible >= minMeetings) return [];
    return [{ id, name, promised: minMeetings, possible, partners: partners[person], places: places[person] }];
  });
}

/**
 * At least so many of the wishes that can be met stay unmet for want of places: the better of two bounds. Each person leaves
 * so many of its own unmet, and every wish has two ends; or no choice of needs is worth more than places allow. O(people + links).
 */
export function unmetForPlaces({ hosts, survey }: Found, { places, seats, unmet }: Loads): number {
  const half = Math.ceil(unmet.reduce((sum, wishes) => sum + wishes, 0) / 2);
  const { edges } = survey;
  const held = heldAt(
    places,
    hosts.person.map(person => seats[person]),
  );
  const wished = edges.worth.subarray(0, edges.count).reduce((sum, worth) => sum + worth, 0);
  return Math.max(half, wished - new Pairing(edges).bound(held));
}

/** Places of every node of the needs: people, stages, and the one without end. */
function heldAt(places: Int32Array, seats: readonly number[]): Float64Array {
  const held = new Float64Array(places.length + seats.length + 1).fill(Number.POSITIVE_INFINITY);
  held.set(places);
  held.set(seats, places.length);
  return held;
}
