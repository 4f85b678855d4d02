import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fewestWishes, mostMet } from '../../src/inspect/loads.js';
import { runs } from '../helpers/runs.js';

const small = fc.integer({ min: 0, max: 4 });

describe('mostMet', () => {
  it('is the best over all ways to spend the places', () => {
    fc.assert(
      fc.property(small, small, small, small, small, small, (single, hosted, flexible, places, sessions, seats) => {
        let best = 0;
        for (let held = 0; held <= Math.min(sessions, places); held++)
          for (let alone = 0; alone <= Math.min(flexible, places - held); alone++) {
            const seated = Math.min(hosted + flexible - alone, held * seats);
            best = Math.max(best, alone + Math.min(single, places - held - alone) + seated);
          }
        expect(mostMet({ single, hosted, flexible }, places, sessions, seats)).toBe(best);
      }),
      runs(500),
    );
  });

  it('prefers a session to one-to-ones where it seats more', () => {
    expect(mostMet({ single: 3, hosted: 4, flexible: 0 }, 2, 1, 6)).toBe(5);
    expect(mostMet({ single: 3, hosted: 4, flexible: 0 }, 2, 0, 6)).toBe(2);
  });
});

describe('fewestWishes', () => {
  it('leaves meetings of one wish out first', () => {
    expect([0, 1, 2, 3, 4].map(lost => fewestWishes(lost, 2))).toEqual([0, 1, 2, 4, 6]);
  });
});
