/** Points of wishes as integers: of rank r they are the largest rank + 1 - r, of a score the score; each times the weight of who wishes. */
import type { Event, Wish } from './event.js';

/** What points are counted from. */
export type ScoredEvent = Pick<Event, 'participants' | 'wishes' | 'mutualBonus'>;

/** `value / scale` of an integer point value is the figure in the organiser's units. */
export interface PointUnits {
  /** Integer points of each wish (0 for `never`), in the order of `event.wishes`. */
  readonly ofWish: Float64Array;
  readonly mutualBonus: number;
  /** Integer units in one of the organiser's points: a power of ten from 1 to 10,000. */
  readonly scale: number;
}

/**
 * So many wishes are always counted: a score of a million with three decimals, ten times a weight with one, and a bonus alike are at
 * most 1.1e11 units.
 */
const ALWAYS_EXACT = 80_000;

function decimals(value: number): number {
  if (Number.isInteger(value)) return 0; // the rule, and a million texts less
  const text = String(value);
  const dot = text.indexOf('.');
  return dot < 0 ? 0 : text.length - dot - 1;
}

/** Points of a wish before the weight of who wishes. */
function rawPoints(wish: Wish, largestRank: number): number {
  if (wish.rank !== undefined) return largestRank + 1 - wish.rank;
  return wish.score ?? 1;
}

/** O(wishes). Throws RangeError if the sum of all points cannot be held exactly in a double. */
export function integerPoints(event: ScoredEvent): PointUnits {
  const { total, ...units } = countedPoints(event);
  if (total > Number.MAX_SAFE_INTEGER) throw new RangeError('the sum of all points is too large to be exact');
  return units;
}

/** Whether `integerPoints` counts them. O(wishes). */
export function hasExactPoints(event: ScoredEvent): boolean {
  return event.wishes.length <= ALWAYS_EXACT || countedPoints(event).total <= Number.MAX_SAFE_INTEGER;
}

function countedPoints(event: ScoredEvent): PointUnits & { readonly total: number } {
  const weightOf = new Map(event.participants.map(person => [person.id, person.weight]));
  let largestRank = 0;
  let places = decimals(event.mutualBonus);
  let weightPlaces = 0;
  for (const wish of event.wishes) {
    // The largest of the file, whatever its row asks for.
    if (wish.rank !== undefined && wish.rank > largestRank) largestRank = wish.rank;
    if (wish.kind === 'never') continue;
    if (wish.score !== undefined) places = Math.max(places, decimals(wish.score));
    weightPlaces = Math.max(weightPlaces, decimals(weightOf.get(wish.from) ?? 1));
  }
  const scoreScale = 10 ** places;
  const weightScale = 10 ** weightPlaces;
  const ofWish = new Float64Array(event.wishes.length);
  let total = 0;
  event.wishes.forEach((wish, index) => {
    if (wish.kind === 'never') return;
    const weight = Math.round((weightOf.get(wish.from) ?? 1) * weightScale);
    ofWish[index] = Math.round(rawPoints(wish, largestRank) * scoreScale) * weight;
    total += ofWish[index];
  });
  const mutualBonus = Math.round(event.mutualBonus * scoreScale) * weightScale;
  total += mutualBonus * event.wishes.length;
  return { ofWish, mutualBonus, scale: scoreScale * weightScale, total };
}
