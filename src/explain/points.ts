/** What a wish is worth by itself. */
import type { Event, Wish } from '../model/event.js';

/** Points of a wish alone, in the organiser's units: a quotient of whole numbers, so correctly rounded. O(wishes), then O(1). */
export function pointsOf({ wishes, participants }: Event): (wish: Wish) => number {
  let largestRank = 0;
  for (const { rank = 0 } of wishes) if (rank > largestRank) largestRank = rank;
  const weighed = participants.filter(({ weight }) => weight !== 1);
  const tenths = new Map(weighed.map(({ id, weight }) => [id, Math.round(weight * 10)]));
  return ({ kind, from, rank, score }) => {
    if (kind === 'never') return 0;
    const thousandths = Math.round((rank !== undefined ? largestRank + 1 - rank : (score ?? 1)) * 1000);
    return (thousandths * (tenths.get(from) ?? 10)) / 10_000;
  };
}
