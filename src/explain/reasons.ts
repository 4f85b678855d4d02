/** What became of each wish, and why where it was not met. */
import type { Event, Wish } from '../model/event.js';
import type { WishOutcome } from '../model/outcome.js';
import type { Schedule } from '../model/schedule.js';
import { Situation } from './situation.js';
import { type Couple, type Verdict, verdictOf } from './verdict.js';

/**
 * The outcome of every row of prefs.csv, in order; `never` rows included.
 * O(wishes × slots + participants × slots + rooms × slots + people in meetings).
 */
export function explainWishes(event: Event, schedule: Schedule): WishOutcome[] {
  const situation = new Situation(event, schedule);
  const points = pointsOf(event);
  return event.wishes.map((wish, index) => ({ wish: index, points: points(wish), ...outcomeOf(situation, wish) }));
}

function outcomeOf(situation: Situation, wish: Wish): Omit<WishOutcome, 'wish' | 'points'> {
  const key = situation.keyOf(wish.from, wish.to);
  const meeting = situation.meetings.get(key);
  if (wish.kind === 'never') return neverOutcome(meeting?.id);
  if (meeting) return { met: true, meeting: meeting.id, reason: undefined, detail: '' };
  return { met: false, meeting: '', ...reasonOf(situation, wish, key) };
}

/** A `never` row is neither met nor unmet: it is kept or broken. */
function neverOutcome(meeting: string | undefined): Omit<WishOutcome, 'wish' | 'points'> {
  if (meeting === undefined) return { met: false, meeting: '', reason: undefined, detail: '' };
  return { met: false, meeting, reason: 'never', detail: `They must not meet, but do in ${meeting}.` };
}

function reasonOf(situation: Situation, wish: Wish, key: number): Verdict {
  const unknown = [wish.from, wish.to].find(id => !situation.people.has(id));
  if (unknown !== undefined)
    return { reason: 'no-common-slot', detail: `"${unknown}" is no participant of the event.` };
  const couple: Couple = { key, from: situation.people.get(wish.from)!, to: situation.people.get(wish.to)! };
  return verdictOf(situation, couple);
}

/** Points of a wish alone, in the organiser's units: a quotient of whole numbers, so correctly rounded. */
function pointsOf({ wishes, participants }: Event): (wish: Wish) => number {
  let largestRank = 0;
  for (const { kind, rank = 0 } of wishes) if (kind !== 'never' && rank > largestRank) largestRank = rank;
  const tenths = new Map(participants.map(({ id, weight }) => [id, Math.round(weight * 10)]));
  return ({ kind, from, rank, score }) => {
    if (kind === 'never') return 0;
    const thousandths = Math.round((rank !== undefined ? largestRank + 1 - rank : (score ?? 1)) * 1000);
    return (thousandths * (tenths.get(from) ?? 10)) / 10_000;
  };
}
