/** What meetings are worth, from the wishes they meet. */
import type { Event, Wish } from '../model/event.js';
import type { Plan, WishOutcome } from '../model/outcome.js';
import { tidy } from './csv.js';

/** Of a meeting by its index in the schedule. */
export interface Worth {
  /** Mutual bonus included, once for each guest of a group who is wished and wishes; in the organiser's units. */
  points(meeting: number): number;
  /** Wished from both sides; of a group, by its host and at least one guest. */
  mutual(meeting: number): boolean;
}

/** Who of two asked: bits. */
const [FIRST, OTHER] = [1, 2];
const BOTH = FIRST | OTHER;

/** O(wishes + meetings). */
export function worthOf(event: Event, { schedule, wishes }: Plan): Worth {
  const { meetings } = schedule;
  const points = new Float64Array(meetings.length);
  const pairs = new Uint8Array(meetings.length);
  const groups = new Map<number, Map<string, number>>();
  const indexOf = new Map(meetings.map(({ id }, index) => [id, index]));
  for (const outcome of wishes) {
    const index = outcome.met ? indexOf.get(outcome.meeting) : undefined;
    if (index === undefined) continue;
    points[index]! += outcome.points;
    const wish = event.wishes.at(outcome.wish)!;
    const { kind, participants } = meetings[index]!;
    const bit = wish.from === participants[0] ? FIRST : OTHER;
    if (kind === 'pair') pairs[index]! |= bit;
    else {
      const seats = groups.get(index) ?? new Map<string, number>();
      groups.set(index, seats);
      const guest = bit === OTHER ? wish.from : partnerOf(wish, outcome);
      seats.set(guest, (seats.get(guest) ?? 0) | bit);
    }
  }
  const mutualSeats = (index: number) => [...(groups.get(index)?.values() ?? [])].filter(bits => bits === BOTH).length;
  const bonuses = (index: number) => (pairs[index] === BOTH ? 1 : mutualSeats(index));
  return {
    mutual: index => bonuses(index) > 0,
    points: index => tidy(points[index]! + bonuses(index) * event.mutualBonus),
  };
}

/** Whom the wisher meets. */
function partnerOf({ to }: Wish, { partner }: WishOutcome): string {
  return partner ?? to;
}
