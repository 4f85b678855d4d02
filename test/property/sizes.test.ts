/** Events of the sizes organisers have: promises and points are proved optimal. */
import { expect, it } from 'vitest';
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

it.each([
  ['40 people, 150 wishes, 10 slots', SMALL, KINDS],
  ['130 people, 700 wishes, 16 slots', MIDDLE, KINDS.slice(2)],
])('proves promises and points: %s', async (_, size, kinds) => {
  const unproved: string[] = [];
  for (const kind of kinds) {
    const event = generate({ ...size, ...kind, seed: 1 });
    const outcome = await solveEvent(event, { seed: 1, effort: 'standard' });
    expectClean(event, outcome);
    const { objective } = expectSolved(event, outcome);
    if (!objective.points.proved) unproved.push(JSON.stringify({ ...kind, points: objective.points }));
  }
  expect(unproved).toEqual([]);
});
