import { describe, expect, it } from 'vitest';
import { type Crowd, mostCrowded } from '../../../src/solve/groups/slot-flow.js';
import { Dice } from '../../helpers/random.js';

/** By how much what can only be in these slots is more than they have. */
function over({ seats, left }: Crowd, slots: readonly number[]): number {
  const inside = seats.filter(seat => seat.slots.every(t => slots.includes(t)));
  return inside.reduce((sum, { part }) => sum + part, 0) - slots.reduce((sum, t) => sum + left[t], 0);
}

/** The most over all sets of slots. */
function mostOver(crowd: Crowd): number {
  let most = 0;
  for (let set = 0; set < 1 << crowd.left.length; set++)
    most = Math.max(
      most,
      over(
        crowd,
        [...crowd.left.keys()].filter(t => ((set >> t) & 1) === 1),
      ),
    );
  return most;
}

describe('mostCrowded', () => {
  it('finds the slots in which most is too much, as trying all sets does, and none where everything fits', () => {
    const tally = { fits: 0, crowded: 0 };
    for (let seed = 1; seed <= 400; seed++) {
      const dice = new Dice(seed);
      const slots = 1 + dice.below(5);
      const crowd = {
        left: Float64Array.from({ length: slots }, () => dice.below(5) / 4),
        seats: Array.from({ length: dice.below(7) }, () => ({
          part: dice.below(5) / 4,
          slots: [...new Array(slots).keys()].filter(() => dice.chance(50)),
        })),
      };
      const found = mostCrowded(crowd);
      const most = mostOver(crowd);
      if (found) expect(over(crowd, found), `seed ${seed}`).toBeCloseTo(most, 9);
      else expect(most, `seed ${seed}`).toBe(0);
      if (found) tally.crowded++;
      else tally.fits++;
    }
    expect(tally.fits).toBeGreaterThan(50);
    expect(tally.crowded).toBeGreaterThan(50);
  });
});
