/** Of which events the theorem of `bound.ts` speaks. */
import type { Event } from '../../model/event.js';
import { isGroupLock } from '../pairs.js';

/**
 * Why prices prove nothing of this event's schedules, in a sentence; `undefined` where they do. The theorem is about
 * one-to-ones of which each meets wishes of its own: interpreters and rules that keep people apart only take some away.
 * O(wishes + locks).
 */
export function beyondPrices({ participants, wishes, locks }: Event): string | undefined {
  const hosts = new Set(participants.flatMap(({ id, group }) => (group ? [id] : [])));
  let seats = locks.some(isGroupLock);
  let choices = false;
  wishes.forEach(({ kind, as, from, to, anyOf }) => {
    if (kind === 'never') return;
    if (anyOf) choices = true;
    if (as !== 'pair' && (hosts.has(from) || (anyOf ?? [to]).some(id => hosts.has(id)))) seats = true;
  });
  if (seats)
    return 'A certificate is about one-to-ones alone, and this event has group sessions: its prices prove nothing here.';
  if (choices)
    return 'A certificate is about wishes for participants, and this event has wishes for organisations: its prices prove nothing here.';
  return undefined;
}
