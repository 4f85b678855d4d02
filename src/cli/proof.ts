/** Bounds and proofs in words for an organiser. */
import { TIERS, type Tier, type TierResult } from '../model/objective.js';
import type { Progress } from '../model/outcome.js';
import { tidy } from '../write/csv.js';

const PROVED: Readonly<Record<Tier, string>> = {
  promises: 'proved: no schedule keeps more',
  points: 'proved: no schedule holds more',
  breaks: 'proved: the fewest at these points',
  idle: 'proved: the fewest in such a schedule',
  moves: 'proved: the fewest in such a schedule',
};

const SENSE = new Map(TIERS.map(({ tier, sense }) => [tier, sense]));

/** What is known about how good one figure is. */
export function proofWords(tier: Tier, { value, bound: exact, proved }: TierResult): string {
  if (proved) return PROVED[tier];
  if (exact === null) return 'no bound known';
  const bound = tidy(exact);
  if (bound === value) return 'as good as its bound';
  if (SENSE.get(tier) === 'min') return bound > 0 ? `at least ${bound} cannot be avoided` : 'fewer are not ruled out';
  if (value <= 0) return `at most ${bound} could exist`;
  return `at most ${percent((bound - value) / value)} more could exist`;
}

/** The figures reached so far on one line: `promises 130 ✓ · points 2711, bound 2720 (0.34%) · breaks 14, bound 9`. */
export function progressWords({ phase, values, bounds }: Progress): string {
  const reached = TIERS.filter(({ tier }) => values[tier] !== null);
  const figures = reached.map(({ tier, sense }) => {
    const value = tidy(values[tier]!);
    const bound = bounds[tier];
    if (bound === null) return `${tier} ${value}`;
    if (bound === values[tier]) return `${tier} ${value} ✓`;
    const gap = sense === 'max' && value > 0 ? ` (${percent((bound - value) / value)})` : '';
    return `${tier} ${value}, bound ${tidy(bound)}${gap}`;
  });
  return [phase, ...figures].join(' · ');
}

/** Rounded up, so that "at most" stays true: two figures below 1%, else one decimal. */
export function percent(share: number): string {
  const digits = share >= 0.01 ? 1 : share >= 0.001 ? 2 : 3;
  const scale = 10 ** digits;
  return `${Math.ceil(share * 100 * scale - 1e-9) / scale}%`;
}
