/** Who stands out: twice in the table, in great demand, without any meeting, with a promise that cannot be kept. */
import type { Event } from '../model/event.js';
import type { Demand } from './counts.js';
import type { Loads } from './loads.js';
import type { BrokenPromise, Duplicate, Isolated, PersonLoad } from './report.js';
import type { Verdicts } from './verdicts.js';

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
 * At least so many wishes stay unmet, when each person leaves so many of its own unmet: every wish has two ends. Where all
 * wishes join two sides, those of one side's people are different wishes. O(people).
 */
export function unmetForPlaces({ participants, rules }: Event, { unmet }: Loads): number {
  const total = unmet.reduce((sum, wishes) => sum + wishes, 0);
  const half = Math.ceil(total / 2);
  if (!rules.acrossSides || participants.some(({ role }) => role === 'topic')) return half;
  const bySide = new Map<string, number>();
  participants.forEach(({ side }, person) => void bySide.set(side, (bySide.get(side) ?? 0) + unmet[person]));
  return Math.max(half, ...bySide.values());
}
