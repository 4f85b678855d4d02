/** Points, counted exactly: integers in units of 10^-k until the very last step. */
import type { Event, Wish } from '../model/event.js';
import type { WishSurvey } from './wishes.js';

/** A whole number, in a form that holds it exactly. */
export type Units = number | bigint;

/** The points of an event's wishes as integers. */
export interface PointScale {
  /** Decimals of a unit: a unit is 10^-decimals points. */
  readonly decimals: number;
  /** Units of a wish, weight included; 0 for `never`. A number where that is exact. O(1). */
  unitsOf(wish: Wish): Units;
  /** Units added to a mutual meeting. */
  readonly bonus: bigint;
}

/** Smallest k ≤ 9 for which value × 10^k is whole. O(1). */
export function decimalsOf(value: number): number {
  let k = 0;
  while (k < 9 && Math.round(value * 10 ** k) / 10 ** k !== value) k++;
  return k;
}

/** The common scale of all points of an event. O(participants). */
export function pointScale(event: Event, { largestRank, scoreDecimals: base }: WishSurvey): PointScale {
  const baseOf = ({ rank, score }: Wish) => (rank !== undefined ? largestRank + 1 - rank : (score ?? 1));
  let weight = 0;
  for (const person of event.participants) weight = Math.max(weight, decimalsOf(person.weight));
  const decimals = Math.max(base + weight, decimalsOf(event.mutualBonus));
  const rest = 10n ** BigInt(decimals - base - weight);
  const weights = new Map(event.participants.map(person => [person.id, Math.round(person.weight * 10 ** weight)]));
  return {
    decimals,
    bonus: BigInt(Math.round(event.mutualBonus * 10 ** decimals)),
    unitsOf(wish) {
      if (wish.kind === 'never') return 0;
      const units = Math.round(baseOf(wish) * 10 ** base);
      const times = weights.get(wish.from) ?? 10 ** weight;
      const product = units * times * Number(rest);
      return Number.isSafeInteger(product) ? product : BigInt(units) * BigInt(times) * rest;
    },
  };
}

/** O(1). */
export function sumOf(a: Units, b: Units): Units {
  const sum = Number(a) + Number(b);
  return Number.isSafeInteger(sum) ? sum : BigInt(a) + BigInt(b);
}

/** Adds whole numbers exactly, and quickly as long as they are small. */
export class ExactSum {
  private small = 0;
  private large = 0n;

  add(units: Units): void {
    if (typeof units === 'bigint') this.large += units;
    else {
      if (!Number.isSafeInteger(this.small + units)) this.flush();
      this.small += units;
    }
  }

  get total(): bigint {
    this.flush();
    return this.large;
  }

  private flush(): void {
    this.large += BigInt(this.small);
    this.small = 0;
  }
}

/** The number nearest to units × 10^-decimals (decimal text is rounded once, so equal sums give equal numbers). O(1). */
export function toNumber(units: bigint, decimals: number): number {
  return Number(`${units}e-${decimals}`);
}
