/** What is optimised, in this order. A tier is added here and nowhere else. */

/** Their names, the first first. */
export type Tier = 'promises' | 'points' | 'breaks' | 'idle' | 'moves';

/** What a tier counts. */
export interface TierDescription {
  readonly tier: Tier;
  /** `max`: more is better. */
  readonly sense: 'max' | 'min';
  /** One sentence for people. */
  readonly meaning: string;
  /** Whether `status: optimal` needs this tier proved. */
  readonly needed: boolean;
}

/** All tiers in their order: no later one ever costs an earlier one. */
export const TIERS: readonly TierDescription[] = [
  {
    tier: 'promises',
    sense: 'max',
    meaning: 'promised meetings held: the sum over participants of min(meetings held, min_meetings)',
    needed: true,
  },
  { tier: 'points', sense: 'max', meaning: 'points of all meetings held', needed: true },
  {
    tier: 'breaks',
    sense: 'min',
    meaning: 'runs of slots without a meeting between two meetings of one participant on one day',
    needed: true,
  },
  { tier: 'idle', sense: 'min', meaning: 'slots in those breaks', needed: false },
  {
    tier: 'moves',
    sense: 'min',
    meaning: 'changes of room between one meeting and the next of a day, of participants with parallel 1',
    needed: false,
  },
];

/** One number a tier. Points are in the units the organiser wrote. */
export type Figures = Readonly<Record<Tier, number>>;

/** What a schedule has in a tier, and what no schedule exceeds. */
export interface TierResult {
  readonly value: number;
  /** Best proved bound (upper for `max`, lower for `min`); `null` where there is none. */
  readonly bound: number | null;
  /** Value equals bound here and in all tiers before. */
  readonly proved: boolean;
}

/** A result for each tier. */
export type Objective = Readonly<Record<Tier, TierResult>>;

/** The figures of an objective. O(tiers). */
export function valuesOf(objective: Objective): Figures {
  const values = {} as Record<Tier, number>;
  for (const { tier } of TIERS) values[tier] = objective[tier].value;
  return values;
}

/** Negative if `a` is better than `b`, positive if worse, 0 if equal in every tier. O(tiers). */
export function compareFigures(a: Figures, b: Figures): number {
  for (const { tier, sense } of TIERS) {
    const difference = sense === 'max' ? b[tier] - a[tier] : a[tier] - b[tier];
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Pairs each value with its bound; a tier is proved only if all tiers before it are. O(tiers). */
export function toObjective(values: Figures, bounds: Readonly<Record<Tier, number | null>>): Objective {
  const results = {} as Record<Tier, TierResult>;
  let provedSoFar = true;
  for (const { tier } of TIERS) {
    provedSoFar = provedSoFar && bounds[tier] !== null && bounds[tier] === values[tier];
    results[tier] = { value: values[tier], bound: bounds[tier], proved: provedSoFar };
  }
  return results;
}

/** `optimal` when every needed tier is proved. */
export function statusOf(objective: Objective): 'optimal' | 'feasible' {
  return TIERS.every(({ tier, needed }) => !needed || objective[tier].proved) ? 'optimal' : 'feasible';
}
