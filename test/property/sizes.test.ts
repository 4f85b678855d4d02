/** Events of the sizes organisers have: promises and points are proved optimal. */
import { expect, it } from 'vitest';
import type { Effort, Progress } from '../../src/model/outcome.js';
import { solveEvent } from '../../src/solve/solve.js';
import { expectClean, expectSolved } from '../helpers/checked.js';
import { type GenerateOptions, generate } from '../helpers/generate.js';

const SMALL = { people: 40, wishes: 150, slots: 10, rooms: 12 };
const MIDDLE = { people: 130, wishes: 700, slots: 16, rooms: 25 };
const KINDS: readonly Partial<GenerateOptions>[] = [
  { sides: 2, availability: 85 },
  { sides: 1, availability: 85, skew: 2 },
  { sides: 2, availability: 90, windows: 60, values: 'scores' },
  { sides: 1, availability: 90, windows: 60, mutual: 30 },
];

it.each<[string, Partial<GenerateOptions>, Effort, readonly Partial<GenerateOptions>[], readonly number[]]>([
  ['40 people, 150 wishes, 10 slots, by a quick run', SMALL, 'quick', KINDS, [1, 2, 3]],
  ['130 people, 700 wishes, 16 slots', MIDDLE, 'standard', KINDS, [1]],
])('proves promises and points: %s', async (_, size, effort, kinds, seeds) => {
  const unproved: string[] = [];
  for (const kind of kinds) {
    for (const seed of seeds) {
      const event = generate({ ...size, ...kind, seed });
      // Breaks come after points, and are others' tests.
      const enough = new AbortController();
      const onProgress = ({ values, bounds }: Progress): void => {
        if (values.promises === bounds.promises && values.points === bounds.points) enough.abort();
      };
      const outcome = await solveEvent(event, { seed: 1, effort, signal: enough.signal, onProgress });
      expectClean(event, outcome);
      const { objective } = expectSolved(event, outcome);
      if (!objective.points.proved) unproved.push(JSON.stringify({ ...kind, seed, points: objective.points }));
    }
  }
  expect(unproved).toEqual([]);
});

it('pays few points for max_breaks: 0', async () => {
  const figuresWith = async (maxBreaks: number | undefined) => {
    const event = generate({ ...SMALL, ...KINDS[0], seed: 1, maxBreaks });
    return expectClean(event, await solveEvent(event, { seed: 1, effort: 'quick' })).figures;
  };
  const [free, kept] = [await figuresWith(undefined), await figuresWith(0)];
  expect(free.breaks).toBeGreaterThan(10);
  expect(kept.breaks).toBe(0);
  expect(kept.points).toBeGreaterThan(0.7 * free.points);
});

it('pays less for max_breaks: 0 where it may be thorough', async () => {
  const pointsOf = async (effort: Effort) => {
    const event = generate({ people: 24, wishes: 96, slots: 8, rooms: 8, ...KINDS[1], seed: 1, maxBreaks: 0 });
    return expectClean(event, await solveEvent(event, { seed: 1, effort })).figures.points;
  };
  expect(await pointsOf('thorough')).toBeGreaterThan(await pointsOf('standard'));
});
